"""The months to come, and how many lapse in each. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from network.core.months import end_of_month, months_after
from network.training.rules import Coverage

MONTHS_AHEAD: Final = 6


@dataclass(frozen=True, slots=True)
class Lapse:
    """How many people are current for the last time in one month, unless they renew."""

    month: date
    """Its last day."""
    people: int
    together: int
    """With those of the months before it."""


@dataclass(frozen=True, slots=True)
class Lapsing:
    """One tier's next months."""

    coverage: Coverage
    months: tuple[Lapse, ...]
    still: int | None = None
    """How many count after them, of several organisations together: none counts beyond its own need, so that whoever
    lapses there cannot be taken away from the whole. None where they can."""

    @property
    def people(self) -> int:
        """How many lapse in all of them."""
        return self.months[-1].together if self.months else 0

    @property
    def left(self) -> Coverage:
        """What the coverage is after them, if nobody renews and nobody new is trained."""
        now = self.coverage
        left = max(0, now.trained - self.people) if self.still is None else self.still
        return Coverage(now.tier, now.tier_name, left, now.unidentified, now.need, now.level)


def ends_ahead(today: date) -> list[date]:
    """The last days of this month and the five after it."""
    return [end_of_month(months_after(today.replace(day=1), number)) for number in range(MONTHS_AHEAD)]


def months_ahead(buckets: Mapping[date, int], today: date) -> tuple[Lapse, ...]:
    """How many lapse in this month and the five after it, by the last day of each of them (TR-11).

    `buckets` are people by the last day on which they are current. Who lapsed before today is no longer counted.
    """
    found: list[Lapse] = []
    together = 0
    for end in ends_ahead(today):
        people = sum(count for day, count in buckets.items() if max(today, end.replace(day=1)) <= day <= end)
        together += people
        found.append(Lapse(end, people, together))
    return tuple(found)
