"""What people say of a place at a session: their own, or their colleagues'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from wtforms.validators import Length, Optional

from network.core.forms import BaseForm, CreatingForm
from network.training.delivery.forms.sessions import short
from network.training.delivery.rules import LONGEST_NAME, LONGEST_NEEDS
from network.training.forms import LONGEST_PASTE
from network.training.roster import Roster, lines_to_mend, read_roster
from network.ui.fields import (
    Answered,
    EmailField,
    SelectField,
    SubmitField,
    TextareaField,
    TextField,
    choice,
)


class BookForm(CreatingForm):
    """A place, in one press; what somebody needs is theirs to say or not (`U14`)."""

    access_needs = TextareaField("What do you need?", [Optional(), short(LONGEST_NEEDS)], rows=3)
    book = SubmitField("Book a place")


class NeedsForm(BaseForm):
    """What somebody with a place needs."""

    access_needs = TextareaField("What do you need?", [Optional(), short(LONGEST_NEEDS)], rows=3)
    save = SubmitField("Save what you need", style="secondary")


class AskForm(BaseForm):
    """A place, for somebody who has no account here. Sent twice, two links lead to one place, so it has no form key."""

    name = TextField(
        "Your name", [Answered("Enter your name"), short(LONGEST_NAME)], autocomplete="name", spellcheck=False
    )
    email = EmailField(
        "Your work e-mail address",
        [Answered("Enter your e-mail address, like name@example.org")],
        hint="We send a link to it. The place is yours once you have opened that.",
    )
    organisation = SelectField("Your organisation", [Answered("Choose your organisation")], coerce=UUID, choices=[])
    access_needs = TextareaField(
        "What do you need, so that you can take part?", [Optional(), short(LONGEST_NEEDS)], rows=3
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


class NamesForm(CreatingForm):
    """People, pasted."""

    names = TextareaField(
        "Who is to have a place?",
        [
            Answered("Write the names, one on each line"),
            Length(max=LONGEST_PASTE, message="This is more than one session. Paste up to 300 people at a time."),
        ],
        hint="One person on each line, with their e-mail if you have it: only then can we write to them.",
        rows=8,
        spellcheck=False,
        autocomplete="off",
    )
    add = SubmitField("Add these people")

    def roster(self) -> Roster:
        """The people who were pasted."""
        return read_roster(self.names.data or "")

    def validate(self, extra_validators: Any = None) -> bool:
        """Each line to mend is a message of its own, with its number."""
        is_right: bool = super().validate(extra_validators)
        problems = () if self.names.errors else self.roster().problems
        if problems:
            self.names.errors = [*lines_to_mend(problems)]
        return is_right and not problems


class WalkInForm(NamesForm):
    """People who came without a place."""

    names = TextareaField(
        "Who came without a place?",
        [
            Answered("Write the names, one on each line"),
            Length(max=LONGEST_PASTE, message="This is more than one session. Paste up to 300 people at a time."),
        ],
        hint="One person of your organisation on each line, with their e-mail if you have it. "
        "People of other partners book by the link.",
        rows=4,
        spellcheck=False,
        autocomplete="off",
    )
    add = SubmitField("Add them as here", style="secondary")
