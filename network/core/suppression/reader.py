"""What a reader knows of the counts, and what else the counts could have been.

Everything said is a row: a sum of cells that lies between two limits. A *past* is how the cells would differ from
the true counts, in whole people, with every row still true. Whoever holds such a past has proved, by additions
alone, that a reader cannot exclude it: how it was found does not matter, so that the search may be simple.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from math import inf

Terms = tuple[tuple[int, int], ...]
"""A sum: the numbers of its cells, each with a factor of 1 or -1."""

Past = dict[int, int]
"""How many people more or fewer than in truth, by cell; a cell that is as it was is not there."""


class Reader:
    """The rows, over cells that are numbered in the order of their true counts."""

    def __init__(self, counts: Sequence[int]) -> None:
        self.counts = counts
        self.rows: list[Terms] = []
        self.fewer: list[float] = []
        """By row: how far its sum can fall below the true one, as a number that is not above 0."""
        self.more: list[float] = []
        """By row: how far its sum can rise above the true one."""
        self.rows_of: list[list[tuple[int, int]]] = [[] for _ in counts]
        """By cell: the rows that it is in, with its factor."""
        self._empty_rows: set[int] = set()
        self.empty = [0] * len(counts)
        """By cell: in how many rows it is of which a reader knows that nobody is in them."""

    def learn(self, terms: Terms, fewer: float, more: float) -> int:
        """Add a row, whose sum is no further below the true one than this, nor above it; answers its number."""
        number = len(self.rows)
        self.rows.append(terms)
        if more == 0 and all(factor > 0 and self.counts[cell] == 0 for cell, factor in terms):
            self._empty_rows.add(number)
        self._count_empty(number, 1)
        for cell, factor in terms:
            self.rows_of[cell].append((number, factor))
        self.fewer.append(fewer)
        self.more.append(more)
        return number

    def forget(self, number: int) -> None:
        """Take a row back."""
        self._count_empty(number, -1)
        self._empty_rows.discard(number)
        for cell, factor in self.rows[number]:
            self.rows_of[cell].remove((number, factor))
        self.rows[number], self.fewer[number], self.more[number] = (), -inf, inf
        if number == len(self.rows) - 1:
            for each in (self.rows, self.fewer, self.more):
                each.pop()

    @contextmanager
    def loosened(self, rows: Iterable[int]) -> Iterator[None]:
        """For a while, some rows are not known."""
        before = [(row, self.fewer[row], self.more[row]) for row in rows]
        for row, _, _ in before:
            self.fewer[row], self.more[row] = -inf, inf
            self._count_empty(row, -1)
        try:
            yield
        finally:
            for row, self.fewer[row], self.more[row] in before:
                self._count_empty(row, 1)

    def value(self, terms: Terms) -> int:
        """The true sum."""
        return sum(factor * self.counts[cell] for cell, factor in terms)

    def _count_empty(self, row: int, by: int) -> None:
        if row in self._empty_rows:
            for cell, _ in self.rows[row]:
                self.empty[cell] += by


def change(past: Past, terms: Terms) -> int:
    """How far a sum differs from the true one in a past."""
    return sum(factor * past[cell] for cell, factor in terms if cell in past)
