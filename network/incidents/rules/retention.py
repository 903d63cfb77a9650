"""How long things are kept, and when nobody is disturbed."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo
from typing import Final

DRAFT_KEPT: Final = timedelta(days=30)
PARTICULARS_KEPT: Final = timedelta(days=90)

QUIET_FROM: Final = time(20, 0)
QUIET_UNTIL: Final = time(7, 30)


def draft_ends_at(started_at: datetime) -> datetime:
    """When a draft that was not sent is deleted: 30 days after it was begun."""
    return started_at + DRAFT_KEPT


def particulars_end_at(closed_at: datetime) -> datetime:
    """When names, contact details and what happened are deleted: 90 days after the referral closed."""
    return closed_at + PARTICULARS_KEPT


def out_of_quiet_hours(at: datetime, zone: tzinfo) -> datetime:
    """The instant itself, or 7:30am next where it falls between 8pm and 7:30am in `zone` (U33)."""
    local = at.astimezone(zone)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return at
    day = local.date() if local.time() < QUIET_UNTIL else local.date() + timedelta(days=1)
    return datetime.combine(day, QUIET_UNTIL, zone).astimezone(at.tzinfo)
