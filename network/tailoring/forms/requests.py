"""What an organisation asks for, and what both sides say afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from wtforms import HiddenField
from wtforms.validators import Optional

from network.core.forms import BaseForm, EditingForm
from network.organisations.public import DepartmentSummary
from network.organisations.vocabulary import TrainingTime, WorkforceLevel
from network.tailoring.forms.offers import DAYS, MODES, as_weekday
from network.tailoring.rules.requests import (
    LABELS,
    LONGEST,
    LONGEST_MINUTES,
    MOST_PEOPLE,
    QUESTIONS,
    Feedback,
    RequestDraft,
)
from network.tailoring.service.inviting import Yes
from network.training.public import CourseToGive
from network.training.vocabulary import Mode, Topic
from network.ui.fields import (
    Answered,
    CheckboxesField,
    DayMonthYearField,
    RadiosField,
    SelectField,
    SubmitField,
    TextareaField,
    TextField,
    TimeOfDayField,
    WholeNumberField,
    choice,
)

_SCALE: Final = [
    choice(5, "Very much"),
    choice(4, "Mostly"),
    choice(3, "In part"),
    choice(2, "A little"),
    choice(1, "Not at all"),
]


class AskForm(BaseForm):
    """What is asked for. It is kept once it has been looked at again, on a page with a key of its own."""

    course_id = SelectField("Which course?", [Optional()], coerce=UUID, placeholder="No course in mind")
    topics = CheckboxesField(
        "Which topics?",
        [Optional()],
        coerce=Topic,
        choices=[choice(each, each.label) for each in Topic],
        hint="If you have no course in mind, choose what it is to be about.",
        small=True,
    )
    people = WholeNumberField(
        "For about how many people?", [Answered("Enter about how many people")], smallest=1, largest=MOST_PEOPLE
    )
    department_id = SelectField("Of which department?", [Optional()], coerce=UUID, placeholder="No one department")
    level = SelectField(
        "What does their work need?",
        [Optional()],
        coerce=WorkforceLevel,
        choices=[choice(each, f"{each.label}: {each.meaning[0].lower()}{each.meaning[1:]}") for each in WorkforceLevel],
        placeholder="Not sure",
    )
    tailor = TextareaField(
        "What should it fit?",
        [Answered("Say what it should fit")],
        counted=LONGEST["tailor"],
        hint="For example: what your teams do, what they find hard, what would help. Please name nobody.",
    )
    mode = RadiosField("How?", [Answered("Choose how")], coerce=Mode, choices=MODES, inline=True, small=True)
    town = TextField(
        "In which town or village?", [Optional()], hint="Leave it empty for training online.", optional=False
    )
    postcode = TextField("Postcode", [Optional()], width=10)
    from_on = DayMonthYearField("From which day?", [Answered("Enter the first day")], hint="For example, 27 3 2027")
    until_on = DayMonthYearField("Until which day?", [Answered("Enter the last day")])
    weekdays = CheckboxesField(
        "On which days of the week?",
        [Optional()],
        coerce=as_weekday,
        choices=DAYS,
        hint="Choose none if any day suits you.",
        small=True,
    )
    time = SelectField(
        "At what time?",
        [Optional()],
        coerce=TrainingTime,
        choices=[choice(each, each.label) for each in TrainingTime],
        placeholder="Any time",
    )
    access_needs = TextareaField(
        "What should whoever gives it know about access?",
        [Optional()],
        counted=LONGEST["access_needs"],
        hint="For example: a room without steps, a hearing loop, breaks. Please name nobody.",
        rows=3,
    )
    check = SubmitField("Continue")

    def offer(self, courses: Iterable[CourseToGive], departments: Iterable[DepartmentSummary]) -> None:
        """The open courses, and the departments, to choose from."""
        self.course_id.choices = [
            choice(each.id, f"Tier {each.tier}: {each.title}" if each.tier else each.title) for each in courses
        ]
        self.department_id.choices = [choice(each.id, each.name) for each in departments]

    @property
    def said(self) -> RequestDraft:
        """The answers."""
        needed: tuple[Any, Any, Any, Any] = (
            self.people.data,
            self.mode.data,
            self.from_on.data,
            self.until_on.data,
        )
        people, mode, from_on, until_on = needed
        return RequestDraft(
            course_id=self.course_id.data,
            topics=tuple(self.topics.data or ()),
            department_id=self.department_id.data,
            people=people,
            level=self.level.data,
            tailor=self.tailor.data or "",
            mode=mode,
            town=self.town.data or "",
            postcode=self.postcode.data or "",
            from_on=from_on,
            until_on=until_on,
            weekdays=tuple(self.weekdays.data or ()),
            time=self.time.data,
            access_needs=self.access_needs.data or "",
        )


class ChangeForm(AskForm, EditingForm):
    """What is asked for, changed; with the version that its page showed."""

    check = SubmitField("Save the changes")

    def keep_closed(self, course_id: UUID, title: str) -> None:
        """The course that was asked for stays to be chosen, though it closed since."""
        self.course_id.choices = [*(self.course_id.choices or ()), choice(course_id, title)]


def values_of(draft: RequestDraft, version: int) -> dict[str, Any]:
    """What a form opens with, for a request as it stands."""
    return {**{name: getattr(draft, name) for name in LABELS}, "version": str(version)}


class PressForm(EditingForm):
    """A change by one press, with the version that its page showed."""


class InviteForm(PressForm):
    """Whom to ask, from the list of those who fit."""

    offer = HiddenField()

    @property
    def offer_id(self) -> UUID | None:
        """The offer of whoever was pressed; None where it was tampered with."""
        try:
            return UUID(str(self.offer.data))
        except ValueError:
            return None


class YesForm(EditingForm):
    """When they give it."""

    day = DayMonthYearField("On which day?", [Answered("Enter the day")], hint="For example, 27 3 2027")
    starts_at = TimeOfDayField("When does it start?", [Answered("Enter when it starts")], width=10, hint="Like 9:30am")
    minutes = WholeNumberField(
        "How many minutes does it take?",
        [Answered("Enter how many minutes")],
        smallest=1,
        largest=LONGEST_MINUTES,
    )
    say_yes = SubmitField("Yes, I will give it")

    @property
    def said(self) -> Yes:
        """The answers."""
        answers: tuple[Any, Any, Any] = (self.day.data, self.starts_at.data, self.minutes.data)
        return Yes(*answers)


class HeldForm(EditingForm):
    """That it was held."""

    day = DayMonthYearField("On which day was it held?", [Answered("Enter the day")], hint="For example, 27 3 2027")
    trained = WholeNumberField(
        "How many people were there?", [Answered("Enter how many people")], smallest=1, largest=MOST_PEOPLE
    )
    save = SubmitField("Save")


class FeedbackForm(EditingForm):
    """How it was."""

    fits = RadiosField(QUESTIONS["fits"], [Answered("Choose how well it fitted")], coerce=int, choices=_SCALE)
    safe = RadiosField(QUESTIONS["safe"], [Answered("Choose how safe people felt")], coerce=int, choices=_SCALE)
    useful = RadiosField(QUESTIONS["useful"], [Answered("Choose how much you can use")], coerce=int, choices=_SCALE)
    words = TextareaField(
        "Would you like to add something?",
        [Optional()],
        counted=LONGEST["words"],
        hint="Please name nobody who was there.",
        rows=3,
    )
    practice = TextareaField(
        "What has changed in practice?",
        [Optional()],
        counted=LONGEST["practice"],
        hint="For example: how you begin a meeting, what you ask first. Leave it empty if it is too early to say.",
        rows=3,
    )
    send = SubmitField("Send this")

    @property
    def said(self) -> Feedback:
        """The answers."""
        steps: tuple[Any, Any, Any] = (self.fits.data, self.safe.data, self.useful.data)
        return Feedback(*steps, self.words.data or "", self.practice.data or "")


class TagForm(EditingForm):
    """What feedback is about."""

    themes = TextField(
        "Themes", [Optional()], hint="A few words each, with commas between them, like: pace, more examples"
    )
    save = SubmitField("Save the themes")
