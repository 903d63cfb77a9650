"""The forms of importing: shape only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from wtforms.validators import Optional

from network.core.forms import BaseForm, CreatingForm
from network.training.exports import Choices, DayOrder
from network.training.exports.claims import Field
from network.training.imports.answers import Answers
from network.training.models import Course
from network.ui.fields import (
    Answered,
    DayMonthYearField,
    FileField,
    HiddenField,
    RadiosField,
    SelectField,
    SingleCheckboxField,
    SubmitField,
    TextField,
    choice,
)

COLUMNS = (
    Field.NAME,
    Field.GIVEN_NAME,
    Field.FAMILY_NAME,
    Field.EMAIL,
    Field.STAFF_NUMBER,
    Field.COURSE,
    Field.COMPLETED_ON,
    Field.STATUS,
)
"""Which columns somebody can name; the file has others that nobody needs."""
NONE_OF_OURS = "none"


def course_choices(courses: Sequence[Course]) -> list[Any]:
    """Every course, closed ones too: what is imported is often older."""
    return [choice(course.id, f"{course.title} ({course.code})") for course in courses]


class SendFileForm(BaseForm):
    """A file of another system."""

    file = FileField(
        "The file",
        [Answered("Choose the file")],
        accept=".csv,.xlsx,.ods,.txt",
        hint="As the other system wrote it: CSV, Excel (.xlsx) or OpenDocument (.ods), up to 20 MB",
    )
    course = SelectField(
        "Which course is it about?",
        [Optional()],
        coerce=UUID,
        choices=[],
        placeholder="The file says which",
        hint="Choose it for attendance of a meeting, and for reports of a single course",
    )
    save = SubmitField("See what it would add")

    def answers(self) -> Answers:
        """What was chosen besides the file."""
        return Answers(self.course.data)


class AnswersForm(BaseForm):
    """What a file leaves open. Only what is asked stands on the page; all of it can be changed."""

    course = SelectField(
        "Which course is it about?", [Optional()], coerce=UUID, choices=[], placeholder="The file says"
    )
    called = SelectField("Which of these is it?", [Optional()], choices=[], placeholder="Choose one")
    dates = RadiosField(
        "How does the file write days?",
        [Optional()],
        coerce=DayOrder,
        choices=[choice(order.value, order.label) for order in DayOrder],
    )
    held_on = DayMonthYearField("On which day was it?", [Optional()])
    learner = TextField("Whose record is it?", [Optional()], hint="Their e-mail address or staff number", width=30)
    takes_names_alone = SingleCheckboxField("Take people of whom only a name is known; they are counted apart")
    save = SubmitField("Use these answers")

    def offer(self, courses: Sequence[Course], called: Sequence[str], headings: Sequence[str]) -> None:
        """What can be chosen: the catalogue's courses, the file's own, and its headings."""
        self.course.choices = course_choices(courses)
        self.called.choices = [choice(name, name) for name in called]
        for each in COLUMNS:
            self[column_name(each)].choices = [choice(heading, heading) for heading in headings]

    def show(self, answers: Answers) -> None:
        """What is known already."""
        choices = answers.choices
        self.course.data = answers.course_id
        self.called.data = choices.called or None
        self.dates.data, self.held_on.data = choices.dates, choices.held_on
        self.learner.data = choices.learner
        self.takes_names_alone.data = choices.takes_names_alone
        for each, heading in choices.columns.items():
            if each in COLUMNS:
                self[column_name(each)].data = heading

    def answers(self, before: Answers) -> Answers:
        """What is known now; a choice that was not on the page stays as it was."""
        columns = {each: self[column_name(each)].data for each in COLUMNS if self[column_name(each)].data}
        choices = Choices(
            dates=self.dates.data or before.choices.dates,
            held_on=self.held_on.data or before.choices.held_on,
            called=self.called.data or "",
            learner=self.learner.data or "",
            takes_names_alone=bool(self.takes_names_alone.data),
            columns=columns or before.choices.columns,
        )
        return replace(before, course_id=self.course.data, choices=choices)


def column_name(of: Field) -> str:
    """The name of the form's field in which a column is chosen."""
    return f"column_{of.value.replace('-', '_')}"


COLUMN_NAMES = tuple(column_name(each) for each in COLUMNS)
for _field in COLUMNS:
    setattr(AnswersForm, column_name(_field), SelectField(_field.label, [Optional()], choices=[], placeholder="None"))


class NameCourseForm(BaseForm):
    """Which course a file means by a name."""

    name = HiddenField()
    course = SelectField(
        "Which course is it?", [Answered("Choose the course, or say that it is none of these")], choices=[]
    )
    save = SubmitField("Remember this", style="secondary")

    def offer(self, courses: Sequence[Course]) -> None:
        """The catalogue's courses, and none of them."""
        self.course.choices = [choice(NONE_OF_OURS, "None of the network’s courses"), *course_choices(courses)]

    @property
    def course_id(self) -> UUID | None:
        """The course that was chosen; None for none of ours."""
        return None if self.course.data == NONE_OF_OURS else UUID(self.course.data)


class ImportForm(CreatingForm):
    """Yes to what was shown."""

    seen = HiddenField()
    save = SubmitField("Import this file")
