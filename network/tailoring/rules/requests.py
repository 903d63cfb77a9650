"""What may be asked for, what a yes says, how it is told that it was held, and how it was. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from network.core.errors import RuleBroken
from network.core.months import months_after
from network.core.text import one_line, several_lines
from network.core.working_days import Weekday
from network.organisations.vocabulary import TrainingTime, WorkforceLevel
from network.training.vocabulary import Mode, Topic

TAKEN: Final = "You said yes to something else at that time. Enter another time, or give that back first"
ANSWER_WITHIN: Final = timedelta(days=7)
ANSWER_WITHIN_IN_WORDS: Final = "7 days"
REMIND_AFTER: Final = timedelta(days=3)
MONTHS_AHEAD: Final = 12
MOST_PEOPLE: Final = 2_000
LONGEST: Final = {"tailor": 1500, "access_needs": 500, "town": 80, "postcode": 10, "words": 500, "practice": 500}
"""Characters of each text."""
LONGEST_MINUTES: Final = 24 * 60
MONTHS_BACK: Final = 24
SCALE: Final = range(1, 6)
QUESTIONS: Final = {
    "fits": "It fitted what we asked for",
    "safe": "People felt safe enough to take part",
    "useful": "We can use it in our work",
}
"""The three questions afterwards, by the name of their answer."""
NEEDS_KEPT: Final = timedelta(days=30)
NEEDS_KEPT_IN_WORDS: Final = "until 30 days after the session"
WORDS_KEPT_MONTHS: Final = 12
WORDS_KEPT_IN_WORDS: Final = "12 months after it is held or taken back"


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """What an organisation asks for."""

    course_id: UUID | None
    topics: tuple[Topic, ...]
    department_id: UUID | None
    people: int
    level: WorkforceLevel | None
    tailor: str
    mode: Mode
    town: str
    postcode: str
    from_on: date
    until_on: date
    weekdays: tuple[Weekday, ...] = ()
    time: TrainingTime | None = None
    access_needs: str = ""


LABELS: Final = {
    "course_id": "Course",
    "topics": "Topics",
    "department_id": "Department",
    "people": "People",
    "level": "What their work needs",
    "tailor": "What it should fit",
    "mode": "How",
    "town": "Town or village",
    "postcode": "Postcode",
    "from_on": "From",
    "until_on": "Until",
    "weekdays": "Days of the week",
    "time": "Time",
    "access_needs": "Access",
}
"""Each part of a request in the words of whoever asks."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """How it was, from 1, not at all, to 5, very much; and in words, what changed in practice (CP-2)."""

    fits: int
    safe: int
    useful: int
    words: str = ""
    practice: str = ""


def checked_request(
    draft: RequestDraft,
    courses: Collection[UUID],
    departments: Collection[UUID],
    today: date,
    before: RequestDraft | None = None,
) -> RequestDraft:
    """A request, tidied; what it was `before` may stay as it is: a course that closed since, a first day that passed.

    Raises RuleBroken on the field to mend.
    """
    if draft.course_id is None and not draft.topics:
        raise RuleBroken("topics", "Choose a course or at least one topic")
    is_other = before is None or draft.course_id != before.course_id
    if draft.course_id is not None and is_other and draft.course_id not in courses:
        raise RuleBroken("course_id", "Choose a course from the list")
    if draft.department_id is not None and draft.department_id not in departments:
        raise RuleBroken("department_id", "Choose a department from the list")
    if not 1 <= draft.people <= MOST_PEOPLE:
        raise RuleBroken("people", f"Enter a number from 1 to {MOST_PEOPLE:,}")
    tidy = replace(
        draft,
        topics=tuple(each for each in Topic if each in draft.topics),
        tailor=_text("tailor", several_lines(draft.tailor)),
        town=_text("town", one_line(draft.town)),
        postcode=_text("postcode", one_line(draft.postcode).upper()),
        weekdays=tuple(sorted(set(draft.weekdays))),
        access_needs=_text("access_needs", several_lines(draft.access_needs)),
    )
    if not tidy.tailor:
        raise RuleBroken("tailor", "Say what it should fit")
    if tidy.mode is not Mode.ONLINE and not tidy.town:
        raise RuleBroken("town", "Enter the town or village where it would be")
    first = today if before is None else min(today, before.from_on)
    _check_window(draft.from_on, draft.until_on, first, today)
    return tidy


def _check_window(from_on: date, until_on: date, first: date, today: date) -> None:
    if from_on < first:
        raise RuleBroken("from_on", "Enter today or a day that is still to come")
    if until_on < from_on:
        raise RuleBroken("until_on", "Enter a day on or after the first")
    if until_on < today:
        raise RuleBroken("until_on", "Enter today or a day that is still to come")
    if until_on > months_after(today, MONTHS_AHEAD):
        raise RuleBroken("until_on", f"Enter a day within the next {MONTHS_AHEAD} months")


def check_yes(day: date, minutes: int, today: date) -> None:
    """RuleBroken on `day` or `minutes` for a session that cannot be agreed. Another day than was asked for can be."""
    if day < today:
        raise RuleBroken("day", "Enter today or a day that is still to come")
    if day > months_after(today, MONTHS_AHEAD):
        raise RuleBroken("day", f"Enter a day within the next {MONTHS_AHEAD} months")
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise RuleBroken("minutes", f"Enter a number of minutes from 1 to {LONGEST_MINUTES:,}")


def check_free(starts_at: datetime, minutes: int, agreed: Iterable[tuple[datetime, int]]) -> None:
    """RuleBroken on `starts_at` where somebody agreed to something else for that time: start and minutes of each."""
    ends_at = starts_at + timedelta(minutes=minutes)
    for begins, lasts in agreed:
        if begins < ends_at and starts_at < begins + timedelta(minutes=lasts):
            raise RuleBroken("starts_at", TAKEN)


def check_held(day: date, trained: int, asked_on: date, today: date) -> None:
    """RuleBroken on `day` or `trained` for what cannot have been."""
    if day > today:
        raise RuleBroken("day", "Enter today or a day that has passed")
    if day < asked_on:
        raise RuleBroken("day", "Enter the day on which it was held, after it was asked for")
    if not 1 <= trained <= MOST_PEOPLE:
        raise RuleBroken("trained", f"Enter a number from 1 to {MOST_PEOPLE:,}")


def checked_feedback(said: Feedback) -> Feedback:
    """Feedback, tidied. RuleBroken names the question that is not answered, or the words that are too long."""
    for name, question in QUESTIONS.items():
        if getattr(said, name) not in SCALE:
            raise RuleBroken(name, f"Choose how much you agree with: {question}")
    words, practice = _text("words", several_lines(said.words)), _text("practice", several_lines(said.practice))
    return replace(said, words=words, practice=practice)


def _text(field: str, text: str) -> str:
    if len(text) > LONGEST[field]:
        raise RuleBroken(field, f"Use {LONGEST[field]:,} characters or fewer; this has {len(text):,}")
    return text


def answer_by(sent_on: date) -> date:
    """The last day on which an invitation can be answered; after it the next person can be asked."""
    return sent_on + ANSWER_WITHIN


def is_past(last_day: date, today: date) -> bool:
    """Whether the time for an answer is over."""
    return today > last_day


def words_kept_from(today: date) -> date:
    """What was closed before this day keeps no words any more (B30)."""
    return months_after(today, -WORDS_KEPT_MONTHS)
