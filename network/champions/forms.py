"""The forms of champions: shape only."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from wtforms.validators import Optional

from network.accounts.public import PersonName
from network.core.forms import CreatingForm, EditingForm
from network.organisations.public import DepartmentSummary
from network.ui.fields import Answered, SelectField, SubmitField, TextareaField, choice


class RegisterForm(CreatingForm):
    """Whom to ask."""

    person = SelectField("Who would you like to ask?", [Answered("Choose a person")], coerce=UUID, choices=[])
    department = SelectField(
        "Which department are they a champion for?", [Optional()], coerce=UUID, placeholder="No department"
    )
    save = SubmitField("Ask them")

    def offer(self, people: Sequence[PersonName], departments: Sequence[DepartmentSummary]) -> None:
        """The people, and the departments, to choose from."""
        self.department.choices = [choice(each.id, each.name) for each in departments]
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
