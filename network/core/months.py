"""Counting in months, as people do: the same day of another month, or its last where it is shorter."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or earlier for fewer than 0; the month's last where it is shorter.

    The last day that there is, where that month is beyond the calendar.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_month(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
