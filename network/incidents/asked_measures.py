"""Which figures are asked for: a quarter or the twelve months to its end, and a day. An unknown word asks nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from network.core.suppression import Quarter, quarter_of
from network.incidents.rules.measures import Period

QUARTERS_OFFERED: Final = 9
"""This one and the two years before it."""
YEAR: Final = "year"
_QUARTER: Final = re.compile(r"(20\d\d)-Q([1-4])")


@dataclass(frozen=True, slots=True)
class AskedMeasures:
    """The figures of one page, as its address says them."""

    quarter: Quarter
    is_year: bool
    """Whether the twelve months that end with the quarter are asked for."""
    active_on: date

    @classmethod
    def read(cls, words: Mapping[str, str], today: date) -> AskedMeasures:
        """From the words of an address: this quarter unless told, and its last day, or today where that is to come."""
        latest = quarter_of(today)
        quarter = min(read_quarter(words.get("quarter", "")) or latest, latest)
        until = min(quarter.last_day, today)
        return cls(quarter, words.get("period") == YEAR, _day(words.get("on", ""), until, today))

    @property
    def period(self) -> Period:
        """The days that are counted."""
        return Period.of_year_to(self.quarter) if self.is_year else Period.of_quarter(self.quarter)

    def but(self, **changes: Any) -> dict[str, str]:
        """The words of an address that asks the same, but for these changes."""
        return replace(self, **changes).words

    @property
    def words(self) -> dict[str, str]:
        """The words of the address that asks for these."""
        period = {"period": YEAR} if self.is_year else {}
        return {"quarter": name_of(self.quarter), **period, "on": self.active_on.isoformat()}


def name_of(quarter: Quarter) -> str:
    """A quarter as an address says it: 2026-Q3."""
    return f"{quarter.year}-Q{quarter.number}"


def quarters_until(today: date) -> list[Quarter]:
    """The quarters to choose from, the latest first."""
    return [quarter_of(today).after(-back) for back in range(QUARTERS_OFFERED)]


def read_quarter(word: str) -> Quarter | None:
    """The quarter that an address names; None for another word."""
    found = _QUARTER.fullmatch(word)
    return Quarter(int(found[1]), int(found[2])) if found else None


def _day(word: str, otherwise: date, today: date) -> date:
    try:
        return min(date.fromisoformat(word), today)
    except ValueError:
        return otherwise
