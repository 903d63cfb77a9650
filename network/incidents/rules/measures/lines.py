"""Figures as lines, which a page, a file and a program show alike: a measure, what of it, and a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from network.incidents.rules.answers import ExitPathway, TalkOutcome
from network.incidents.rules.due import Due, LateReason
from network.incidents.rules.measures.counted import LEFT_EARLY
from network.incidents.rules.measures.definitions import Measure
from network.incidents.rules.measures.desks import Desk
from network.incidents.rules.measures.figures import Figures
from network.incidents.rules.measures.on_time import OnTime
from network.incidents.rules.sessions import MOST_SESSIONS


class Unit(StrEnum):
    """What a number is a number of."""

    COUNT = "count"
    PERCENT = "percent"
    SESSIONS = "sessions"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Line:
    """One number, or that there is none to be said yet."""

    measure: Measure
    label: str
    value: int | float | None
    unit: Unit = Unit.COUNT


WENT: Final = {
    **{str(each): each.label for each in ExitPathway},
    LEFT_EARLY: "They left before the end, or it was closed early",
}
"""Every way in which support ends, in words (M8)."""
DESKS: Final = {
    Desk.LEAD: "With the incident lead",
    Desk.ALLOCATOR: "With the provider’s allocator",
    Desk.THERAPIST: "With the therapist, until the first meeting",
}
TALKS: Final = {
    TalkOutcome.REFER: "A referral",
    TalkOutcome.ANOTHER_ROUTE: "Another route",
    TalkOutcome.NOT_NOW: "Nothing for now",
}
"""Every outcome of a talk, in words."""
_DUE: Final = {
    Measure.M5: Due.MEETING_TARGET,
    Measure.D1: Due.MEETING_LIMIT,
    Measure.D3: Due.MANAGER_CONTACT,
}
_GONE: Final = "Somebody who has no account any more"


def lines_of(figures: Figures, names: Mapping[UUID | None, str]) -> list[Line]:
    """All figures of a period, in the order of the measures; therapists by name, who are people too (U12)."""
    return [
        Line(Measure.M1, "Referrals", figures.referrals),
        *lines_by_therapist(Measure.M2, figures.staff_by_therapist, names),
        Line(Measure.M3, "Group sessions", figures.group_sessions),
        *_of_lengths(figures),
        *(line for measure, due in _DUE.items() for line in _of_time(measure, figures.on_time[due])),
        *(
            Line(Measure.M6, f"At the end of {day.day} {day:%B %Y}", count)
            for day, count in sorted(figures.active.items())
        ),
        *lines_by_therapist(Measure.M7, figures.incidents_by_therapist, names),
        *(Line(Measure.M8, label, figures.exits.get(way, 0)) for way, label in WENT.items()),
        *_of_desks(figures),
    ]


def lines_by_therapist(
    measure: Measure, counts: Mapping[UUID, int], names: Mapping[UUID | None, str]
) -> Iterator[Line]:
    """A line for each therapist, by name (M2, M7)."""
    named = sorted((names.get(key, _GONE), count) for key, count in counts.items())
    return (Line(measure, name, count) for name, count in named)


def lines_of_lateness(counts: Mapping[tuple[Due, LateReason], int]) -> Iterator[Line]:
    """A line for each reason that was given for each time that was missed."""
    for due in Due:
        for reason in LateReason:
            if counts.get((due, reason)):
                yield Line(Measure.LATE, f"{due.label}: {reason.label.lower()}", counts[due, reason])


def lines_of_talks(counts: Mapping[TalkOutcome, int]) -> Iterator[Line]:
    """A line for each outcome of a talk, so that unmet need shows (CI-4)."""
    return (Line(Measure.TALKS, label, counts.get(outcome, 0)) for outcome, label in TALKS.items())


def _of_lengths(figures: Figures) -> Iterator[Line]:
    lengths = figures.lengths
    for sessions in range(1, MOST_SESSIONS + 1):
        label = "1 session" if sessions == 1 else f"{sessions} sessions"
        yield Line(Measure.M4, label, lengths.by_sessions.get(sessions, 0))
    yield Line(Measure.M4, "Supports that ended", lengths.supports)
    yield Line(Measure.M4, "Sessions on average", lengths.average, Unit.SESSIONS)


def _of_time(measure: Measure, on_time: OnTime) -> Iterator[Line]:
    yield Line(measure, "In time", on_time.in_time)
    yield Line(measure, "Late", on_time.late)
    yield Line(measure, "Not yet due", on_time.not_yet_due)
    yield Line(measure, "Closed before it was due", on_time.closed_before)
    yield Line(measure, "Share in time", on_time.percent, Unit.PERCENT)


def _of_desks(figures: Figures) -> Iterator[Line]:
    for desk, time in figures.desks.items():
        yield Line(Measure.DESKS, f"{DESKS[desk]}: the middle one", _minutes(time.median), Unit.MINUTES)
        yield Line(Measure.DESKS, f"{DESKS[desk]}: the longest", _minutes(time.longest), Unit.MINUTES)
        yield Line(Measure.DESKS, f"{DESKS[desk]}: lie there now", time.waiting)


def _minutes(length: timedelta | None) -> int | None:
    return None if length is None else length // timedelta(minutes=1)
