"""Deciding what is said of each figure, together with all that was said before (B17).

At first everything new is said that the first rule says. Then each hidden figure is looked at, old and new: where
a reader could find it out, as little as possible of what is new is taken back, which is hidden from then on and
looked at in its turn. That comes to an end, because every figure counts something new: where nothing new is said,
a reader knows no more than before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from network.core.suppression.figures import Cell, Figure, Relation
from network.core.suppression.keeper import Keeper
from network.core.suppression.shown import UNSAID, Shown, by_first_rule

_DEAREST: Final = 8
"""The price of taking back the most important figure; that of the least is 1."""


class CutAgain(ValueError):
    """A figure counts nothing that was not counted before: what is published is not cut again."""


class NotProved(Exception):
    """It could not be shown again that a figure is hidden, so nothing new can be said."""


@dataclass(frozen=True, slots=True)
class Published:
    """Everything that was ever said, and what is needed to say more. All but what was said is secret."""

    said: Mapping[Figure, Shown] = field(default_factory=dict)
    counts: Mapping[Cell, int] = field(default_factory=dict)
    """As they were when they were published, in people."""
    relations: tuple[Relation, ...] = ()
    proof: tuple[Mapping[Cell, int], ...] = ()
    """Ways in which the counts could differ from the true ones, for all that a reader knows: people, by cell."""


def publish(
    counts: Mapping[Cell, int],
    figures: Iterable[Figure],
    relations: Iterable[Relation] = (),
    earlier: Published | None = None,
    never: Iterable[Figure] = (),
) -> Published:
    """What is said of the figures, the most important first, added to what was said before (B17; M1, M3 to M6, M8).

    `counts` has the cells that are new, in people, and `relations` are those that are. What was said before is never
    said otherwise, and a figure that was published is passed over. Figures in `never` are hidden whatever they
    count, and protected: members of a cluster whose members change.

    Raises CutAgain, NotProved, and ValueError where counts differ from those published, or the sides of a relation.
    """
    earlier, never = earlier or Published(), set(never)
    everything, known = {**earlier.counts, **counts}, (*earlier.relations, *relations)
    new = [each for each in dict.fromkeys((*figures, *never)) if each not in earlier.said]
    _refuse(new, earlier, everything)
    keeper = Keeper(everything, known)
    for each, shown in earlier.said.items():
        keeper.say(each, shown)
    said = {**earlier.said, **dict.fromkeys(new, UNSAID)}
    order = sorted((each for each in new if each not in never), key=_depth)  # wholes before parts
    for rank, each in enumerate(order):
        if _can_be_said(each, said):
            said[each] = by_first_rule(keeper.value(each))
            keeper.say(each, said[each], _price(said[each], rank / len(order)))
    keeper.believe(earlier.proof, _fresh(new, known[len(earlier.relations) :]))
    try:
        _hide(keeper, order, said)
    except LookupError as error:
        raise NotProved(str(error)) from None
    _say_what_is_free(keeper, order, said)
    return Published(said, everything, known, tuple(keeper.proof()))


def _refuse(new: Collection[Figure], earlier: Published, counts: Mapping[Cell, int]) -> None:
    changed = [cell for cell, count in earlier.counts.items() if counts[cell] != count]
    if changed:
        raise ValueError(f"The counts have changed since they were published: {changed[0]}")
    counted = {cell for each in earlier.said for cell in each.cells}
    for each in new:
        if counted.issuperset(each.cells):
            raise CutAgain(f"Everything in it was counted before: {each.name}")
        if each.whole is not None and each.whole not in earlier.said and each.whole not in new:
            raise ValueError(f"Publish what it is a part of with it: {each.name}")


def _fresh(new: Iterable[Figure], relations: Iterable[Relation]) -> set[Cell]:
    """The cells of which something new is known."""
    return {
        cell
        for cells in (*(each.cells for each in new), *((*each.left, *each.right) for each in relations))
        for cell in cells
    }


def _can_be_said(figure: Figure, said: Mapping[Figure, Shown]) -> bool:
    """Whether its whole, if it has one, is shown."""
    return figure.whole is None or not said[figure.whole].is_hidden


def _price(shown: Shown, rank: float) -> int:
    """What is hidden by the first rule is taken for 1 to 7 anyhow, and given up last; for others by their rank."""
    return _DEAREST if shown.is_small else _DEAREST - int(rank * _DEAREST)


def _hide(keeper: Keeper, order: Iterable[Figure], said: dict[Figure, Shown]) -> None:
    """Take back what gives a hidden figure away, until nothing does. Raises LookupError where something does."""
    parts: dict[Figure, list[Figure]] = {}
    for each in order:
        if each.whole is not None:
            parts.setdefault(each.whole, []).append(each)
    waiting = [each for each, shown in said.items() if shown.is_hidden]
    for each in waiting:
        while given_up := keeper.keep(each):
            for back in given_up:
                given_up += parts.get(back, ())
                if said[back] == UNSAID:
                    continue
                keeper.take_back(back)
                if not said[back].is_hidden:
                    waiting.append(back)
                said[back] = UNSAID


def _say_what_is_free(keeper: Keeper, order: Iterable[Figure], said: dict[Figure, Shown]) -> None:
    """Say after all what was taken back for the sake of something that rests on other pasts by now."""
    keeper.settle()
    for each in order:
        shown = by_first_rule(keeper.value(each))
        if said[each] == UNSAID and _can_be_said(each, said) and keeper.say_if_free(each, shown):
            said[each] = shown


def _depth(figure: Figure) -> int:
    return 0 if figure.whole is None else 1 + _depth(figure.whole)
