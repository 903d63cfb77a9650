"""The forms of champions: shape only."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from wtforms.validators import Optional

from network.accounts.public import PersonName
from network.core.forms import CreatingForm, EditingForm
from network.ui.fields import Answered, SelectField, SubmitField, TextareaField, choice


class RegisterForm(CreatingForm):
    """Whom to ask."""

    person = SelectField("Who would you like to ask?", [Answered("Choose a person")], coerce=UUID, choices=[])
    save = SubmitField("Ask them")

    def offer(self, people: Sequence[PersonName]) -> None:
        """The people to choose from."""
        self.person.choices = [choice(each.id, f"{each.name}, {each.email}") for each in people]


class EndForm(EditingForm):
    """The end of somebody's time as a champion."""

    thanks = TextareaField(
        "Your thanks",
        [Optional()],
        hint="Sent to them, after a line of thanks from your organisation",
        rows=4,
        counted=1000,
    )
    save = SubmitField("End with thanks")
