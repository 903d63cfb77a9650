"""Whether what was due came in time: both limits of the first meeting (D1, M5), and the manager's (D3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from network.core.clock import LONDON
from network.incidents.rules.deadlines import Clocks
from network.incidents.rules.due import Due, is_met, is_timed
from network.incidents.rules.measures.counted import was_sent_in
from network.incidents.rules.measures.facts import CaseFacts, Period


class Timeliness(StrEnum):
    """How a referral stands to one of its clocks."""

    IN_TIME = "in-time"
    LATE = "late"
    NOT_YET_DUE = "not-yet-due"
    CLOSED_BEFORE = "closed-before"
    """It closed before it was due, so that nothing was late."""


@dataclass(frozen=True, slots=True)
class OnTime:
    """How many referrals of a period stand how to one clock."""

    in_time: int
    late: int
    not_yet_due: int
    closed_before: int

    @property
    def due(self) -> int:
        """Of how many it is known whether it was in time."""
        return self.in_time + self.late

    @property
    def percent(self) -> int | None:
        """How many of these were, rounded down, so that 100 means all of them; None where nothing was due."""
        return 100 * self.in_time // self.due if self.due else None


def timeliness(case: CaseFacts, due: Due, now: datetime) -> Timeliness:
    """How one referral stands to what was due at `now`; whoever was not met at all is late once it has run out."""
    clocks = _clocks_of(case)
    happened_at = case.met_at if due.is_of_meeting else case.manager_contacted_at
    if happened_at is not None:
        return Timeliness.IN_TIME if is_met(due, clocks, happened_at, LONDON) else Timeliness.LATE
    if not is_met(due, clocks, case.closed_at or now, LONDON):
        return Timeliness.LATE
    return Timeliness.NOT_YET_DUE if case.closed_at is None else Timeliness.CLOSED_BEFORE


def on_time(cases: Iterable[CaseFacts], period: Period, due: Due, now: datetime) -> OnTime:
    """How the referrals of a period stand to what was due at `now` (D1, D3, M5): those of which it is due at all."""
    timed = (case for case in cases if was_sent_in(case, period) and is_timed(due, _clocks_of(case)))
    standing = Counter(timeliness(case, due, now) for case in timed)
    return OnTime(*(standing[each] for each in Timeliness))


def _clocks_of(case: CaseFacts) -> Clocks:
    return Clocks(case.meeting_target_at, case.meeting_limit_on, case.contact_limit_on)
