"""A suggested offer: from who is missing and when they can train, to sessions, each with a sentence. Pure (ORG-9)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from network.organisations.public import Capacity, TrainingTime, TrainingWay
from network.training.plans.days import Schedule, schedule
from network.training.plans.gaps import Gap
from network.training.vocabulary import Mode
from network.ui.filters import as_date, plural

USUAL_GROUP: Final = 20
"""How many come to a session where nobody said how many can be released at once."""
WEEKEND: Final = frozenset({5, 6})
_LONGEST: Final = {
    TrainingTime.STAFF_MEETING: 20,
    TrainingTime.BETWEEN_SHIFTS: 60,
    TrainingTime.EARLY_MORNING: 120,
    TrainingTime.TWILIGHT: 120,
    TrainingTime.HALF_DAY: 240,
    TrainingTime.INSET_DAY: 420,
    TrainingTime.WHOLE_DAY: 420,
    TrainingTime.WEEKEND: 840,
}
"""The longest course that fits each kind of time, in minutes; the shortest kind of time first."""
_WAYS: Final = {
    Mode.ONLINE: {TrainingWay.ONLINE},
    Mode.IN_PERSON: {TrainingWay.OUR_ROOM, TrainingWay.OTHER_ROOM},
    Mode.BLENDED: {TrainingWay.ONLINE, TrainingWay.OUR_ROOM, TrainingWay.OTHER_ROOM},
}


@dataclass(frozen=True, slots=True)
class OfferedCourse:
    """A course that is open."""

    id: UUID
    title: str
    tier: int
    modes: tuple[Mode, ...]
    minutes: int
    is_taken_alone: bool
    """Whether people take it in their own time, from its link (TR-2)."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Sessions of one course for one gap; none of them for a course that people take in their own time."""

    gap: Gap
    course: OfferedCourse | None
    """None where no course of the tier is open."""
    sessions: int
    places: int
    """In each session; all that are needed, where there are no sessions."""
    mode: Mode | None
    time: TrainingTime | None
    when: Schedule | None
    why: str


def suggest(
    gaps: Iterable[Gap],
    capacity: Capacity,
    courses: Sequence[OfferedCourse],
    names: Mapping[UUID, str],
    today: date,
    working_days: Collection[int],
) -> list[Suggestion]:
    """One suggestion for each gap. The places cover it; no session is larger than the group that can be released."""
    return [_suggestion(gap, capacity, courses, names, today, working_days) for gap in gaps if gap.people]


def _suggestion(
    gap: Gap,
    capacity: Capacity,
    courses: Sequence[OfferedCourse],
    names: Mapping[UUID, str],
    today: date,
    working_days: Collection[int],
) -> Suggestion:
    who = _who(gap, names)
    course = _choose([each for each in courses if each.tier == gap.tier.number], capacity)
    if course is None:
        return Suggestion(gap, None, 0, gap.people, None, None, None, f"{who}. No course of this tier is open yet.")
    mode = _mode(course, capacity)
    if course.is_taken_alone and mode is Mode.ONLINE:
        why = f"{who}: each of them takes the course online, in their own time."
        return Suggestion(gap, course, 0, gap.people, mode, None, None, why)
    largest = capacity.largest_group or USUAL_GROUP
    sessions = -(-gap.people // largest)
    places, time = -(-gap.people // sessions), _time(course, capacity)
    when = schedule(sessions, today, gap.needed_by, WEEKEND if time is TrainingTime.WEEKEND else working_days)
    how = (
        f"{plural(sessions, 'session')} of {places:,}, {_how(mode or course.modes[0], time)}, {_when(sessions, when)}."
    )
    doubts = _doubts(gap, capacity, course, mode, time, when)
    return Suggestion(
        gap, course, sessions, places, mode or course.modes[0], time, when, " ".join([f"{who}: {how}", *doubts])
    )


def _choose(courses: Sequence[OfferedCourse], capacity: Capacity) -> OfferedCourse | None:
    """The course that fits best: one taken in their own time, then one whose way and length fit, then the first."""

    def misfit(course: OfferedCourse) -> tuple[bool, bool, bool]:
        is_reached = _mode(course, capacity) is not None
        is_alone = course.is_taken_alone and is_reached
        return not is_alone, not is_reached, bool(capacity.times) and _time(course, capacity) is None

    return min(courses, key=misfit, default=None)


def _mode(course: OfferedCourse, capacity: Capacity) -> Mode | None:
    """The first way in which the course is held that suits them; any, where they named none."""
    ways = set(capacity.ways)
    return next((mode for mode in course.modes if not ways or ways & _WAYS[mode]), None)


def _time(course: OfferedCourse, capacity: Capacity) -> TrainingTime | None:
    """The shortest of the times that they can give into which the course fits."""
    return next(
        (time for time, longest in _LONGEST.items() if time in capacity.times and course.minutes <= longest), None
    )


def _who(gap: Gap, names: Mapping[UUID, str]) -> str:
    parts = [(names.get(key, "") if key else "", people) for key, people in gap.parts]
    by = f" by {as_date(gap.needed_by)}" if gap.needed_by else ""
    need = "needs" if gap.people == 1 else "need"
    counted = plural(gap.people, "person", "people")
    if len(parts) == 1:
        who = f"{counted} of {parts[0][0]}" if parts[0][0] else counted
    else:
        listed = ", ".join(f"{people:,} of {name or 'no one department'}" for name, people in parts[:6])
        more = " and more" if len(parts) > 6 else ""
        who = f"{counted} ({listed}{more})"
    return f"{who} {need} {gap.tier.name}{by}"


def _how(mode: Mode, time: TrainingTime | None) -> str:
    return f"{mode.label.lower()}, {_lower(time.label)}" if time else mode.label.lower()


def _lower(words: str) -> str:
    return words if words[:2].isupper() else words[0].lower() + words[1:]


def _when(sessions: int, when: Schedule) -> str:
    if when.ends_on == date.max:
        return "more than can be held"
    if sessions == 1:
        return f"on or after {as_date(when.starts_on)}"
    pace = "one a week" if when.is_weekly else "one a working day"
    return f"{pace} from {as_date(when.starts_on)} to {as_date(when.ends_on)}"


def _doubts(
    gap: Gap,
    capacity: Capacity,
    course: OfferedCourse,
    mode: Mode | None,
    time: TrainingTime | None,
    when: Schedule,
) -> list[str]:
    """What the coordinator is to settle with them, in sentences."""
    said = []
    if when.is_late and gap.needed_by:
        said.append(f"It cannot be done by {as_date(gap.needed_by)}. Larger groups would be quicker.")
    elif when.is_at_short_notice:
        said.append("It can only be done at short notice.")
    if mode is None:
        said.append("The course is not held in a way that they named. Agree one with them.")
    if capacity.times and time is None:
        said.append(f"None of the times that they can give is long enough for {course.minutes} minutes. Agree one.")
    if capacity.largest_group is None:
        said.append(f"Nobody said how many can be released at once, so {USUAL_GROUP} is taken.")
    return said
