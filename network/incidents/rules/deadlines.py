"""The clocks of a referral, which start at its submission and never later (D1 to D3)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from network.core.clock import in_utc, local_date
from network.core.working_days import Calendar, Skipped

FIRST_MEETING_TARGET: Final = timedelta(seconds=172_800)
FIRST_MEETING_LIMIT_DAYS: Final = 5
MANAGER_CONTACT_LIMIT_DAYS: Final = 5


@dataclass(frozen=True, slots=True)
class Clocks:
    """What a submission sets going; computed once, stored, and never recomputed."""

    first_meeting_target_at: datetime
    first_meeting_limit_on: date
    manager_contact_limit_on: date | None
    """None where no manager is part of it: whoever asked for themselves named none."""


def clocks(submitted_at: datetime, calendar: Calendar, zone: tzinfo) -> Clocks:
    """The target and the limits that a submission sets (D1, D2, D3).

    The target is 48 elapsed hours later, in UTC, whatever local clocks do in between. The limits are local
    dates in `zone`: working day 5 of the organisation's calendar, the day of submission not counted.
    Raises ValueError when `submitted_at` has no zone, UnknownBankHolidays where the calendar ends.
    """
    submitted_on = local_date(submitted_at, zone)
    meeting_limit_on = calendar.add_working_days(submitted_on, FIRST_MEETING_LIMIT_DAYS)
    contact_limit_on = contact_limit(submitted_at, calendar, zone)
    return Clocks(in_utc(submitted_at) + FIRST_MEETING_TARGET, meeting_limit_on, contact_limit_on)


def contact_limit(submitted_at: datetime, calendar: Calendar, zone: tzinfo) -> date:
    """The last day for the word with the manager: working day 5, as for the meeting (D3). Raises as `clocks` does."""
    return calendar.add_working_days(local_date(submitted_at, zone), MANAGER_CONTACT_LIMIT_DAYS)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The clocks of a submission, and why their limits are no earlier."""

    submitted_at: datetime
    clocks: Clocks
    contact_limit_on: date
    skipped: tuple[Skipped, ...]
    """The days after the submission, up to the last limit, that did not count; in order."""


def explain(submitted_at: datetime, calendar: Calendar, zone: tzinfo) -> Explanation:
    """The clocks with the days that they skipped, for whoever asks why (D1, D3, H6). Raises as `clocks` does."""
    running, contact_on = clocks(submitted_at, calendar, zone), contact_limit(submitted_at, calendar, zone)
    return Explanation(submitted_at, running, contact_on, skipped_days(submitted_at, running, calendar, zone))


def skipped_days(submitted_at: datetime, running: Clocks, calendar: Calendar, zone: tzinfo) -> tuple[Skipped, ...]:
    """The days between a submission and its last limit that did not count, each with its reason.

    For clocks that were computed when it was sent: they stay, whatever became known of the calendar since.
    """
    until = max(running.first_meeting_limit_on, running.manager_contact_limit_on or running.first_meeting_limit_on)
    return tuple(calendar.skipped(local_date(submitted_at, zone), until))


def met_target(target_at: datetime, happened_at: datetime) -> bool:
    """Whether something happened within its target; the very second of the target is in time (D1, M5)."""
    return in_utc(happened_at) <= in_utc(target_at)


def met_limit(limit_on: date, happened_at: datetime, zone: tzinfo) -> bool:
    """Whether something happened by its limit; any time on the local date of the limit is in time (D1)."""
    return local_date(happened_at, zone) <= limit_on
