"""The clocks of a referral, which start at its submission and never later (D1 to D3)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from network.core.clock import in_utc, local_date
from network.core.working_days import Calendar

FIRST_MEETING_TARGET: Final = timedelta(seconds=172_800)
FIRST_MEETING_LIMIT_DAYS: Final = 5
MANAGER_CONTACT_LIMIT_DAYS: Final = 5


@dataclass(frozen=True, slots=True)
class Clocks:
    """What a submission sets going; computed once, stored, and never recomputed."""

    first_meeting_target_at: datetime
    first_meeting_limit_on: date
    manager_contact_limit_on: date


def clocks(submitted_at: datetime, calendar: Calendar, zone: tzinfo) -> Clocks:
    """The target and the limits that a submission sets (D1, D2, D3).

    The target is 48 elapsed hours later, in UTC, whatever local clocks do in between. The limits are local
    dates in `zone`: working day 5 of the organisation's calendar, the day of submission not counted.
    Raises ValueError when `submitted_at` has no zone, UnknownBankHolidays where the calendar ends.
    """
    submitted_on = local_date(submitted_at, zone)
    return Clocks(
        first_meeting_target_at=in_utc(submitted_at) + FIRST_MEETING_TARGET,
        first_meeting_limit_on=calendar.add_working_days(submitted_on, FIRST_MEETING_LIMIT_DAYS),
        manager_contact_limit_on=calendar.add_working_days(submitted_on, MANAGER_CONTACT_LIMIT_DAYS),
    )


def met_target(target_at: datetime, happened_at: datetime) -> bool:
    """Whether something happened within its target; the very second of the target is in time (D1, M5)."""
    return in_utc(happened_at) <= in_utc(target_at)


def met_limit(limit_on: date, happened_at: datetime, zone: tzinfo) -> bool:
    """Whether something happened by its limit; any time on the local date of the limit is in time (D1)."""
    return local_date(happened_at, zone) <= limit_on
