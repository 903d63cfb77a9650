"""The forms of training: shape only. A session for 30 people is nine inputs (CP-2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from wtforms.validators import Length, Optional

from network.core.forms import BaseForm, CreatingForm
from network.organisations.public import DepartmentSummary
from network.training.models import Course, TrainingSession
from network.training.roster import Roster, lines_to_mend, read_roster
from network.training.rules import read_hours
from network.training.vocabulary import Deliverer, Mode
from network.training.words import in_catalogue
from network.ui.fields import (
    Answered,
    DayMonthYearField,
    EmailField,
    HiddenField,
    RadiosField,
    SelectField,
    SubmitField,
    TextareaField,
    TextField,
    choice,
)

LONGEST_PASTE = 200_000
MODES = [choice(mode.value, mode.label) for mode in Mode]


def names_field(
    label: str,
    *,
    rows: int,
    empty: str = "Write the names, one on each line",
    hint: str = "One person on each line, with their e-mail if you have it. Paste from an e-mail or a spreadsheet.",
) -> TextareaField:
    """Room for the names of many people, as they are pasted."""
    too_many = Length(max=LONGEST_PASTE, message="This is more than one session. Paste up to 300 people at a time.")
    return TextareaField(label, [Answered(empty), too_many], hint=hint, rows=rows, spellcheck=False, autocomplete="off")


class NamesForm(CreatingForm):
    """A form with `names`, of many people."""

    names: TextareaField

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


class LogSessionForm(NamesForm):
    """A session and who took part, in one page."""

    course = SelectField("Course", [Answered("Choose the course")], coerce=UUID, choices=[])
    held_on = DayMonthYearField("When was it?", [Answered("Enter the day it was held")])
    mode = RadiosField(
        "How was it held?", [Answered("Choose how it was held")], coerce=Mode, choices=MODES, inline=True, small=True
    )
    hours = TextField(
        "Length in hours",
        [Optional()],
        hint="Leave empty for the course’s usual length",
        width=5,
        inputmode="decimal",
        spellcheck=False,
    )
    place = TextField("Place", [Optional()], autocomplete="off")
    names = names_field("Who took part?", rows=10, empty="Write the names of who took part, one on each line")
    department = SelectField(
        "Which department do they work in?",
        [Optional()],
        coerce=UUID,
        placeholder="Several, or I do not know",
        hint="Said of everybody on the list whose department is not known yet",
    )
    given_by = RadiosField(
        "Who gave it?", [Optional()], coerce=Deliverer, choices=[choice(each.value, each.one) for each in Deliverer]
    )
    """Asked once, of a course that whoever logs it may not give."""
    was_asked = HiddenField()
    save = SubmitField("Log the session")

    def offer(self, courses: Sequence[Course], departments: Sequence[DepartmentSummary]) -> None:
        """The courses to choose from, and the departments, where the organisation has some."""
        self._offered = {course.id for course in courses}
        self.course.choices = [choice(course.id, in_catalogue(course)) for course in courses]
        if departments:
            self.department.choices = [choice(each.id, each.name) for each in departments]
        else:
            del self.department

    def prefill(self, last: TrainingSession | None, today: date) -> None:
        """What was chosen the last time, and today: the usual case, before anything was typed."""
        self.held_on.process(None, today)
        if last is not None:
            self.course.data = last.course_id if self._offers(last.course_id) else None
            self.mode.data = last.mode
            self.place.data = last.place

    def _offers(self, course_id: UUID) -> bool:
        return course_id in self._offered

    def answers(self) -> dict[str, Any]:
        """What was entered, for the service. Without `minutes` the course's own. RuleBroken names `hours`."""
        return {
            "course_id": self.course.data,
            "held_on": self.held_on.data,
            "mode": self.mode.data,
            "minutes": read_hours(self.hours.data) if self.hours.data else None,
            "place": self.place.data or "",
            "department_id": self.department.data if "department" in self else None,
            "roster": self.roster(),
            "given_by": self.given_by.data,
            "was_asked": bool(self.was_asked.data),
        }

    def asks_who_gave(self) -> bool:
        """Whether the question stands on the page: from the first time that it was asked on."""
        if self.given_by.errors:
            self.was_asked.data = "yes"
        return bool(self.was_asked.data)


class IdentifyForm(BaseForm):
    """An e-mail for somebody who is known by name alone."""

    email = EmailField("E-mail address", [Answered("Enter their e-mail address")], autocomplete="off")
    save_email = SubmitField("Add the e-mail address")


class SamePersonForm(CreatingForm):
    """Yes: two records are one person."""

    save = SubmitField("Yes, they are one person")


class PlaceForm(BaseForm):
    """The department that somebody works in."""

    department = SelectField("Department", [Optional()], coerce=UUID, placeholder="No department said")
    save_department = SubmitField("Save the department", style="secondary")

    def offer(self, departments: Sequence[DepartmentSummary]) -> None:
        """The departments to choose from."""
        self.department.choices = [choice(each.id, each.name) for each in departments]


class LeavingForm(BaseForm):
    """Somebody's last day."""

    left_on = DayMonthYearField("Their last day", [Answered("Enter their last day")])
    save_day = SubmitField("They have left", style="secondary")
