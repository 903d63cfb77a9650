"""What is made of the samples: medians, their spread, ratios, and whether a goal is met."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Series:
    """Samples of one thing, all in the same unit."""

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError("Nothing was measured")

    @property
    def median(self) -> float:
        """Half of the samples are smaller. A mean would be moved by whatever else the machine did."""
        return median(self.values)

    @property
    def quartiles(self) -> tuple[float, float]:
        """A quarter of the samples lies below the first, a quarter above the second."""
        if len(self.values) == 1:
            return self.values[0], self.values[0]
        low, _, high = quantiles(self.values, n=4, method="inclusive")
        return low, high

    def per(self, count: float) -> Series:
        """The same for one of `count`."""
        return Series(tuple(value / count for value in self.values))


def how_often_longer(first: Series, second: Series) -> float:
    """The share of all pairs in which the first took longer, a tie being half: 0.5 where neither can be told."""
    wins = sum((a > b) + (a == b) / 2 for a in first.values for b in second.values)
    return wins / (len(first.values) * len(second.values))


def ratio(product: Series, floor: Series) -> float:
    """The product's median in floors."""
    return product.median / floor.median


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit, which belongs to what it allows."""

    limit: float
    is_least: bool = False

    def is_met(self, figure: float) -> bool:
        """Whether a figure keeps within it."""
        return figure >= self.limit if self.is_least else figure <= self.limit

    def __str__(self) -> str:
        return f"{'at least' if self.is_least else 'at most'} {self.limit:g}"


def at_most(limit: float) -> Goal:
    """A figure that is better the smaller it is."""
    return Goal(limit)


def at_least(limit: float) -> Goal:
    """A figure that is better the larger it is."""
    return Goal(limit, is_least=True)


Work = Callable[[], float | Iterable[float]]
"""Does something and says how long it took, or how long each of several took."""


def in_turn(rounds: int, *works: Work) -> list[Series]:
    """A B A B: each work once a round, so that what else the machine does falls on all of them alike.

    One round more is done first and forgotten: caches fill, plans are made, code is loaded.
    """
    samples: list[list[float]] = [[] for _ in works]
    for number in range(rounds + 1):
        for kept, work in zip(samples, works, strict=True):
            found = work()
            if number:
                kept.extend([found] if isinstance(found, float | int) else found)
    return [Series(tuple(kept)) for kept in samples]
