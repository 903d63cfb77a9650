"""What is counted: cells, the sums of them that can be published, and what everybody knows to be equal.

A cell has room for one part of one measure, so that no figure is broken down twice at once, and for one quarter,
so that no figure has a period of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from network.core.suppression.periods import Quarter


class Cell(NamedTuple):
    """The least that is counted. Its count is never published, unless a figure is made of it."""

    subject: str
    """Whose people: an organisation, or a cluster of them."""
    measure: str
    """What is counted, or by what it is broken down."""
    part: str
    """Which part of the breakdown; empty where there is none."""
    quarter: Quarter


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people that may be published: the sum of its cells. Its name stands for it, for good."""

    name: str
    cells: tuple[Cell, ...] = field(compare=False, repr=False)
    whole: Figure | None = field(default=None, compare=False, repr=False)
    """What it is a part of: where that is hidden, its parts are."""

    def __post_init__(self) -> None:
        if not self.cells or len(set(self.cells)) != len(self.cells):
            raise ValueError("A figure is the sum of cells, each of them once")


@dataclass(frozen=True, slots=True)
class Relation:
    """Two sums of cells that everybody knows to be equal: a whole and its parts, a stock and its flow (M6).

    A reader uses it whether it is given here or not.
    """

    left: tuple[Cell, ...]
    right: tuple[Cell, ...]


def figure_of(
    name: str,
    subjects: Iterable[str],
    measure: str,
    quarters: Iterable[Quarter],
    parts: Iterable[str] = ("",),
    whole: Figure | None = None,
) -> Figure:
    """A measure, or some parts of it, over subjects and quarters (M1, M3 to M6, M8).

    A rest is a figure too: who was not met in time is counted by whoever sees everybody and who was. Make one of
    each rest that could be small, shown or not, or it is not protected.
    """
    quarters, parts = tuple(quarters), tuple(parts)
    cells = (Cell(each, measure, part, quarter) for each in subjects for part in parts for quarter in quarters)
    return Figure(name, tuple(cells), whole)
