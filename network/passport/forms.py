"""What is typed and pressed here: shape only."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from network.core.forms import BaseForm
from network.passport.rules import ShareTerm
from network.training.public import LONGEST_PERSON
from network.ui.fields import (
    Answered,
    AtMost,
    DayMonthYearField,
    EmailField,
    FileField,
    RadiosField,
    SelectField,
    SubmitField,
    TextField,
    choice,
)


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


class DeclareForm(BaseForm):
    """What was completed, with its certificate. Sent twice, it is one declaration, so it has no form key."""

    course = RadiosField("Which course did you complete?", [Answered("Choose a course")], coerce=UUID, choices=[])
    completed_on = DayMonthYearField(
        "When did you complete it?", [Answered("Enter the day, like 27 3 2026")], hint="It stands on your certificate"
    )
    file = FileField(
        "Your certificate",
        [Answered("Choose the file of your certificate")],
        accept=".pdf,.docx,.odt,.png,.jpg,.jpeg,.webp",
        hint="A PDF, or a picture or screenshot that shows your name, the course and the day. Up to 10 MB.",
    )
    organisation = SelectField("Your organisation", [Answered("Choose your organisation")], coerce=UUID, choices=[])
    name = TextField(
        "Your name",
        [Answered("Enter your name"), AtMost(LONGEST_PERSON)],
        hint="As it stands on the certificate",
        autocomplete="name",
        spellcheck=False,
    )
    declare = SubmitField("Declare it")

    def offer(self, courses: Sequence[tuple[UUID, str]], organisations: Sequence[tuple[UUID, str]]) -> None:
        """The courses and organisations to choose from."""
        self.course.choices = [choice(key, title) for key, title in courses]
        self.organisation.choices = [choice(key, name) for key, name in organisations]
