"""What those who hold a session say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any, Final
from uuid import UUID

from wtforms.validators import Optional

from network.core.clock import LONDON, instant_in_london
from network.core.errors import RuleBroken
from network.core.forms import BaseForm, CreatingForm, EditingForm
from network.training.delivery.rules import (
    LARGEST_CAPACITY,
    LONGEST,
    LONGEST_REASON,
    MOST_WEEKS,
    SessionDraft,
    Span,
)
from network.training.forms import MODES
from network.training.models import Course
from network.training.vocabulary import Mode
from network.training.words import in_catalogue
from network.ui.comfort import NO, YES, ComfortFields, answers_of
from network.ui.fields import (
    Answered,
    AtMost,
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
from network.ui.fields.dates import UnreadableDateError, read_date

LONGEST_DAYS: Final = 2000


class SessionFields(ComfortFields):
    """What is asked about a session, whether it is planned or changed."""

    course = SelectField("Course", [Answered("Choose the course")], coerce=UUID, choices=[])
    starts_on = DayMonthYearField("Date", [Answered("Enter the date")], hint="For example, 27 3 2027")
    starts_at = TimeOfDayField("Starts at", [Answered("Enter when it starts")], width=10)
    ends_at = TimeOfDayField(
        "Ends at",
        [Answered("Enter when it ends")],
        width=10,
        hint="For example, 12pm. A time past midnight is on the day after.",
    )
    more_days = TextareaField(
        "More days of the same session",
        [Optional(), AtMost(LONGEST_DAYS)],
        hint="One date on each line, like 3 4 2027. The times are the same, and everybody comes to all of them.",
        rows=3,
        spellcheck=False,
    )
    mode = RadiosField(
        "How is it held?", [Answered("Choose how it is held")], coerce=Mode, choices=MODES, inline=True, small=True
    )
    place = TextField(
        "Where is it?",
        [Optional(), AtMost(LONGEST["place"])],
        hint="Building, street, town, and the way in without steps. Leave it empty for a session online.",
        optional=False,
    )
    joining_link = TextField(
        "Link to join",
        [Optional(), AtMost(LONGEST["joining_link"])],
        hint="For a session online. Only people with a place see it. You can add it later.",
        spellcheck=False,
    )
    capacity = WholeNumberField(
        "How many places are there?",
        [Optional()],
        smallest=1,
        largest=LARGEST_CAPACITY,
        hint="Leave it empty if there is no limit.",
    )
    open_to = RadiosField(
        "Who can book?",
        [Answered("Choose who can book")],
        choices=[choice(NO, "People of my organisation"), choice(YES, "People of every partner")],
    )
    books_until = DayMonthYearField(
        "Until when can people book?", [Optional()], hint="Leave it empty for: until it begins."
    )
    facilitators = CheckboxesField("Who holds it?", [Answered("Choose who holds it")], coerce=UUID, choices=[])

    def offer(self, courses: Iterable[Course], trainers: Sequence[tuple[UUID, str]]) -> None:
        """The courses and the people to choose from."""
        self.course.choices = [choice(course.id, in_catalogue(course)) for course in courses]
        self.facilitators.choices = [choice(key, name) for key, name in trainers]

    def draft(self) -> SessionDraft:
        """What was typed. RuleBroken for a day that cannot be read, or a time that the clocks leave out."""
        first: Any = self.starts_on.data
        times: Any = (self.starts_at.data, self.ends_at.data)
        return SessionDraft(
            course_id=self.course.data,
            parts=tuple(_span(day, *times) for day in [first, *read_days(self.more_days.data or "")]),
            mode=self.mode.data,
            place=self.place.data or "",
            joining_link=self.joining_link.data or "",
            capacity=self.capacity.data,
            is_open_to_all=self.open_to.data == YES,
            books_until=self.books_until.data,
            facilitators=tuple(self.facilitators.data or ()),
            **self.comfort(),
        )


def _span(day: date, starts_at: time, ends_at: time) -> Span:
    last = day + timedelta(days=1) if _is_past_midnight(starts_at, ends_at) else day
    return Span(instant_in_london(day, starts_at, "starts_at"), instant_in_london(last, ends_at, "ends_at"))


def _is_past_midnight(starts_at: time, ends_at: time) -> bool:
    """Whether the end is on the day after, as for people on night shifts.

    An end of the same day of which somebody forgot *pm* is 12 hours or more away, and is asked about.
    """
    begins, ends = (timedelta(hours=each.hour, minutes=each.minute) for each in (starts_at, ends_at))
    return ends < begins and ends + timedelta(days=1) - begins < timedelta(hours=12)


def read_days(text: str) -> list[date]:
    """The days of a list, one a line. RuleBroken on `more_days` names the line to mend."""
    days = []
    for number, line in enumerate(text.splitlines(), 1):
        parts = line.replace("/", " ").replace("-", " ").replace(".", " ").split()
        if not parts:
            continue
        try:
            # 2027-04-03 begins with its year.
            day, month, year = reversed(parts) if len(parts[0]) == 4 else parts
            days.append(read_date(day, month, year))
        except (UnreadableDateError, ValueError):
            raise RuleBroken("more_days", f"Line {number}: write a date like 3 4 2027.") from None
    return days


class PlanForm(SessionFields, CreatingForm):
    """A new session, or several, one a week."""

    weeks = WholeNumberField(
        "Plan it again in the weeks after?",
        [Optional()],
        smallest=1,
        largest=MOST_WEEKS,
        hint="How many sessions in all, one a week, each with places of its own. Leave it empty for one.",
    )
    save = SubmitField("Plan the session")


class ChangeForm(SessionFields, EditingForm):
    """A session that is planned."""

    reason = TextareaField(
        "Why does it move?",
        [Optional(), AtMost(LONGEST_REASON)],
        hint="Only if its days, its times or its place change. People with a place read it.",
        rows=3,
        optional=False,
    )
    save = SubmitField("Save the changes")

    def draft_over(self, stored: SessionDraft) -> SessionDraft:
        """What was typed. Days and times that were left as they were shown stay as they are stored: a program may have
        given each day times of its own."""
        typed, shown = self.draft(), values_of(stored, 0)
        is_same = all(self[name].data == shown[name] for name in ("starts_on", "starts_at", "ends_at"))
        if is_same and read_days(self.more_days.data or "") == read_days(shown["more_days"]):
            return replace(typed, parts=stored.parts)
        return typed


def has_own_times(draft: SessionDraft) -> bool:
    """Whether its days are held at different times, which the form does not show."""
    local = [(part.starts_at.astimezone(LONDON), part.ends_at.astimezone(LONDON)) for part in draft.parts]
    return len({(starts.time(), ends.time()) for starts, ends in local}) > 1


def values_of(draft: SessionDraft, version: int) -> dict[str, Any]:
    """What a form opens with, for a session as it stands."""
    first = draft.parts[0]
    starts, ends = first.starts_at.astimezone(LONDON), first.ends_at.astimezone(LONDON)
    days = [part.starts_at.astimezone(LONDON).date() for part in draft.parts[1:]]
    kept = ("mode", "place", "joining_link", "capacity", "books_until")
    return {
        **{name: getattr(draft, name) for name in kept},
        "course": draft.course_id,
        "starts_on": starts.date(),
        "starts_at": starts.time().replace(second=0, microsecond=0),
        "ends_at": ends.time().replace(second=0, microsecond=0),
        "more_days": "\n".join(f"{day.day} {day.month} {day.year}" for day in days),
        "open_to": YES if draft.is_open_to_all else NO,
        "facilitators": list(draft.facilitators),
        **answers_of(draft),
        "version": str(version),
    }


class CancelForm(BaseForm):
    """Why a session will not be held."""

    reason = TextareaField(
        "Why is it cancelled?",
        [Answered("Say why, for the people who have a place"), AtMost(LONGEST_REASON)],
        hint="People who see the session read it. The e-mail to those with a place leads there.",
    )
    cancel = SubmitField("Cancel the session", style="warning")
