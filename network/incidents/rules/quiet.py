"""When the person referred is written to: not at night, and not on a day that is hard enough (U33)."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime

from network.core.clock import LONDON, local_date, out_of_quiet_hours
from network.incidents.rules.pausing import is_paused


def when_to_write(at: datetime, key_dates: Container[date], paused_until: date | None = None) -> datetime:
    """The first instant from `at` on that is neither between 8pm and 7:30am nor on a key date, by London's days.

    Nor before a pause is over, whose last day is `paused_until`.
    """
    at = out_of_quiet_hours(at)
    while local_date(at) in key_dates or is_paused(paused_until, local_date(at)):
        evening = at.astimezone(LONDON).replace(hour=22, minute=0, second=0, microsecond=0)
        at = out_of_quiet_hours(evening).astimezone(at.tzinfo)
    return at
