"""The forms of the workforce by kind of work, and of the contact's deputies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wtforms.validators import Optional

from network.core.forms import CreatingForm, EditingForm
from network.organisations.models import Department
from network.organisations.rules import LARGEST_WORKFORCE
from network.organisations.rules.deputies import DeputySaid
from network.organisations.rules.workforce import ROLE_GROUPS, GroupSaid
from network.organisations.vocabulary import WorkforceLevel
from network.ui.fields import (
    Answered,
    DayMonthYearField,
    EmailField,
    RadiosField,
    SelectField,
    SubmitField,
    TelephoneField,
    TextField,
    WholeNumberField,
    choice,
)


class _GroupQuestions:
    role_group = SelectField(
        "Kind of work",
        [Optional()],
        optional=False,
        choices=[choice(each, each) for each in ROLE_GROUPS],
        placeholder="Choose, or use your own words",
    )
    own_words = TextField("Or in your own words", [Optional()], width=20, optional=False)
    level = RadiosField(
        "What level do they need?",
        [Answered("Choose the level that they need")],
        choices=[choice(each, each.label, hint=each.meaning) for each in WorkforceLevel],
        coerce=WorkforceLevel,
    )
    headcount = WholeNumberField("How many people?", [Answered("Enter how many people")], largest=LARGEST_WORKFORCE)
    department_id = SelectField("Department", [Optional()], coerce=UUID, placeholder="No one department")
    needed_by = DayMonthYearField("By when do they need it?", [Optional()], hint="For example, 31 3 2027")

    def offer(self, departments: Iterable[Department]) -> None:
        """The organisation's departments."""
        self.department_id.choices = [choice(each.id, each.name) for each in departments]

    @property
    def said(self) -> GroupSaid:
        """The answers; one's own words stand before what was chosen."""
        level: Any = self.level.data
        role_group = self.own_words.data or self.role_group.data or ""
        return GroupSaid(role_group, level, self.headcount.data, self.department_id.data, self.needed_by.data)


class AddGroupForm(_GroupQuestions, CreatingForm):
    """A row more."""

    save = SubmitField("Add")


class EditGroupForm(_GroupQuestions, EditingForm):
    """A row as it stands."""

    save = SubmitField("Save")


def answers_of(said: GroupSaid) -> dict[str, Any]:
    """What the form shows of a row."""
    is_offered = said.role_group in ROLE_GROUPS
    kind = {"role_group": said.role_group} if is_offered else {"own_words": said.role_group}
    return {
        **kind,
        "level": said.level,
        "headcount": said.headcount,
        "department_id": said.department_id,
        "needed_by": said.needed_by,
    }


class _DeputyQuestions:
    name = TextField("Name", [Answered("Enter their name")], autocomplete="off")
    job_title = TextField("Job title", [Optional()], autocomplete="off")
    email = EmailField("E-mail address", [Optional()], optional=False, autocomplete="off")
    telephone = TelephoneField(
        "Telephone number", [Optional()], autocomplete="off", hint="One of the two is enough", optional=False
    )

    @property
    def said(self) -> DeputySaid:
        """The answers."""
        return DeputySaid(
            self.name.data or "", self.job_title.data or "", self.email.data or "", self.telephone.data or ""
        )


class AddDeputyForm(_DeputyQuestions, CreatingForm):
    """A deputy more."""

    save = SubmitField("Add deputy")


class EditDeputyForm(_DeputyQuestions, EditingForm):
    """A deputy as they are kept."""

    save = SubmitField("Save")
