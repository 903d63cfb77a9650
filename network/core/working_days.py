"""Working days of an organisation: its nation's bank holidays and its own working week (D1, D3).

Bank holidays come from the `holidays` package and may be corrected or carried further by a file. A day that
stands in for a weekend one (a *substitute day*) is a holiday, and so is the day that it stands in for: GOV.UK
prints only the first of the two, but an organisation that works on Saturdays is closed on Christmas Day.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final

import holidays

# From the first to the last year of GOV.UK's own list, against which the package was compared day by day.
# Later years can be computed but not known: some holidays are proclaimed year by year.
FIRST_KNOWN_YEAR: Final = 2012
LAST_PUBLISHED_YEAR: Final = 2028

# No nation of the United Kingdom has had fewer bank holidays in a year: a shorter list is unfinished.
FEWEST_HOLIDAYS_IN_A_YEAR: Final = 8

COLUMNS: Final = frozenset({"division", "date", "title", "action", "notes", "bunting"})
"""Ours, and what GOV.UK adds to them."""
_ONE_DAY: Final = timedelta(days=1)


class Nation(StrEnum):
    """Whose bank holidays an organisation keeps, named as GOV.UK names its three divisions."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


class Weekday(IntEnum):
    """The days of a week, numbered as `date.weekday()` numbers them."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


MONDAY_TO_FRIDAY: Final = frozenset(Weekday) - {Weekday.SATURDAY, Weekday.SUNDAY}

# Wales has no list of its own on GOV.UK; a test holds that the package agrees.
_SUBDIVISIONS: Final[Mapping[Nation, str]] = {
    Nation.ENGLAND_AND_WALES: "ENG",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}


class UnknownBankHolidays(Exception):
    """Asked about a day in a year whose bank holidays are not known, where an answer would be a guess."""

    def __init__(self, nation: Nation, day: date, last_known: date) -> None:
        super().__init__(
            f"The bank holidays of {nation} are known from {FIRST_KNOWN_YEAR} to {last_known:%-d %B %Y}, "
            f"so working days cannot be counted on {day:%-d %B %Y}. "
            "Add the whole list of the later year to the bank holiday file, or upgrade the application."
        )
        self.nation = nation
        self.day = day
        self.last_known = last_known


class BankHolidayFileError(Exception):
    """The bank holiday file cannot be used as it stands; the message says where and what to change."""


@dataclass(frozen=True, slots=True)
class Override:
    """One line of the bank holiday file: a day that is, or is not, a bank holiday after all."""

    nation: Nation
    day: date
    title: str
    is_holiday: bool


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that did not count, and why, in words to show."""

    day: date
    why: str


@dataclass(frozen=True)
class Calendar:
    """The working days of one organisation. Immutable; equal calendars share their holidays."""

    nation: Nation
    working_week: frozenset[Weekday] = MONDAY_TO_FRIDAY
    overrides: tuple[Override, ...] = ()

    def __post_init__(self) -> None:
        if not self.working_week:
            raise ValueError("A working week has at least one day")

    @cached_property
    def last_known(self) -> date:
        """The last day that can be asked about."""
        return date(_last_known_year(self.nation, self.overrides), 12, 31)

    @cached_property
    def _holidays(self) -> Mapping[date, str]:
        return _bank_holidays(self.nation, self.overrides)

    def is_working_day(self, day: date) -> bool:
        """Whether the organisation works on `day`. Raises UnknownBankHolidays outside the years known."""
        return self._why_not(day) is None

    def add_working_days(self, day: date, count: int) -> date:
        """The date of working day `count`, where the first working day after `day` is day 1 (D1).

        `day` itself never counts, working day or not. Raises ValueError for a count below 1, and
        UnknownBankHolidays where the count leaves the years known.
        """
        if count < 1:
            raise ValueError("Working days are counted from 1")
        if day > self.last_known:
            raise UnknownBankHolidays(self.nation, day, self.last_known)
        while count:
            day += _ONE_DAY
            count -= self.is_working_day(day)
        return day

    def skipped(self, day: date, until: date) -> list[Skipped]:
        """The days after `day`, up to and with `until`, that did not count, each with its reason."""
        following = (day + _ONE_DAY * n for n in range(1, (until - day).days + 1))
        return [Skipped(each, why) for each in following if (why := self._why_not(each)) is not None]

    def _why_not(self, day: date) -> str | None:
        if isinstance(day, datetime):
            raise TypeError("A working day is a date; take the local date of the instant first")
        if not FIRST_KNOWN_YEAR <= day.year <= self.last_known.year:
            raise UnknownBankHolidays(self.nation, day, self.last_known)
        if (title := self._holidays.get(day)) is not None:
            return title
        weekday = Weekday(day.weekday())
        if weekday in self.working_week:
            return None
        return "not a working day here" if weekday in MONDAY_TO_FRIDAY else weekday.name.capitalize()


def overrides_of(path: Path | None) -> tuple[Override, ...]:
    """What the bank holiday file says; nothing where there is no file. Raises as `load_overrides` does."""
    return () if path is None else load_overrides(path)


def load_overrides(path: Path) -> tuple[Override, ...]:
    """Read the bank holiday file: UTF-8 CSV with the headings division, date, title and, if wanted, action.

    The action is `add`, which an empty one means too, or `remove`. GOV.UK's list can be used as published; a
    column that neither knows is refused, because one that was meant as the action would be passed over. A year
    after LAST_PUBLISHED_YEAR becomes known for a division once its whole list is there; those years are then
    taken from the file alone.
    Raises BankHolidayFileError, which names the line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            absent = {"division", "date", "title"} - set(rows.fieldnames or ())
            if absent:
                raise BankHolidayFileError(f"{path}: add a column headed {' and '.join(sorted(absent))}")
            unknown = [name for name in rows.fieldnames or () if name not in COLUMNS]
            if unknown:
                raise BankHolidayFileError(f"{path}: take out the column {unknown[0]!r}, or call it action")
            overrides = tuple(_override(row, f"{path}, line {rows.line_num}") for row in rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BankHolidayFileError(f"{path}: save it as UTF-8 CSV where it can be read ({error})") from error
    for nation in Nation:
        _last_known_year(nation, overrides)
    return overrides


def _override(row: Mapping[str, str | None], where: str) -> Override:
    division, day, title, action = (
        (row.get(column) or "").strip() for column in ("division", "date", "title", "action")
    )
    if division not in set(Nation):
        raise BankHolidayFileError(f"{where}: the division is one of {', '.join(Nation)}, not {division!r}")
    if action not in {"", "add", "remove"}:
        raise BankHolidayFileError(f"{where}: the action is add or remove, not {action!r}")
    if not title:
        raise BankHolidayFileError(f"{where}: give the holiday a title")
    try:
        return Override(Nation(division), date.fromisoformat(day), title, is_holiday=action != "remove")
    except ValueError as error:
        raise BankHolidayFileError(f"{where}: write the date as 2029-04-02, not {day!r}") from error


@cache
def _last_known_year(nation: Nation, overrides: tuple[Override, ...]) -> int:
    """The last year whose holidays are known; raises BankHolidayFileError where a later list has holes."""
    days = {each.day for each in overrides if each.nation is nation and each.is_holiday}
    listed = Counter(day.year for day in days if day.year > LAST_PUBLISHED_YEAR)
    last = LAST_PUBLISHED_YEAR + len(listed)
    for year in range(LAST_PUBLISHED_YEAR + 1, max(listed, default=last) + 1):
        if listed[year] < FEWEST_HOLIDAYS_IN_A_YEAR:
            raise BankHolidayFileError(
                f"The bank holiday file lists {listed[year]} days for {nation} in {year}: "
                f"give the whole year, at least {FEWEST_HOLIDAYS_IN_A_YEAR} days"
            )
    return last


@cache
def _bank_holidays(nation: Nation, overrides: tuple[Override, ...]) -> Mapping[date, str]:
    known = _computed(nation)
    for each in overrides:
        if each.nation is not nation:
            continue
        if each.is_holiday:
            known[each.day] = each.title
        else:
            known.pop(each.day, None)
    return MappingProxyType(known)


def _computed(nation: Nation) -> dict[date, str]:
    package: Iterable[tuple[date, str]] = holidays.country_holidays(
        "GB",
        subdiv=_SUBDIVISIONS[nation],
        years=range(FIRST_KNOWN_YEAR, LAST_PUBLISHED_YEAR + 1),
        expand=False,
        language="en_GB",
    ).items()
    return {day: title.replace("(observed)", "(substitute day)") for day, title in package}
