"""What the days say: the meeting that is expected, what is due, which areas nobody looked at (ORG-8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from network.core.clock import is_quiet, local_date
from network.core.months import months_after
from network.governance.vocabulary import ActionState, MeetingState, Rhythm
from network.organisations.vocabulary import KeyArea
from network.ui.filters import as_date

STALE_AFTER: Final = 3
"""Months after which an area counts as not looked at."""
REMINDED_BEFORE: Final = timedelta(days=7)
_MONTHS: Final = {Rhythm.MONTHLY: 1, Rhythm.TWO_MONTHLY: 2, Rhythm.QUARTERLY: 3}


def expected_on(rhythm: Rhythm, last_held: date | None) -> date | None:
    """The day by which a group that keeps its rhythm meets again (ORG-8).

    None for one that meets as needed, and for one that has not met yet.
    """
    if last_held is None or rhythm is Rhythm.AS_NEEDED:
        return None
    if rhythm is Rhythm.WEEKLY:
        return last_held + timedelta(days=7)
    return months_after(last_held, _MONTHS[rhythm])


def meeting_state(held_on: date, today: date, *, is_written_up: bool, is_called_off: bool) -> MeetingState:
    """Where a meeting stands today: on its own day already it can be written up."""
    if is_called_off:
        return MeetingState.CALLED_OFF
    if is_written_up:
        return MeetingState.HELD
    return MeetingState.PLANNED if held_on > today else MeetingState.TO_WRITE_UP


def is_past_due(state: ActionState, due_on: date, today: date) -> bool:
    """Whether an action's day has gone by with something still to do."""
    return state is ActionState.OPEN and due_on < today


def due_words(state: ActionState, due_on: date, today: date, done_on: date | None) -> str:
    """How an action stands, in words without blame: *was due on 3 May 2027* (`U6`, `U24`)."""
    if state is ActionState.DONE and done_on is not None:
        return f"Done on {as_date(done_on)}"
    if state is ActionState.DROPPED:
        return "Dropped"
    if due_on == today:
        return "Due today"
    return f"{'Was due' if due_on < today else 'Due'} on {as_date(due_on)}"


@dataclass(frozen=True, slots=True)
class AreaStanding:
    """One key area: when a meeting last touched it, and whether that is too long ago."""

    area: KeyArea
    last_on: date | None
    is_stale: bool


def area_standings(last_touched: Mapping[KeyArea, date], today: date) -> list[AreaStanding]:
    """The twelve areas: those that nobody touched for three months first, the longest ago before the rest (ORG-8)."""
    since = months_after(today, -STALE_AFTER)
    standings = []
    for area in KeyArea:
        last_on = last_touched.get(area)
        standings.append(AreaStanding(area, last_on, is_stale=last_on is None or last_on < since))
    in_order = list(KeyArea)
    return sorted(
        standings,
        key=lambda each: (
            not each.is_stale,
            (each.last_on or date.min) if each.is_stale else date.min,
            in_order.index(each.area),
        ),
    )


def reminder_day(now: datetime) -> date | None:
    """The day in London for which reminders are sent; None in the quiet hours (`U33`)."""
    return None if is_quiet(now) else local_date(now)


def is_to_remind(due_on: date, set_on: date, today: date) -> bool:
    """Whether the owner is reminded today: in the seven days before it is due, of what was agreed earlier (`U34`).

    Whoever is given something for this week has just heard of it.
    """
    return today < due_on <= today + REMINDED_BEFORE and set_on < due_on - REMINDED_BEFORE
