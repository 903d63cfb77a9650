"""What partners give towards the coordinator, by financial year, in whole pence (ORG-10). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from network.core.errors import RuleBroken
from network.core.text import one_line
from network.organisations.vocabulary import ContributionKind
from network.ui.filters import as_date

LARGEST_PENCE: Final = 100_000_000_00
IN_KIND_LENGTH: Final = 200
FIRST_YEAR, LAST_YEAR = 2015, 2100
_AMOUNT: Final = re.compile(r"£?\s*([0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)(?:\.([0-9]{2}))?", re.ASCII)

LABELS: Final = {
    "year": "Financial year",
    "kind": "Kind",
    "pence": "Amount",
    "in_kind": "What is given",
    "promised_on": "Promised on",
    "received_on": "Received on",
}


@dataclass(frozen=True, slots=True)
class ContributionSaid:
    """One contribution. `year` is the one in whose April the financial year begins; money is in pence."""

    year: int
    kind: ContributionKind
    pence: int | None
    in_kind: str
    promised_on: date | None
    received_on: date | None

    def in_words(self, field: str) -> str:
        """One part as a page shows it."""
        value = getattr(self, field)
        if value is None or value == "":
            return "Not given"
        if field == "year":
            return year_in_words(self.year)
        if field == "pence":
            return pounds(value)
        if isinstance(value, date):
            return as_date(value)
        return value.label if isinstance(value, ContributionKind) else str(value)


def financial_year(day: date) -> int:
    """The financial year of a day, by the calendar year in whose April it begins: 31 March 2027 is of 2026."""
    return day.year if day.month >= 4 else day.year - 1


def year_in_words(year: int) -> str:
    """A financial year as people read it: April 2026 to March 2027."""
    return f"April {year} to March {year + 1}"


def pounds(pence: int) -> str:
    """An amount as people read it: £1,250 or £1,250.50."""
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}.{rest:02}" if rest else f"£{whole:,}"


def as_pence(typed: str) -> int | None:
    """A typed amount in pence; None where nothing was typed. Raises RuleBroken on `amount`."""
    text = typed.strip()
    if not text:
        return None
    match = _AMOUNT.fullmatch(text)
    if match is None or len(text) > 20:
        raise RuleBroken("amount", "Enter an amount in pounds, like 1,250 or 1,250.50")
    return int(re.sub(r"[, ]", "", match[1])) * 100 + int(match[2] or 0)


def checked_contribution(said: ContributionSaid, today: date) -> ContributionSaid:
    """A contribution that can stand, tidied. Raises RuleBroken on the field to mend."""
    if not FIRST_YEAR <= said.year <= LAST_YEAR:
        raise RuleBroken("year", f"Enter the year in which it begins, from {FIRST_YEAR} to {LAST_YEAR}")
    in_kind = one_line(said.in_kind)
    is_money = said.kind is ContributionKind.MONEY
    if is_money and (said.pence is None or not 1 <= said.pence <= LARGEST_PENCE):
        raise RuleBroken("amount", f"Enter an amount from 1p to {pounds(LARGEST_PENCE)}")
    if not is_money and not in_kind:
        raise RuleBroken("in_kind", "Enter what is given, like a room for twelve sessions")
    if len(in_kind) > IN_KIND_LENGTH:
        raise RuleBroken("in_kind", f"Use {IN_KIND_LENGTH} characters or fewer; this has {len(in_kind):,}")
    _check_days(said, today)
    pence, what = (said.pence, "") if is_money else (None, in_kind)
    return ContributionSaid(said.year, said.kind, pence, what, said.promised_on, said.received_on)


def _check_days(said: ContributionSaid, today: date) -> None:
    if said.promised_on is None:
        raise RuleBroken("promised_on", "Enter the day on which it was promised")
    for field, day in (("promised_on", said.promised_on), ("received_on", said.received_on)):
        if day is not None and not date(FIRST_YEAR, 1, 1) <= day <= today:
            raise RuleBroken(field, f"Enter a day from 1 January {FIRST_YEAR} to today")


class Given(Protocol):
    """A contribution that is kept."""

    pence: int | None
    received_on: date | None


@dataclass(frozen=True, slots=True)
class Totals:
    """What a year's contributions come to, in pence; those in kind are counted, not valued."""

    promised: int
    received: int
    in_kind: int


def totals(contributions: Iterable[Given]) -> Totals:
    """What was promised, what of it came, and how many give in kind."""
    given = list(contributions)
    return Totals(
        promised=sum(each.pence or 0 for each in given),
        received=sum(each.pence or 0 for each in given if each.received_on is not None),
        in_kind=sum(each.pence is None for each in given),
    )
