"""Keeping figures hidden: for each, two pasts that a reader cannot exclude, far enough apart (B17)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Final, NamedTuple

from network.core.suppression.figures import Cell, Figure, Relation
from network.core.suppression.reader import Past, Reader, Terms, change
from network.core.suppression.search import by_taking_back, furthest, mended
from network.core.suppression.shown import LARGEST_HIDDEN, Shown

NARROWEST: Final = 5
"""The two counts that a hidden figure could be, for any reader, are at least so many people apart."""

_DOWN: Final = -1
_UP: Final = 1


class _Reach(NamedTuple):
    """How many people a past moves a figure, one way."""

    people: int
    past: Past


_NOWHERE: Final = _Reach(0, {})


class Keeper:
    """What is said, and the proof that what is hidden stays hidden."""

    def __init__(self, counts: Mapping[Cell, int], relations: Iterable[Relation]) -> None:
        self._cells = tuple(counts)
        self._numbers = {cell: number for number, cell in enumerate(self._cells)}
        self._reader = Reader(tuple(counts.values()))
        self._terms: dict[Figure, Terms] = {}
        self._rows: dict[Figure, int] = {}
        self._loose: dict[int, int] = {}
        """By row that can be taken back, its price."""
        self._figures: dict[int, Figure] = {}
        """By row that can be taken back, what it says."""
        self._small: set[Figure] = set()
        self._through: list[list[Past]] = [[] for _ in self._cells]
        """By cell, the pasts in which it differs."""
        self._doubtful: list[list[Past]] = [[] for _ in self._cells]
        """By cell, the pasts that were true before what is new was said."""
        self._kept: dict[Figure, tuple[Past, Past]] = {}
        self._rests: Counter[int] = Counter()
        """How many figures rest on a past, by its identity."""
        for each in relations:
            terms = self._sum(each.left, 1) + self._sum(each.right, -1)
            if self._reader.value(terms):
                raise ValueError(f"The two sides of a relation are not equal: {each}")
            self._reader.learn(terms, 0, 0)

    def value(self, figure: Figure) -> int:
        """The true count."""
        return self._reader.value(self._terms_of(figure))

    def say(self, figure: Figure, shown: Shown, price: int | None = None) -> None:
        """A reader knows this from now on; where it has a price, it can be taken back."""
        if shown.limits is None:
            return
        low, high = (limit - self.value(figure) for limit in shown.limits)
        row = self._rows[figure] = self._reader.learn(self._terms_of(figure), low, high)
        if price is not None:
            self._loose[row], self._figures[row] = price, figure
        if shown.is_small:
            self._small.add(figure)

    def take_back(self, figure: Figure) -> None:
        """It was not said after all."""
        row = self._rows.pop(figure)
        del self._loose[row]
        self._small.discard(figure)
        self._reader.forget(row)

    def believe(self, proof: Iterable[Mapping[Cell, int]], fresh: Collection[Cell]) -> None:
        """Take over pasts of which everything but what concerns some fresh cells was known to be true."""
        for each in proof:
            past = {self._numbers[cell]: moved for cell, moved in each.items()}
            again = past if each.keys().isdisjoint(fresh) else mended(self._reader, past)
            if again is not None:
                self._add(again)
            else:
                for cell in past:
                    self._doubtful[cell].append(past)

    def proof(self) -> Iterator[dict[Cell, int]]:
        """The pasts on which rests what is hidden."""
        for past in self._resting():
            yield {self._cells[cell]: moved for cell, moved in sorted(past.items())}

    def keep(self, figure: Figure) -> list[Figure]:
        """Find two pasts far enough apart. Answers what has to be taken back before that is done; [] for nothing.

        Raises LookupError where nothing was found by taking back either.
        """
        terms, (down, up) = self._terms_of(figure), self._known(figure)
        least, most = self._room(figure)
        down = self._reached(terms, _DOWN, min(NARROWEST - up.people, least), down)
        if down.people + most >= NARROWEST:
            up = self._reached(terms, _UP, NARROWEST - down.people, up)
        if down.people + up.people >= NARROWEST:
            self._kept[figure] = (down.past, up.past)
            return []
        return self._in_the_way(figure, down, up) or self.keep(figure)

    def settle(self) -> None:
        """Nothing more is to be kept: from now on only the pasts count on which something rests."""
        self._through = [[] for _ in self._cells]
        for past in self._resting():
            self._add(past)
        self._rests = Counter(id(past) for pair in self._kept.values() for past in pair)

    def say_if_free(self, figure: Figure, shown: Shown) -> bool:
        """Whether this can be said, because everything that stays hidden rests on the same pasts as before."""
        terms, value = self._terms_of(figure), self.value(figure)
        low, high = shown.limits or (value, value)
        own = () if shown.is_hidden else self._kept.get(figure, ())
        alone = {id(past) for past in own if self._rests[id(past)] == 1}
        pasts = (past for cell, _ in terms for past in self._through[cell] if id(past) not in alone)
        if not all(low <= value + change(past, terms) <= high for past in pasts):
            return False
        self.say(figure, shown)
        if not shown.is_hidden:
            self._rests.subtract(id(past) for past in self._kept.pop(figure, ()))
        return True

    def _resting(self) -> list[Past]:
        found = {id(past): past for pair in self._kept.values() for past in pair if past}
        return list(found.values())

    def _room(self, figure: Figure) -> tuple[int, int]:
        """How many fewer people it could be, and how many more are worth a search, for all that is said of it."""
        value = self.value(figure)
        return (value - 1, LARGEST_HIDDEN - value) if figure in self._small else (value, NARROWEST)

    def _known(self, figure: Figure) -> tuple[_Reach, _Reach]:
        """How far down and up the pasts at hand bring a figure, until that is far enough."""
        terms, down, up = self._terms_of(figure), _NOWHERE, _NOWHERE
        for past in (past for cell, _ in terms for past in self._through[cell]):
            people = change(past, terms)
            if -people > down.people:
                down = _Reach(-people, past)
            elif people > up.people:
                up = _Reach(people, past)
            if down.people + up.people >= NARROWEST:
                break
        return down, up

    def _reached(self, terms: Terms, way: int, wanted: int, best: _Reach) -> _Reach:
        """How far a sum can be brought one way, if `best` is how far it was brought before."""
        for start in ({}, best.past):
            if best.people < wanted and (past := furthest(self._reader, terms, way * wanted, start)):
                best = max(best, _Reach(way * change(past, terms), past), key=itemgetter(0))
                self._add(past)
        return best

    def _in_the_way(self, figure: Figure, down: _Reach, up: _Reach) -> list[Figure]:
        """The cheapest to take back so that the figure can be brought further one way, by as much as is missing."""
        terms, (least, most) = self._terms_of(figure), self._room(figure)
        found: list[tuple[int, Past, list[int]]] = []
        for way, mine, other, room in ((_UP, up, down, most), (_DOWN, down, up, least)):
            before, other_before = self._doubted(terms, way, mine), self._doubted(terms, -way, other)
            for by in dict.fromkeys((min(room, NARROWEST - other.people), NARROWEST - other_before.people)):
                for start in ({}, mine.past, before.past) if by > mine.people else ():
                    way_out = by_taking_back(self._reader, terms, way * by, start, self._loose)
                    if way_out is not None:
                        past, rows = way_out
                        found.append((sum(self._loose[row] for row in rows), past, rows))
        if not found:
            raise LookupError(figure.name)
        _, past, rows = min(found, key=itemgetter(0))
        self._add(past)  # true as soon as the rows are taken back
        return [self._figures[row] for row in rows]

    def _doubted(self, terms: Terms, way: int, best: _Reach) -> _Reach:
        pasts = (past for cell, _ in terms for past in self._doubtful[cell])
        reaches = (_Reach(way * change(past, terms), past) for past in pasts)
        return max((best, *reaches), key=itemgetter(0))

    def _add(self, past: Past) -> None:
        for cell in past:
            self._through[cell].append(past)

    def _terms_of(self, figure: Figure) -> Terms:
        if figure not in self._terms:
            self._terms[figure] = self._sum(figure.cells, 1)
        return self._terms[figure]

    def _sum(self, cells: Iterable[Cell], factor: int) -> Terms:
        return tuple((self._numbers[cell], factor) for cell in cells)
