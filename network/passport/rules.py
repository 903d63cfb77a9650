"""How long links work and the record stays open, how long it is shared, and what is shown to whom. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol, TypeVar

from network.core.errors import OtherRoute, RuleBroken
from network.core.months import months_after
from network.passport import addresses

LINK_LASTS: Final = timedelta(minutes=30)
LINK_LASTS_IN_WORDS: Final = "30 minutes"
OPEN_FOR: Final = timedelta(hours=1)
OPEN_FOR_IN_WORDS: Final = "an hour"
MOST_SHARES: Final = 20
"""Links of one person at a time."""


class ShareTerm(StrEnum):
    """How long a link works that a person gives to others."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    @property
    def label(self) -> str:
        """As it is offered."""
        return {"week": "A week", "month": "A month", "year": "A year"}[self.value]

    def last_day(self, today: date) -> date:
        """The last day of it, from today on."""
        if self is ShareTerm.WEEK:
            return today + timedelta(days=7)
        return months_after(today, 1 if self is ShareTerm.MONTH else 12)


def works(until: datetime | None, now: datetime) -> bool:
    """Whether something that ends at this instant goes on: up to it, and no second longer."""
    return until is not None and now < until


def check_room(shares: int) -> None:
    """RuleBroken on `lasts` for somebody who shares their record by as many links as one can."""
    if shares >= MOST_SHARES:
        routes = (
            OtherRoute("End a link that nobody needs any more, on this page", None),
            OtherRoute("Give the same link to several people", None),
        )
        raise RuleBroken(
            "lasts", f"You share your record by {MOST_SHARES} links. End one of them to make another.", routes=routes
        )


class Line(Protocol):
    """What the rules ask of a completion."""

    @property
    def name(self) -> str:
        """What the organisation calls its person."""

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was recorded by mistake."""

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody else than the person says so."""

    def is_current(self, today: date) -> bool:
        """Whether it counts today."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What its person can take away of one completion."""

    certificate: bool
    credential: bool


def offered(line: Line, today: date) -> Offered:
    """A certificate for whatever was confirmed; a credential while it is current, for one says until when it is."""
    is_good = line.is_confirmed and not line.is_withdrawn
    return Offered(certificate=is_good, credential=is_good and line.is_current(today))


def name_of(lines: Iterable[Line]) -> str:
    """The name that the latest record with a name gives; empty where none has one. Lines: the latest first.

    Nobody chooses the name on what they share: it is what the organisations have recorded.
    """
    return next((line.name for line in lines if line.name and not line.is_withdrawn), "")


Some = TypeVar("Some", bound=Line)


def to_share(lines: Iterable[Some]) -> list[Some]:
    """What others are shown: whatever counts, or did."""
    return [line for line in lines if not line.is_withdrawn]


UNUSABLE_ROUTES: Final = (
    OtherRoute("Ask for a new link", addresses.ASK),
    OtherRoute("Ask whoever held the training to look in their records", None),
)
