"""What people say of a place at a session: their own, or their colleagues'."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from wtforms.validators import Optional

from network.core.forms import BaseForm, CreatingForm
from network.training.delivery.rules import LONGEST_NAME, LONGEST_NEEDS
from network.training.forms import NamesForm, names_field
from network.ui.fields import (
    Answered,
    AtMost,
    EmailField,
    SelectField,
    SubmitField,
    TextareaField,
    TextField,
    choice,
)


class BookForm(CreatingForm):
    """A place, in one press; what somebody needs is theirs to say or not (`U14`)."""

    access_needs = TextareaField("What do you need?", [Optional(), AtMost(LONGEST_NEEDS)], rows=3)
    book = SubmitField("Book a place")


class NeedsForm(BaseForm):
    """What somebody with a place needs."""

    access_needs = TextareaField("What do you need?", [Optional(), AtMost(LONGEST_NEEDS)], rows=3)
    save = SubmitField("Save what you need", style="secondary")


class AskForm(BaseForm):
    """A place, for somebody who has no account here. Sent twice, two links lead to one place, so it has no form key."""

    name = TextField(
        "Your name", [Answered("Enter your name"), AtMost(LONGEST_NAME)], autocomplete="name", spellcheck=False
    )
    email = EmailField(
        "Your work e-mail address",
        [Answered("Enter your e-mail address, like name@example.org")],
        hint="We send a link to it. The place is yours once you have opened that.",
    )
    organisation = SelectField("Your organisation", [Answered("Choose your organisation")], coerce=UUID, choices=[])
    access_needs = TextareaField(
        "What do you need, so that you can take part?", [Optional(), AtMost(LONGEST_NEEDS)], rows=3
    )
    ask = SubmitField("Ask for a place")

    def offer(self, organisations: Sequence[tuple[UUID, str]]) -> None:
        """The organisations to choose from; none is asked for where it can be only one."""
        if organisations:
            self.organisation.choices = [choice(key, name) for key, name in organisations]
        else:
            del self.organisation


class PressForm(BaseForm):
    """Yes: one press, because programs that look at e-mails open links too."""

    confirm = SubmitField("Confirm my booking")


class AddPeopleForm(NamesForm):
    """People who are to have a place."""

    names = names_field(
        "Who is to have a place?",
        rows=8,
        hint="One person on each line, with their e-mail if you have it: only then can we write to them.",
    )
    add = SubmitField("Add these people")


class WalkInForm(NamesForm):
    """People who came without a place."""

    names = names_field(
        "Who came without a place?",
        rows=4,
        hint="One person of your organisation on each line, with their e-mail if you have it. "
        "People of other partners book by the link.",
    )
    add = SubmitField("Add them as here", style="secondary")
