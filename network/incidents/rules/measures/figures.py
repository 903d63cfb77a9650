"""All figures of one period together, as a page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from network.incidents.rules.due import Due
from network.incidents.rules.measures.counted import (
    Lengths,
    count_group_sessions,
    count_referrals,
    exits,
    incidents_by_therapist,
    lengths,
    list_active,
    staff_by_therapist,
)
from network.incidents.rules.measures.desks import Desk, DeskTime, time_at
from network.incidents.rules.measures.facts import CaseFacts, Period
from network.incidents.rules.measures.on_time import OnTime, on_time


@dataclass(frozen=True, slots=True)
class Figures:
    """M1 to M8 of a period, exactly. For those who hold the cases anyway, and for nobody else (B17)."""

    period: Period
    referrals: int
    staff_by_therapist: Mapping[UUID, int]
    group_sessions: int
    lengths: Lengths
    on_time: Mapping[Due, OnTime]
    active: Mapping[date, int]
    incidents_by_therapist: Mapping[UUID, int]
    exits: Mapping[str, int]
    desks: Mapping[Desk, DeskTime]


def figures_of(
    cases: Sequence[CaseFacts],
    group_sessions: Sequence[datetime],
    period: Period,
    days: Sequence[date],
    now: datetime,
) -> Figures:
    """M1 to M8 of a period at `now`, with the cases that were open at the end of each of some days (D1, D3, M6)."""
    return Figures(
        period=period,
        referrals=count_referrals(cases, period),
        staff_by_therapist=staff_by_therapist(cases, period),
        group_sessions=count_group_sessions(group_sessions, period),
        lengths=lengths(cases, period),
        on_time={due: on_time(cases, period, due, now) for due in Due},
        active=list_active(cases, days),
        incidents_by_therapist=incidents_by_therapist(cases, period),
        exits=exits(cases, period),
        desks={desk: time_at(cases, period, desk) for desk in Desk},
    )
