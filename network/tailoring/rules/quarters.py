"""The quarters of a year, by which people say how much training they can give. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

_MONTHS: Final = ("January to March", "April to June", "July to September", "October to December")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months, from January, April, July or October."""

    year: int
    number: int
    """From 1."""

    def __str__(self) -> str:
        return f"{_MONTHS[self.number - 1]} {self.year}"


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day is."""
    return Quarter(day.year, (day.month - 1) // 3 + 1)


def quarters_between(first: date, last: date) -> list[Quarter]:
    """Every quarter that has a day between two days, both counted; none where `last` is before `first`."""
    if last < first:
        return []
    begin, end = quarter_of(first), quarter_of(last)
    numbers = range(begin.year * 4 + begin.number - 1, end.year * 4 + end.number)
    return [Quarter(number // 4, number % 4 + 1) for number in numbers]
