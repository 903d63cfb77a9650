"""How long referrals lay at each desk: the lead's, the allocator's, the therapist's until the first meeting (D2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median
from typing import Final

from network.incidents.rules.measures.counted import was_sent_in
from network.incidents.rules.measures.facts import CaseFacts, Period, Stay
from network.incidents.rules.states import State


class Desk(StrEnum):
    """Where a referral waits for somebody's step."""

    LEAD = "lead"
    ALLOCATOR = "allocator"
    THERAPIST = "therapist"


_STATES: Final = {
    Desk.LEAD: frozenset({State.SUBMITTED}),
    Desk.ALLOCATOR: frozenset({State.WITH_PROVIDER}),
    Desk.THERAPIST: frozenset({State.ALLOCATED, State.MEETING_BOOKED}),
}
"""What was sent back lies with its manager, and on nobody's desk."""


@dataclass(frozen=True, slots=True)
class DeskTime:
    """Elapsed times at one desk, whatever local clocks did meanwhile."""

    left: int
    """How many referrals have left it: the times are theirs."""
    median: timedelta | None
    longest: timedelta | None
    waiting: int
    """How many lie there still, or again."""


def time_at(cases: Iterable[CaseFacts], period: Period, desk: Desk) -> DeskTime:
    """The times at a desk of the referrals that were first sent in a period, all stays of each added up (D2)."""
    times, waiting = [], 0
    for case in cases:
        stays = [each for each in case.stays if each.state in _STATES[desk]] if was_sent_in(case, period) else []
        if any(each.until is None for each in stays):
            waiting += 1
        elif stays and (desk is not Desk.THERAPIST or case.met_at is not None):
            times.append(sum((_length(each, case.met_at) for each in stays), timedelta()))
    middle = timedelta(seconds=median(each.total_seconds() for each in times)) if times else None
    return DeskTime(len(times), middle, max(times, default=None), waiting)


def _length(stay: Stay, met_at: datetime | None) -> timedelta:
    """A therapist says afterwards that a first meeting was held: it was met when it was held."""
    ends = [each for each in (stay.until, met_at) if each is not None]
    return max(min(ends) - stay.since, timedelta())
