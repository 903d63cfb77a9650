"""Support for a group: asked, arranged, held."""

from __future__ import annotations

from collections.abc import Container

from network.core.forms import CreatingForm, EditingForm
from network.incidents.rules.answers import MeetingMode
from network.incidents.rules.groups import (
    GROUP_MODES,
    LARGEST_ATTENDANCE,
    GroupAskedBy,
    GroupWish,
)
from network.incidents.rules.setup import GroupReferrer
from network.ui.fields import (
    Answered,
    DayMonthYearField,
    RadiosField,
    SingleCheckboxField,
    SubmitField,
    TimeOfDayField,
    WholeNumberField,
    choice,
)


def _asked_on() -> DayMonthYearField:
    return DayMonthYearField(
        "When was the group asked?", [Answered("Enter the day that the group was asked")], hint="For example, 27 3 2026"
    )


def _asked_by() -> RadiosField:
    return RadiosField(
        "Who asked them?",
        [Answered("Choose who asked them")],
        coerce=GroupAskedBy,
        choices=[choice(each, each.label) for each in GroupAskedBy],
    )


def _wish() -> RadiosField:
    return RadiosField(
        "What did they say?",
        [Answered("Choose what they said")],
        coerce=GroupWish,
        choices=[choice(each, each.label) for each in GroupWish],
    )


class AskGroupForm(CreatingForm):
    """That the group was asked first (D12), and as what the manager asks for it."""

    position = RadiosField(
        "As what do you ask for this?",
        [Answered("Choose your position")],
        coerce=GroupReferrer,
        choices=[],
    )
    asked_on = _asked_on()
    asked_by = _asked_by()
    wish = _wish()
    save = SubmitField("Save")

    def offer(self, positions: Container[GroupReferrer]) -> None:
        """Only those who may ask for a group in this organisation (CI-14)."""
        self.position.choices = [choice(each, each.label) for each in GroupReferrer if each in positions]


class AskGroupAgainForm(EditingForm):
    """What it said the next time."""

    asked_on = _asked_on()
    asked_by = _asked_by()
    wish = _wish()
    save = SubmitField("Save")


class GroupSessionForm(EditingForm):
    """When the group meets, and how."""

    day = DayMonthYearField("Day", [Answered("Enter the day of the session")], hint="For example, 27 3 2026")
    time = TimeOfDayField("Time", [Answered("Enter the time of the session")])
    mode = RadiosField(
        "How will you meet?",
        [Answered("Choose how you will meet")],
        coerce=MeetingMode,
        choices=[choice(each, each.label) for each in GROUP_MODES],
    )
    is_combined = SingleCheckboxField("On the same visit I also meet people one by one")
    save = SubmitField("Save the session")


class GroupHeldForm(EditingForm):
    """How many came, and never who."""

    attendance = WholeNumberField(
        "How many people came?", [Answered("Enter how many came")], largest=LARGEST_ATTENDANCE
    )
    save = SubmitField("Save")
