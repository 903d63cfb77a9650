"""M1 to M4 and M6 to M8: what is counted of cases in a period, or on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from network.core.clock import local_date
from network.incidents.rules.measures.facts import CaseFacts, Period
from network.incidents.rules.states import State, is_closed

LEFT_EARLY: Final = "left-early"
"""Where support ended before a pathway was chosen, beside the pathways themselves (M8)."""


def was_sent_in(case: CaseFacts, period: Period) -> bool:
    """Whether a referral counts, and was first sent in the period."""
    return case.is_counted and period.has(case.sent_at)


def count_referrals(cases: Iterable[CaseFacts], period: Period) -> int:
    """M1: staff referred in the period, each referral once."""
    return sum(was_sent_in(case, period) for case in cases)


def staff_by_therapist(cases: Iterable[CaseFacts], period: Period) -> Counter[UUID]:
    """M2: staff members with a session in the period, by therapist. Not for publication: a therapist is a person."""
    return Counter(therapist_id for case in cases for therapist_id in _supporters(case, period))


def incidents_by_therapist(cases: Iterable[CaseFacts], period: Period) -> Counter[UUID]:
    """M7: serious incidents in whose wake a therapist held a session in the period. Not for publication, as M2."""
    met = {(therapist_id, case.incident_id) for case in cases for therapist_id in _supporters(case, period)}
    return Counter(therapist_id for therapist_id, _ in met)


def _supporters(case: CaseFacts, period: Period) -> set[UUID]:
    return {session.therapist_id for session in case.sessions if case.is_counted and period.has(session.at)}


def count_group_sessions(held: Iterable[datetime], period: Period) -> int:
    """M3: group sessions held in the period, from the instants at which they began."""
    return sum(period.has(at) for at in held)


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long support was, in sessions (M4)."""

    by_sessions: Mapping[int, int]
    """How many supports had so many sessions."""

    @property
    def supports(self) -> int:
        """How many came to their end."""
        return sum(self.by_sessions.values())

    @property
    def sessions(self) -> int:
        """All their sessions."""
        return sum(length * supports for length, supports in self.by_sessions.items())

    @property
    def average(self) -> float | None:
        """Sessions for each support, to one decimal; None where there was none."""
        return round(self.sessions / self.supports, 1) if self.supports else None


def lengths(cases: Iterable[CaseFacts], period: Period) -> Lengths:
    """M4: the length of every support that ended in the period, in sessions that were held."""
    return Lengths(Counter(len(case.sessions) for case in cases if _ended_in(case, period)))


def exits(cases: Iterable[CaseFacts], period: Period) -> Counter[str]:
    """M8: where people went whose support ended in the period: an `ExitPathway`, or `LEFT_EARLY`."""
    return Counter(str(case.exit_pathway or LEFT_EARLY) for case in cases if _ended_in(case, period))


def _ended_in(case: CaseFacts, period: Period) -> bool:
    return case.state is State.ENDED and case.closed_at is not None and period.has(case.closed_at)


def is_active(case: CaseFacts, day: date) -> bool:
    """M6: whether a case that counts was open at the end of a day, on London's calendar."""
    if not case.is_counted:
        return False
    standing = [each.state for each in case.stays if local_date(each.since) <= day]
    return bool(standing) and not is_closed(standing[-1])


def list_active(cases: Iterable[CaseFacts], days: Collection[date]) -> dict[date, int]:
    """M6: how many cases were open at the end of each of these days."""
    active = Counter(day for case in cases for day in days if is_active(case, day))
    return {day: active[day] for day in days}
