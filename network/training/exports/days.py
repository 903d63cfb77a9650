"""Reading the day out of what a system writes for an instant. Only the day counts; which is which is never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from network.core.clock import local_date


class DayOrder(StrEnum):
    """In which order a file writes the parts of 4/9/2026."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"

    @property
    def label(self) -> str:
        """The order with an example."""
        return {"day-first": "Day first: 4/9/2026 is 4 September", "month-first": "Month first: 4/9/2026 is 9 April"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class EitherWay:
    """4/9/2026: two days, until it is known which part comes first."""

    day_first: date
    month_first: date

    def read(self, order: DayOrder) -> date:
        """The day that is meant in this order."""
        return self.day_first if order is DayOrder.DAY_FIRST else self.month_first


_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        1,
    )
    for name in names
}
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+", re.IGNORECASE)
_TIME = r"(?:(?:[T,\s]|\sat\s)\s*\d{1,2}[:.]\d{2}.*)?"
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _TIME, re.DOTALL)
_NUMBERS = re.compile(r"(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{4}|\d{2})" + _TIME, re.DOTALL)
_DAY_NAMED = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[-/.\s]+(?P<month>[A-Za-z]{3,9})[-/.,\s]+(?P<year>\d{4}|\d{2})" + _TIME,
    re.DOTALL,
)
_MONTH_NAMED = re.compile(
    r"(?P<month>[A-Za-z]{3,9})[-/.\s]+(?P<day>\d{1,2})(?:st|nd|rd|th)?[-/.,\s]+(?P<year>\d{4}|\d{2})" + _TIME,
    re.DOTALL,
)
_NAMING_THE_YEAR = (_YEAR_FIRST, _DAY_NAMED, _MONTH_NAMED)
_WITH_ZONE = re.compile(
    r"(?P<day>.*\S?)(?P<divider>T|,? (?:at )?)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?P<second>:\d{2}(?:[.,]\d+)?)?"
    r" ?(?P<half>[ap]\.?m\.?)? ?\(?(?:(?P<name>Z|UTC|GMT) ?)?(?P<offset>[+-]\d{2}(?::?\d{2})?)?\)?",
    re.IGNORECASE,
)
_FARTHEST: Final = timedelta(hours=14)
"""From Greenwich, of any place's clock."""
_LONGEST: Final = 60
_MOST_REMEMBERED: Final = 5_000
"""A day is looked at once; so few are remembered that a long file takes no more memory."""


def read_day(text: str) -> date | EitherWay | None:
    """The day in a text: `EitherWay` where day and month could be either; None where there is none.

    An instant with a zone is the day that it was here.
    """
    written = " ".join(text.split())
    if not written or len(written) > _LONGEST:
        return None
    zoned = _WITH_ZONE.fullmatch(written)
    shift = _shift(zoned) if zoned else None
    return _read(written) if zoned is None or shift is None else _moved(_read(zoned["day"]), shift)


def _read(written: str) -> date | EitherWay | None:
    written = _WEEKDAY.sub("", written)
    if match := _NUMBERS.fullmatch(written):
        return _either(match["first"], match["second"], match["year"])
    match = next(filter(None, (shape.fullmatch(written) for shape in _NAMING_THE_YEAR)), None)
    return _day(match["year"], _month(match["month"]), match["day"]) if match else None


def _shift(zoned: re.Match[str]) -> timedelta | None:
    """How long after the beginning of the day that is written it was, in UTC; None where no zone is named."""
    offset = zoned["offset"] or "+0"
    if not zoned["name"] and not _is_offset(zoned):
        return None
    hour = int(zoned["hour"])
    if zoned["half"]:
        hour = hour % 12 + (12 if zoned["half"].lower().startswith("p") else 0)
    away = timedelta(hours=int(offset[1:3]), minutes=int(offset[3:].lstrip(":") or 0))
    if away > _FARTHEST or hour > 23:
        return None
    return timedelta(hours=hour, minutes=int(zoned["minute"])) - (away if offset[0] == "+" else -away)


def _is_offset(zoned: re.Match[str]) -> bool:
    """Whether what follows the time is a zone, and not the time of the end, as in *10:00-12:00*."""
    offset = zoned["offset"]
    return bool(offset) and (bool(zoned["second"]) or zoned["divider"] == "T" or ":" not in offset)


def _moved(read: date | EitherWay | None, shift: timedelta) -> date | EitherWay | None:
    if read is None:
        return None
    if isinstance(read, EitherWay):
        return EitherWay(_here(read.day_first, shift), _here(read.month_first, shift))
    return _here(read, shift)


def _here(day: date, shift: timedelta) -> date:
    try:
        return local_date(datetime.combine(day, time(), UTC) + shift)
    except OverflowError:
        return day


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.get(text.lower(), 0)


def _either(first: str, second: str, year: str) -> date | EitherWay | None:
    day_first, month_first = _day(year, int(second), first), _day(year, int(first), second)
    if day_first is None or month_first is None or day_first == month_first:
        return day_first or month_first
    return EitherWay(day_first, month_first)


def _day(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))
    except ValueError:
        return None


class Evidence:
    """What the days of a whole file say of the order in which it writes them."""

    def __init__(self) -> None:
        self._orders: set[DayOrder] = set()
        self._seen: set[str] = set()
        self.example: str = ""
        """A day that can be read either way; empty where there is none."""
        self.clear: str = ""
        """A day that can be read one way only."""

    def add(self, text: str) -> None:
        """Another day of the file, as it stands there."""
        before_minutes = text.partition(":")[0]
        if before_minutes in self._seen:
            return
        if len(self._seen) < _MOST_REMEMBERED:
            self._seen.add(before_minutes)
        if isinstance(self._look(text), EitherWay):
            self.example = self.example or text.strip()

    def add_above(self, text: str) -> None:
        """A day from above the table: it can show the order, and is itself none that anybody has to be asked about."""
        self._look(text)

    def _look(self, text: str) -> date | EitherWay | None:
        match = _NUMBERS.fullmatch(_WEEKDAY.sub("", " ".join(text.split())[:_LONGEST]))
        if match is None:
            return None
        first, second = int(match["first"]), int(match["second"])
        if first > 12 >= second:
            self._orders.add(DayOrder.DAY_FIRST)
        elif second > 12 >= first:
            self._orders.add(DayOrder.MONTH_FIRST)
        if first > 12 >= second or second > 12 >= first:
            self.clear = self.clear or text.strip()
        return _either(match["first"], match["second"], match["year"])

    @property
    def order(self) -> DayOrder | None:
        """The one order that the file's other days show; None where they show none, or both."""
        return next(iter(self._orders)) if len(self._orders) == 1 else None

    @property
    def is_open(self) -> bool:
        """Whether somebody has to say which part comes first."""
        return bool(self.example) and self.order is None

    def is_against(self, order: DayOrder | None) -> bool:
        """Whether every day that shows its order shows the other one, and some day is still to be read by it."""
        return bool(self.example) and order is not None and self.order not in {None, order}
