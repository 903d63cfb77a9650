"""The rules of training: when a session may be logged, how long it counts, and what coverage is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from network.core.errors import RuleBroken
from network.core.months import end_of_month, months_after
from network.organisations.vocabulary import WorkforceLevel
from network.training.vocabulary import NEVER, Deliverer, Mode

YEARS_BACK = 2
LONGEST_MINUTES = 60 * 60
LONGEST_PLACE = 200


def last_day(completed_on: date, validity_months: int | None) -> date:
    """The last day on which a completion is current: the end of a month (TR-11). `NEVER` without a validity.

    To the end of the month, because people plan their renewals by the month, and because it keeps the coverage of a
    tier in as many parts as there are months.
    """
    if validity_months is None:
        return NEVER
    return min(end_of_month(months_after(completed_on, validity_months)), NEVER)


def earliest_day(today: date) -> date:
    """The first day whose sessions can be logged today: two years back."""
    return months_after(today, -12 * YEARS_BACK)


def check_held_on(held_on: date, today: date) -> None:
    """RuleBroken for a session that is still to come, or was held more than two years ago."""
    if held_on > today:
        raise RuleBroken("held_on", "This day is still to come. Log the session once it has been held.")
    earliest = earliest_day(today)
    if held_on < earliest:
        first = f"{earliest.day} {earliest:%B %Y}"
        raise RuleBroken("held_on", f"Check the year: sessions held on or after {first} can be logged.")


def check_course(*, is_open: bool, modes: Iterable[str], mode: Mode) -> None:
    """RuleBroken for a course that is closed, or is not held in this way."""
    if not is_open:
        raise RuleBroken("course", "This course is no longer offered. Choose another one.")
    offered = [Mode(each) for each in modes]
    if mode not in offered:
        ways = " or ".join(each.label.lower() for each in offered)
        raise RuleBroken("mode", f"This course is held {ways}. Choose that, or another course.")


def asks_who_gave(deliverers: Iterable[str], own: Collection[Deliverer]) -> bool:
    """Whether whoever logs a session is asked who gave it: only some may give the course, and they are none of them."""
    may = {Deliverer(each) for each in deliverers}
    return bool(may) and not may & set(own)


def check_asked_who_gave(deliverers: Iterable[str], own: Collection[Deliverer]) -> None:
    """RuleBroken on `given_by` where that is to be asked (TR-1). Nobody is refused for good: without an answer it goes
    on too."""
    said = list(deliverers)
    if asks_who_gave(said, own):
        named = [Deliverer(each).label for each in said]
        who = " or ".join([named[0], *(each[:1].lower() + each[1:] for each in named[1:])])
        gives = "gives" if said == [Deliverer.EXTERNAL] else "give"
        raise RuleBroken("given_by", f"{who} {gives} this course. Say who gave it, or log it without.")


def check_minutes(minutes: int) -> None:
    """RuleBroken for a length that no session has. In minutes."""
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise RuleBroken("hours", "Enter the length in hours, like 1.5, up to 60.")


def check_place(place: str) -> None:
    """RuleBroken for a place too long to be one."""
    if len(place) > LONGEST_PLACE:
        raise RuleBroken("place", f"Shorten the place to {LONGEST_PLACE} characters.")


class Bucket(NamedTuple):
    """Where somebody is counted: a tier, the last day of it, and whether we could know them again."""

    tier: int
    expires_on: date
    is_known: bool


class Standing(NamedTuple):
    """Where one person stands in one tier."""

    last_completed_on: date
    expires_on: date

    def later(self, other: Standing) -> Standing:
        """The two together: the later of either day."""
        return Standing(max(self.last_completed_on, other.last_completed_on), max(self.expires_on, other.expires_on))


def with_lower(standings: Mapping[int, Standing], lower: Iterable[int]) -> dict[int, Standing]:
    """The standings of somebody where tiers are cumulative: in each of the tiers `lower`, by the higher ones too.

    Without any, each tier counts by itself (D15).
    """
    together = dict(standings)
    for tier in lower:
        for higher, standing in standings.items():
            if higher > tier:
                together[tier] = standing.later(together[tier]) if tier in together else standing
    return together


class Place(NamedTuple):
    """What decides where one person is counted."""

    standings: Mapping[int, Standing]
    is_known: bool
    has_left: bool

    def buckets(self) -> Counter[Bucket]:
        """One bucket for each tier; none for somebody who left."""
        if self.has_left:
            return Counter()
        return Counter(Bucket(tier, at.expires_on, self.is_known) for tier, at in self.standings.items())


def moves(before: Mapping[UUID, Place], after: Mapping[UUID, Place]) -> dict[Bucket, int]:
    """By how many people each bucket changes when these learners move from one place to another. No zeros."""
    change: Counter[Bucket] = Counter()
    for place in after.values():
        change.update(place.buckets())
    for place in before.values():
        change.subtract(place.buckets())
    return {bucket: people for bucket, people in sorted(change.items()) if people}


class OfNeed:
    """How many of those who are to have something have it."""

    __slots__ = ()
    trained: int
    need: int | None

    @property
    def percent(self) -> int | None:
        """Whole per cent, rounded down, so that 100 means everybody, and never above it.

        None where nobody needs it, or nobody said who does.
        """
        if not self.need:
            return None
        return min(100, self.trained * 100 // self.need)

    @property
    def gap(self) -> int | None:
        """How many people are still to be trained; None where nobody said who needs it."""
        return None if self.need is None else max(0, self.need - self.trained)

    @property
    def is_need_outdated(self) -> bool:
        """Whether more people trained than are said to need it: then the headcount looks out of date."""
        return self.need is not None and self.trained > self.need


@dataclass(frozen=True)
class Coverage(OfNeed):
    """How far one workforce has come in one tier, on a day."""

    tier: int
    tier_name: str
    trained: int
    """Different people who are current."""
    unidentified: int
    """Attendances without an e-mail or staff number, not counted in `trained`."""
    need: int | None
    """How many people are to have it: as assessed, or, before anything was, everybody who works there."""
    level: WorkforceLevel = WorkforceLevel.INFORMED
    """Whom the tier is for (D15)."""


@dataclass(frozen=True)
class LevelCoverage(OfNeed):
    """How far one workforce has come in one level: as far as the tier of it that has come least."""

    level: WorkforceLevel
    tiers: tuple[str, ...]
    """The names of its tiers; none where the offer has none for it yet."""
    trained: int
    need: int | None


def by_level(tiers: Iterable[Coverage]) -> list[LevelCoverage]:
    """The three levels (TR-6), whichever tiers are on offer for each (D15)."""
    found = list(tiers)
    return [
        LevelCoverage(
            level,
            tuple(each.tier_name for each in of_it),
            min((each.trained for each in of_it), default=0),
            next((each.need for each in of_it), None),
        )
        for level in WorkforceLevel
        for of_it in ([each for each in found if each.level is level],)
    ]


_HOURS = re.compile(r"(?P<hours>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:h|hrs?|hours?)?")
_HOURS_AND_MINUTES = re.compile(
    r"(?P<hours>\d{1,2})\s*(?::|h|hrs?|hours?)\s*(?P<minutes>\d{1,2})\s*(?:m|mins?|minutes?)?"
)
_MINUTES = re.compile(r"(?P<minutes>\d{1,4})\s*(?:m|mins?|minutes?)")


def read_hours(text: str) -> int:
    """A length in minutes, from 1.5, 1,5, 1:30, 2 hours, 1h 30m or 90 minutes. RuleBroken names `hours`."""
    typed = " ".join(text.lower().split())
    for shape in (_HOURS, _HOURS_AND_MINUTES, _MINUTES):
        match = shape.fullmatch(typed)
        if match is not None:
            parts = match.groupdict(default="0")
            hours, minutes = float(parts.get("hours", "0").replace(",", ".")), int(parts.get("minutes", "0"))
            if "hours" in parts and minutes >= 60:
                raise RuleBroken(
                    "hours", "Enter hours and up to 59 minutes, like 1:30, or minutes alone, like 90 minutes."
                )
            return round(hours * 60) + minutes
    raise RuleBroken("hours", "Enter the length in hours, like 1.5 or 2.")
