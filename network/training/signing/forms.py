"""The forms of sheets: shape only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from wtforms.validators import Length, Optional

from network.core.forms import BaseForm, CreatingForm
from network.training.delivery.rules import LONGEST_NAME
from network.training.forms import MODES, NamesForm, names_field
from network.training.models import Course, TrainingSession
from network.training.rules import read_hours
from network.training.signing.rules import LONGEST_STAFF_NUMBER
from network.training.signing.service.signing import Signing
from network.training.vocabulary import Deliverer, Mode
from network.training.words import in_catalogue
from network.ui.fields import (
    Answered,
    AtMost,
    DayMonthYearField,
    EmailField,
    RadiosField,
    SelectField,
    SubmitField,
    TextField,
    choice,
)
from network.ui.filters import plural


class OpenSheetForm(CreatingForm):
    """The session that people are to sign in to; what was chosen the last time is chosen already."""

    course = SelectField("Course", [Answered("Choose the course")], coerce=UUID, choices=[])
    held_on = DayMonthYearField("When is it?", [Answered("Enter the day it is held")])
    mode = RadiosField(
        "How is it held?", [Answered("Choose how it is held")], coerce=Mode, choices=MODES, inline=True, small=True
    )
    place = TextField("Place", [Optional()], autocomplete="off")
    hours = TextField(
        "Length in hours",
        [Optional()],
        hint="Leave empty for the course’s usual length",
        width=5,
        inputmode="decimal",
        spellcheck=False,
    )
    open = SubmitField("Open the sheet")

    def offer(self, courses: Sequence[Course]) -> None:
        """The courses to choose from."""
        self._offered = {course.id for course in courses}
        self.course.choices = [choice(course.id, in_catalogue(course)) for course in courses]

    def prefill(self, last: TrainingSession | None, today: date) -> None:
        """What was chosen the last time, and today."""
        values: dict[str, Any] = {"held_on": today}
        if last is not None:
            values |= {"mode": last.mode, "place": last.place}
            values |= {"course": last.course_id} if last.course_id in self._offered else {}
        self.open_with(**values)

    def answers(self) -> dict[str, Any]:
        """What was entered, for the service. RuleBroken names `hours`."""
        return {
            "course_id": self.course.data,
            "held_on": self.held_on.data,
            "mode": self.mode.data,
            "minutes": read_hours(self.hours.data) if self.hours.data else None,
            "place": self.place.data or "",
        }


class AddPeopleForm(NamesForm):
    """People whom those who hold the session write down themselves."""

    names = names_field("Who else took part?", rows=4)
    add = SubmitField("Add these people", style="secondary")


class LogSheetForm(CreatingForm):
    """One press: the people on the sheet are one session."""

    given_by = RadiosField(
        "Who gave it?", [Optional()], coerce=Deliverer, choices=[choice(each.value, each.one) for each in Deliverer]
    )
    log = SubmitField("Log these people")

    @classmethod
    def of(cls, people: int) -> LogSheetForm:
        """The press that says how many they are."""
        form = cls()
        form.log.label.text = f"Log {'this' if people == 1 else 'these'} {plural(people, 'person', 'people')}"
        return form


class CodeForm(BaseForm):
    """The code on the wall."""

    code = TextField(
        "Code",
        [Answered("Enter the code, like K7MN 4XQD"), Length(max=40, message="Enter the 8 letters and figures alone")],
        hint="8 letters and figures. Capital or small letters and spaces do not matter.",
        width=10,
        autocomplete="off",
        spellcheck=False,
    )
    go = SubmitField("Go on")


class SignForm(CreatingForm):
    """Somebody writes themselves down, on their own phone or on one that goes from hand to hand."""

    name = TextField(
        "Your name", [Answered("Enter your name"), AtMost(LONGEST_NAME)], autocomplete="name", spellcheck=False
    )
    email = EmailField(
        "Your work e-mail address",
        [Optional(), AtMost(LONGEST_NAME)],
        hint="By it you can see your own training record later.",
    )
    staff_number = TextField(
        "Your staff number",
        [Optional(), AtMost(LONGEST_STAFF_NUMBER)],
        hint="If you have no work e-mail address",
        width=20,
        spellcheck=False,
    )
    sign = SubmitField("Sign in to this session")

    def ask(self, *, has_number: bool) -> None:
        """Where people booked places, they are known by their address alone."""
        if not has_number:
            del self.staff_number

    def said(self) -> Signing:
        """What was typed."""
        number = (self.staff_number.data or "") if "staff_number" in self else ""
        return Signing(self.name.data or "", self.email.data or "", number)
