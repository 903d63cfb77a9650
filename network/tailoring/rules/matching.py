"""Who fits a request for training, and why: own people first, then those of other partners who may be asked. Pure.

The order follows from what people said of themselves and from how much they have agreed to already. Nobody is graded:
what they did before and how it was plays no part.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from network.core.working_days import Weekday
from network.organisations.vocabulary import Sector
from network.tailoring.rules.places import can_reach
from network.tailoring.rules.quarters import Quarter, quarter_of, quarters_between
from network.training.vocabulary import Mode, Topic

MOST_SHOWN: Final = 10
_SECTOR, _PLACE, _MODE, _DAYS, _WINDOW, _ROOM = 4, 3, 3, 2, 1, 1
SECTORS: Final = {
    Sector.COUNCIL: "councils",
    Sector.NHS: "the NHS",
    Sector.POLICE: "the police",
    Sector.SCHOOL: "schools",
    Sector.CHARITY: "charities and community groups",
    Sector.PROVIDER: "providers of support",
    Sector.OTHER: "organisations like this one",
}
_MODES: Final = {
    Mode.ONLINE: {Mode.ONLINE, Mode.BLENDED},
    Mode.IN_PERSON: {Mode.IN_PERSON, Mode.BLENDED},
    Mode.BLENDED: {Mode.BLENDED},
}
"""In which ways of theirs somebody can give what is wanted in one way."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request is matched by. `topics` count where there is no course; no weekdays are any."""

    organisation_id: UUID
    sector: Sector
    course_id: UUID | None
    topics: frozenset[Topic]
    mode: Mode
    town: str
    postcode: str
    from_on: date
    until_on: date
    weekdays: frozenset[Weekday] = frozenset()


@dataclass(frozen=True, slots=True)
class Giver:
    """What somebody can give, as they said, and what they have agreed to by quarter."""

    offer_id: UUID
    user_id: UUID
    name: str
    organisation_id: UUID
    organisation_name: str
    courses: Mapping[UUID, frozenset[Topic]]
    """The open courses that they may give in their role, with what each speaks of."""
    sectors: frozenset[Sector]
    places: tuple[str, ...]
    modes: frozenset[Mode]
    weekdays: frozenset[Weekday]
    from_on: date | None
    until_on: date | None
    most: int
    """Sessions in a quarter."""
    is_paused: bool
    may_be_borrowed: bool
    """They would help other partners, and the lead of their organisation agreed."""
    taken: Mapping[Quarter, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who fits, with why, and what is still to be settled with them, each a short sentence."""

    giver: Giver
    is_own: bool
    points: int
    left: int
    """Sessions that they have left in the quarter with most room."""
    reasons: tuple[str, ...]
    to_settle: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Room:
    left: int
    most: int
    quarter: Quarter


def suggest(wanted: Wanted, givers: Iterable[Giver], today: date, passed: Collection[UUID] = ()) -> list[Suggestion]:
    """Everybody who fits, best first. Own people, then points, then who has agreed to least, then by name.

    Never somebody who is paused, cannot give what is wanted, may not be borrowed, or has no session left; nor
    anybody of `passed`, who were asked before. The same people in any order give the same list.
    """
    found = []
    for giver in givers:
        room = _room(wanted, giver, today)
        if room is None or giver.user_id in passed or not _may_be_asked(wanted, giver):
            continue
        found.append(_suggestion(wanted, giver, room, today))
    return sorted(found, key=_rank)


def room_left(giver: Giver, quarter: Quarter) -> int:
    """How many sessions somebody can still agree to in a quarter."""
    return max(0, giver.most - giver.taken.get(quarter, 0))


def can_give(wanted: Wanted, giver: Giver) -> bool:
    """Whether they may give the course, or, where none is named, one that speaks of a topic."""
    if wanted.course_id is not None:
        return wanted.course_id in giver.courses
    return any(wanted.topics & topics for topics in giver.courses.values())


def _may_be_asked(wanted: Wanted, giver: Giver) -> bool:
    is_own = giver.organisation_id == wanted.organisation_id
    return not giver.is_paused and (is_own or giver.may_be_borrowed) and can_give(wanted, giver)


def _window(wanted: Wanted, giver: Giver, today: date) -> tuple[date, date]:
    first = max(wanted.from_on, today, giver.from_on or date.min)
    return first, min(wanted.until_on, giver.until_on or date.max)


def _room(wanted: Wanted, giver: Giver, today: date) -> _Room | None:
    """The quarter with most room between the days that both can; None where there is none."""
    rooms = [
        _Room(room_left(giver, quarter), giver.most, quarter)
        for quarter in quarters_between(*_window(wanted, giver, today))
    ]
    return max((each for each in rooms if each.left), key=lambda each: each.left, default=None)


def _rank(each: Suggestion) -> tuple[bool, int, int, str, str, str]:
    taken = each.giver.most - each.left
    name = each.giver.name
    return not each.is_own, -each.points, taken, name.casefold(), name, str(each.giver.offer_id)


def _suggestion(wanted: Wanted, giver: Giver, room: _Room, today: date) -> Suggestion:
    is_own = giver.organisation_id == wanted.organisation_id
    first, last = _window(wanted, giver, today)
    is_whole = first <= max(wanted.from_on, today) and last >= wanted.until_on
    days = giver.weekdays & (wanted.weekdays or frozenset(Weekday))
    facts = [
        (wanted.sector in giver.sectors, _SECTOR, f"Knows {SECTORS[wanted.sector]}", ""),
        _place(wanted, giver),
        (
            bool(giver.modes & _MODES[wanted.mode]),
            _MODE,
            _MODE_WORDS[wanted.mode],
            f"Ask whether {wanted.mode.label.lower()} suits them",
        ),
        (bool(days), _DAYS, _days_words(days), "Ask which days suit them"),
        (is_whole, _WINDOW, "", f"Can do so from {_day(first)} to {_day(last)}"),
        (2 * room.left >= room.most, _ROOM, "", ""),
    ]
    reasons = [yes for holds, _, yes, _ in facts if holds and yes]
    return Suggestion(
        giver,
        is_own,
        sum(points for holds, points, _, _ in facts if holds),
        room.left,
        (_whose(giver, is_own=is_own), *reasons, _left(room, today)),
        tuple(no for holds, _, _, no in facts if not holds and no),
    )


def _whose(giver: Giver, *, is_own: bool) -> str:
    return "From the same organisation" if is_own else f"Lent by {giver.organisation_name}"


_MODE_WORDS: Final = {
    Mode.ONLINE: "Can do it online",
    Mode.IN_PERSON: "Can do it in person",
    Mode.BLENDED: "Can do it both in person and online",
}


def _place(wanted: Wanted, giver: Giver) -> tuple[bool, int, str, str]:
    if wanted.mode is Mode.ONLINE:
        return True, _PLACE, "", ""
    holds = can_reach(giver.places, wanted.town, wanted.postcode)
    return holds, _PLACE, f"Can come to {wanted.town}", f"Ask whether they can come to {wanted.town}"


def _left(room: _Room, today: date) -> str:
    sessions = "session" if room.most == 1 else "sessions"
    when = "this quarter" if room.quarter == quarter_of(today) else f"in {room.quarter}"
    return f"{room.left} of {room.most} {sessions} left {when}"


def _days_words(days: Collection[Weekday]) -> str:
    *others, last = [f"{day.name.capitalize()}s" for day in sorted(days)] or [""]
    return f"Free on {', '.join(others)} and {last}" if others else f"Free on {last}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
