"""When sessions can be held: at one a week, or, where that is too late, at one a working day. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

NOTICE: Final = timedelta(days=14)
"""How long before the first session people are told, so that they can be released."""
SHORT_NOTICE: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The first and the last day of some sessions."""

    starts_on: date
    ends_on: date
    is_weekly: bool
    is_at_short_notice: bool = False
    is_late: bool = False
    """Whether it cannot be done by the day on which it is needed."""


def nth_day(start: date, number: int, weekdays: Collection[int]) -> date:
    """The day that is number `number`, from 1, of these weekdays (0 is Monday) on or after `start`.

    The last day that there is, where that is beyond the calendar.
    """
    among = sorted({day for day in weekdays if 0 <= day <= 6}) or [0, 1, 2, 3, 4]
    offsets = sorted((day - start.weekday()) % 7 for day in among)
    weeks, place = divmod(number - 1, len(offsets))
    return _after(start, 7 * weeks + offsets[place])


def schedule(sessions: int, today: date, needed_by: date | None, weekdays: Collection[int]) -> Schedule:
    """When so many sessions can be held, by the day on which they are needed wherever that can be met.

    One a week with two weeks' notice if that is enough; then one a working day; then at short notice.
    """
    for notice in (NOTICE, SHORT_NOTICE):
        first = nth_day(_after(today, notice.days), 1, weekdays)
        is_short = notice is SHORT_NOTICE
        weekly, daily = _after(first, 7 * (sessions - 1)), nth_day(first, sessions, weekdays)
        if needed_by is None or weekly <= needed_by:
            return Schedule(first, weekly, True, is_short)
        if daily <= needed_by:
            return Schedule(first, daily, False, is_short)
    first = nth_day(_after(today, NOTICE.days), 1, weekdays)
    return Schedule(first, nth_day(first, sessions, weekdays), False, is_late=True)


def _after(day: date, days: int) -> date:
    return day + timedelta(days=days) if days < (date.max - day).days else date.max
