"""What is typed and pressed here: shape only."""

from __future__ import annotations

from network.core.forms import BaseForm
from network.passport.rules import ShareTerm
from network.ui.fields import Answered, EmailField, RadiosField, SubmitField, choice


class AskForm(BaseForm):
    """Whose record it is."""

    email = EmailField(
        "Your e-mail address",
        [Answered("Enter your e-mail address, like name@example.org")],
        hint="The one that you gave when you trained. Often it is the one at work.",
    )
    send = SubmitField("Send me a link")


class OpenForm(BaseForm):
    """One press, because programs that look at e-mails open links too."""

    open = SubmitField("Open my record")


class ShareForm(BaseForm):
    """For how long. Its answer shows the link, so it has no form key that would lead elsewhere."""

    lasts = RadiosField(
        "For how long may it be used?",
        [Answered("Choose for how long the link may be used")],
        coerce=ShareTerm,
        choices=[choice(term.value, term.label) for term in ShareTerm],
    )
    make = SubmitField("Make a link")
