"""Finding another past: people are moved in one cell, and what that breaks is mended by moving others.

A search that gives up has proved nothing, and then less is said than could have been. A past that it finds is true
to every row, because it ends where no row is broken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import inf
from operator import itemgetter
from typing import Final

from network.core.suppression.reader import Past, Reader, Terms, change

_BRANCHES: Final = 4
"""How many ways to mend one row are tried before the step before it is taken back."""
_TRIES: Final = 60
_CELLS: Final = 40
"""How many cells of one row are looked at."""
_WALK: Final = 300
"""Steps of a walk, which takes nothing back."""
_REST: Final = 3
"""For how many steps of a walk a cell that was moved one way is not moved the other."""
_DEAR: Final = 12
"""The weight on a walk of a row that cannot be taken back; that of one that can is its price."""


def mended(reader: Reader, past: Past) -> Past | None:
    """The past itself where it agrees with every row, or one near to it that does; None where none was found."""
    attempt = _Attempt(reader, past)
    return attempt.past if attempt.is_mended(_TRIES) else None


def furthest(reader: Reader, terms: Terms, by: int, start: Past) -> Past | None:
    """A past in which a sum is brought as far as was found from `start`, up or down to `by` from the true one.

    None where it was brought no further than it is there; it may be possible.
    """
    with _aim(reader, terms, by) as row:
        attempt = _Attempt(reader, start)
        if attempt.is_mended(_TRIES):
            return attempt.past
        found, way = None, 1 if by > 0 else -1
        reached = change(start, terms)
        while reached * way < by * way:
            reader.fewer[row], reader.more[row] = _limits(reached + way)
            attempt.look(row)
            if not attempt.is_mended(_TRIES) and not attempt.walk():
                break
            found = dict(attempt.past)
            reached = change(found, terms)
        return found


def by_taking_back(
    reader: Reader, terms: Terms, by: int, start: Past, loose: Mapping[int, int]
) -> tuple[Past, list[int]] | None:
    """A past in which a sum differs by so many from the true one, or more, and the rows to take back for it.

    Only rows in `loose` are taken back, each at its price, and few of them. None where no past was found even
    without them all.
    """
    with _aim(reader, terms, by):
        with reader.loosened(loose):
            attempt = _Attempt(reader, start)
            if not attempt.is_mended(5 * _TRIES):
                walked = _Attempt(reader, start).walk()
                if walked is None:
                    return None
                attempt.past = walked[0]
        return _Attempt(reader, attempt.past).walk(loose)


@contextmanager
def _aim(reader: Reader, terms: Terms, by: int) -> Iterator[int]:
    row = reader.learn(terms, *_limits(by))
    try:
        yield row
    finally:
        reader.forget(row)


def _limits(by: int) -> tuple[float, float]:
    return (by, inf) if by > 0 else (-inf, by)


class _Attempt:
    """One search: how the cells differ so far, and the rows that this breaks, by how much and which way."""

    def __init__(self, reader: Reader, start: Past) -> None:
        self.past: Past = {}
        self._reader = reader
        self._sums: dict[int, int] = {}
        self._broken: dict[int, float] = {}
        self._turned: dict[int, int] = {}
        self._tries = 0
        for cell, moved in start.items():
            self._move(cell, moved)
        aim = reader.rows[-1] if reader.rows else ()
        if aim:
            self.look(len(reader.rows) - 1)  # nobody of the start may be in it
        self._start = aim[0][0] if aim else 0  # so that it is not always the same who make up for others

    def is_mended(self, tries: int) -> bool:
        """Whether every row could be made true again in so many tries, the shortest row first."""
        self._tries = tries
        self._turned.clear()
        return self._is_mended()

    def _is_mended(self) -> bool:
        if not self._broken:
            return True
        for cell, step in self._moves(self._shortest()):
            if self._tries <= 0:
                break
            self._tries -= 1
            before = self._turned.get(cell, 0)
            self._turned[cell] = step
            self._move(cell, step)
            if self._is_mended():
                return True
            self._move(cell, -step)
            self._turned[cell] = before
        return False

    def walk(self, loose: Mapping[int, int] | None = None) -> tuple[Past, list[int]] | None:
        """Always the least harmful step, whatever it leads to; where it led, and the rows that are broken there.

        There are none of these, or they are loose, and the cheapest that were met on the way. None for no such place.
        """
        prices = loose or {}
        weights = dict(prices)
        moved_at: dict[int, int] = {}
        found: tuple[Past, list[int]] | None = None
        cheapest = inf
        for now in range(_WALK):
            if not self._broken:
                return self.past, []
            price = sum(prices.get(row, inf) for row in self._broken)
            if price < cheapest:
                cheapest, found = price, (dict(self.past), list(self._broken))
            self._step(weights, moved_at, now, 1 if loose is None else _DEAR)
        return found

    def _step(self, weights: dict[int, int], moved_at: dict[int, int], now: int, weight: int) -> None:
        """Mend one row by one person. Rows that stay broken where nothing helps grow heavier."""
        row = next(iter(self._broken)) if now % 2 else self._shortest()
        cell, step, harm = self._least_harmful(row, weights, moved_at, now, weight)
        if harm >= 0:
            for each in self._broken:
                weights[each] = weights.get(each, weight) + 1
        if step:
            self._turned[cell], moved_at[cell] = step, now
            self._move(cell, step)
        else:
            self._broken[row] = self._broken.pop(row)  # to the end of the line

    def _shortest(self) -> int:
        rows = self._reader.rows
        return min(self._broken, key=lambda row: (len(rows[row]), row))

    def _move(self, cell: int, step: int) -> None:
        moved = self.past.get(cell, 0) + step
        if moved:
            self.past[cell] = moved
        else:
            del self.past[cell]
        sums, broken, fewer, more = self._sums, self._broken, self._reader.fewer, self._reader.more
        for row, factor in self._reader.rows_of[cell]:
            moved = sums.get(row, 0) + factor * step
            sums[row] = moved
            if moved < fewer[row]:
                broken[row] = fewer[row] - moved
            elif moved > more[row]:
                broken[row] = more[row] - moved
            elif row in broken:
                del broken[row]

    def look(self, row: int) -> None:
        """Whether a row is broken, after it changed."""
        moved = self._sums.get(row, 0)
        if moved < self._reader.fewer[row]:
            self._broken[row] = self._reader.fewer[row] - moved
        elif moved > self._reader.more[row]:
            self._broken[row] = self._reader.more[row] - moved
        else:
            self._broken.pop(row, None)

    def _ways(self, row: int) -> Iterator[tuple[int, int]]:
        """Some cells that could bring a row nearer to its limits, each with the way to move it."""
        reader, past, up = self._reader, self.past, self._broken[row] > 0
        terms, left = reader.rows[row], _CELLS
        start = self._start % len(terms)
        for cell, factor in terms if start == 0 else terms[start:] + terms[:start]:
            way = factor if up else -factor
            if not reader.empty[cell] and (way > 0 or reader.counts[cell] + past.get(cell, 0) > 0):
                yield cell, way
                left -= 1
                if not left:
                    return

    def _moves(self, row: int) -> list[tuple[int, int]]:
        """The best few steps towards mending a row; one that mends it and breaks nothing, alone."""
        need = int(abs(self._broken[row]))
        found: list[tuple[float, int, int]] = []
        for cell, way in self._ways(row):
            if self._turned.get(cell, 0) * way < 0:
                continue  # what was moved one way is not moved back
            most = need if way > 0 else min(need, self._reader.counts[cell] + self.past.get(cell, 0))
            free, harm = self._weighed(cell, way, most, row)
            if free == need and harm <= 0:
                return [(cell, way * most)]
            found.append((-free if free else harm, cell, way * (free or most)))
        found.sort(key=itemgetter(0))
        return [(cell, step) for _, cell, step in found[:_BRANCHES]]

    def _weighed(self, cell: int, way: int, most: int, mending: int) -> tuple[int, float]:
        """How many people can be moved without breaking another row, and what moving the most would break."""
        sums, broken, fewer, more = self._sums, self._broken, self._reader.fewer, self._reader.more
        free: float = most
        harm = 0.0
        for row, factor in self._reader.rows_of[cell]:
            if row == mending:
                continue
            moved = sums.get(row, 0)
            room = more[row] - moved if factor == way else moved - fewer[row]
            if room < most:
                room = max(room, 0)
                free = min(free, room)
                harm += most - room
            elif row in broken:
                harm -= min(most, abs(broken[row]))
        return int(free), harm

    def _least_harmful(
        self, row: int, weights: Mapping[int, int], moved_at: Mapping[int, int], now: int, hard: int
    ) -> tuple[int, int, float]:
        """A cell of the row, a step of one person, and the weight of the rows that it breaks less those it mends."""
        best, best_key = (0, 0, inf), (inf, 0, 0)
        sums, fewer, more = self._sums, self._reader.fewer, self._reader.more
        for cell, way in self._ways(row):
            at = moved_at.get(cell, -_WALK)
            if now - at <= _REST and self._turned[cell] != way:
                continue
            harm = 0
            for each, factor in self._reader.rows_of[cell]:
                moved, weight = sums.get(each, 0), weights.get(each, hard)
                if factor == way:
                    harm += weight if moved >= more[each] else -weight if moved < fewer[each] else 0
                else:
                    harm += weight if moved <= fewer[each] else -weight if moved > more[each] else 0
            key = (harm, at, abs(self.past.get(cell, 0) + way))
            if key < best_key:
                best_key, best = key, (cell, way, harm)
        return best
