"""The fixed periods of published counts: the calendar quarter, and the twelve months that end with one.

A calendar year is the twelve months that end with its fourth quarter. There are no others, because two periods
that differ by a few days tell what happened on those days.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

QUARTERS_IN_A_YEAR: Final = 4
_MONTHS_IN_A_QUARTER: Final = 3


class Quarter(NamedTuple):
    """A calendar quarter; quarters stand in the order of time."""

    year: int
    number: int
    """1 to 4."""

    @property
    def first_day(self) -> date:
        """The day on which it begins."""
        return date(self.year, (self.number - 1) * _MONTHS_IN_A_QUARTER + 1, 1)

    @property
    def last_day(self) -> date:
        """The day with which it ends, on which what is open is counted (M6)."""
        return self.after(1).first_day - timedelta(days=1)

    def after(self, count: int) -> Quarter:
        """The quarter so many later, or earlier for fewer than 0."""
        year, number = divmod(self.year * QUARTERS_IN_A_YEAR + self.number - 1 + count, QUARTERS_IN_A_YEAR)
        return Quarter(year, number + 1)


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day lies."""
    return Quarter(day.year, (day.month - 1) // _MONTHS_IN_A_QUARTER + 1)


def year_to(last: Quarter) -> tuple[Quarter, ...]:
    """The four quarters of the twelve months that end with `last`, the earliest first."""
    return tuple(last.after(-back) for back in reversed(range(QUARTERS_IN_A_YEAR)))
