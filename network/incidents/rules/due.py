"""What is due of a referral: when whoever holds it is nudged, when it is missed, and why it was (D1, D3)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from network.core.clock import in_utc
from network.core.errors import RuleBroken
from network.core.working_days import Calendar
from network.incidents.rules.deadlines import Clocks, met_limit, met_target

BEFORE_TARGET: Final = timedelta(hours=24)
"""How long before the 48 hours are over somebody is nudged."""
NUDGED_AT: Final = time(9)
"""On the last working day before a limit, on the organisation's clocks."""


class Due(StrEnum):
    """What is timed from the first sending on."""

    MEETING_TARGET = "meeting-target"
    MEETING_LIMIT = "meeting-limit"
    MANAGER_CONTACT = "manager-contact"

    @property
    def label(self) -> str:
        """As it is named to whoever holds it."""
        return {
            "meeting-target": "The first meeting within 48 hours",
            "meeting-limit": "The first meeting within 5 working days",
            "manager-contact": "The word with the manager within 5 working days",
        }[self.value]

    @property
    def is_of_meeting(self) -> bool:
        """Whether a first meeting is what it waits for."""
        return self is not Due.MANAGER_CONTACT


class LateReason(StrEnum):
    """Why something was late: a short list, and no text (D11)."""

    CAME_LATE = "came-late"
    NOBODY_FREE = "nobody-free"
    NOT_REACHED = "not-reached"
    ASKED_FOR_LATER = "asked-for-later"
    WAS_AWAY = "was-away"
    READ_FIRST = "read-first"

    @property
    def label(self) -> str:
        """As it is chosen and shown."""
        return {
            "came-late": "It reached us too late for that",
            "nobody-free": "Nobody was free",
            "not-reached": "They could not be reached",
            "asked-for-later": "They asked for a later time",
            "was-away": "They were away from work",
            "read-first": "They wished to read it first",
        }[self.value]


def is_timed(due: Due, clocks: Clocks) -> bool:
    """Whether it is due at all: a word with the manager is not, where no manager is part of it (CI-9)."""
    return due.is_of_meeting or clocks.manager_contact_limit_on is not None


def is_met(due: Due, clocks: Clocks, happened_at: datetime, zone: tzinfo) -> bool:
    """Whether something that happened then was in time."""
    match due:
        case Due.MEETING_TARGET:
            return met_target(clocks.first_meeting_target_at, happened_at)
        case Due.MEETING_LIMIT:
            return met_limit(clocks.first_meeting_limit_on, happened_at, zone)
        case Due.MANAGER_CONTACT:
            limit_on = clocks.manager_contact_limit_on
            return limit_on is None or met_limit(limit_on, happened_at, zone)


def is_missed(due: Due, clocks: Clocks, happened_at: datetime | None, now: datetime, zone: tzinfo) -> bool:
    """Whether it is late: it happened after its time, or has not happened and the time is over."""
    return not is_met(due, clocks, happened_at or now, zone)


def nudge_at(due: Due, clocks: Clocks, calendar: Calendar, zone: tzinfo) -> datetime | None:
    """When whoever holds it is told that it is due soon: a day before the 48 hours are over, and at nine on the last
    working day before a limit. None for what is not due at all.
    """
    if due is Due.MEETING_TARGET:
        return clocks.first_meeting_target_at - BEFORE_TARGET
    limit_on = clocks.first_meeting_limit_on if due is Due.MEETING_LIMIT else clocks.manager_contact_limit_on
    if limit_on is None:
        return None
    return in_utc(datetime.combine(_working_day_before(limit_on, calendar), NUDGED_AT, zone))


def is_to_be_nudged(
    due: Due, clocks: Clocks, calendar: Calendar, expected_at: datetime | None, now: datetime, zone: tzinfo
) -> bool:
    """Whether it is time for a nudge: it is due soon, it is not missed yet, and nothing is arranged that would meet it.

    `expected_at`: when it happened, or is booked to happen; None where nothing is.
    """
    if expected_at is not None and is_met(due, clocks, expected_at, zone):
        return False
    soon_at = nudge_at(due, clocks, calendar, zone)
    return soon_at is not None and soon_at <= now and is_met(due, clocks, now, zone)


def check_late_reason(due: Due, clocks: Clocks, happened_at: datetime | None, now: datetime, zone: tzinfo) -> None:
    """Raises RuleBroken where there is nothing to explain, because it was in time or can still be."""
    if not is_missed(due, clocks, happened_at, now, zone):
        raise RuleBroken(None, "This is not late, so there is no reason to give.")


def _working_day_before(day: date, calendar: Calendar) -> date:
    before = day - timedelta(days=1)
    while not calendar.is_working_day(before):
        before -= timedelta(days=1)
    return before
