"""The forms of plans: shape only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wtforms.validators import Optional

from network.core.forms import CreatingForm, EditingForm
from network.organisations.public import TrainingTime
from network.training.plans.rules import ANSWER_LENGTH, MOST_PEOPLE, MOST_SESSIONS, WHY_LENGTH, LineDraft
from network.training.plans.suggesting import OfferedCourse
from network.training.plans.vocabulary import LineState
from network.training.vocabulary import Mode
from network.ui.fields import (
    Answered,
    DayMonthYearField,
    RadiosField,
    SelectField,
    SubmitField,
    TextareaField,
    WholeNumberField,
    choice,
)


class _LineQuestions:
    course_id = SelectField("Course", [Answered("Choose a course")], coerce=UUID)
    people = WholeNumberField(
        "For how many people?", [Answered("Enter how many people")], smallest=1, largest=MOST_PEOPLE
    )
    sessions = WholeNumberField(
        "How many sessions?",
        [Answered("Enter how many sessions")],
        largest=MOST_SESSIONS,
        hint="0 for a course that people take in their own time",
    )
    places = WholeNumberField(
        "Places in each session", [Answered("Enter how many places")], smallest=1, largest=MOST_PEOPLE
    )
    mode = RadiosField(
        "How?", [Answered("Choose how")], choices=[choice(each, each.label) for each in Mode], coerce=Mode
    )
    time = SelectField(
        "When?",
        [Optional()],
        choices=[choice(each, each.label) for each in TrainingTime],
        coerce=TrainingTime,
        placeholder="Any time",
    )
    by_on = DayMonthYearField("By which day?", [Optional()], hint="For example, 31 3 2027")
    why = TextareaField(
        "Why this?", [Optional()], counted=WHY_LENGTH, hint="The organisation reads it. Please name nobody."
    )

    def offer(self, courses: Iterable[OfferedCourse]) -> None:
        """The open courses of the tiers."""
        self.course_id.choices = [choice(each.id, f"Tier {each.tier}: {each.title}") for each in courses]

    @property
    def said(self) -> LineDraft:
        """The answers."""
        course: Any = self.course_id.data
        mode: Any = self.mode.data
        numbers: tuple[Any, Any, Any] = (self.people.data, self.sessions.data, self.places.data)
        return LineDraft(course, *numbers, mode, self.time.data, self.by_on.data, self.why.data or "")


class AddLineForm(_LineQuestions, CreatingForm):
    """A line more."""

    save = SubmitField("Add the line")


class EditLineForm(_LineQuestions, EditingForm):
    """A line as it stands."""

    save = SubmitField("Save the line")


class AnswerForm(EditingForm):
    """What an organisation answers to a line."""

    state = RadiosField(
        "What is your answer?",
        [Answered("Choose an answer")],
        choices=[
            choice(LineState.AGREED, "Yes, that suits us"),
            choice(LineState.PROPOSED, "Something else would suit us better"),
            choice(LineState.DECLINED, "No, not this"),
        ],
        coerce=LineState,
    )
    words = TextareaField(
        "What would suit you, or why not?",
        [Optional()],
        counted=ANSWER_LENGTH,
        hint="For a yes, you can leave this empty. The network’s coordinator reads it. Please name nobody.",
    )
    save = SubmitField("Send the answer")
