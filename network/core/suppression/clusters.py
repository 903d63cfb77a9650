"""Organisations too small for statistics of their own, joined until they are large enough together (B17)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

FEWEST_STAFF: Final = 100


def clusters(eligible: Mapping[str, int], earlier: Iterable[Iterable[str]] = ()) -> list[tuple[str, ...]]:
    """Who is counted together, by the number of eligible staff of each organisation (B17).

    Those of 100 or more stand alone. The others are joined, in the order of their names, into clusters of at
    least 100 together, and so of at least two. A cluster of `earlier` stays as long as it holds: what was said
    of it and what is said of another with nearly the same members would tell of the difference. Who is left
    over joins the last cluster that is new; where there is none, they are not there, and nothing is published.
    """
    small = {name: staff for name, staff in sorted(eligible.items()) if staff < FEWEST_STAFF}
    alone = [(name,) for name in sorted(eligible) if name not in small]
    kept: list[tuple[str, ...]] = []
    for each in earlier:
        members = tuple(sorted(set(each)))
        if set(members) <= set(small) and sum(small[name] for name in members) >= FEWEST_STAFF:
            kept.append(members)
            small = {name: staff for name, staff in small.items() if name not in members}
    return sorted(alone + kept + _joined(small))


def _joined(small: Mapping[str, int]) -> list[tuple[str, ...]]:
    new: list[tuple[str, ...]] = []
    waiting: tuple[str, ...] = ()
    for name in small:
        waiting += (name,)
        if sum(small[each] for each in waiting) >= FEWEST_STAFF:
            new.append(waiting)
            waiting = ()
    if new:
        new[-1] += waiting
    return new
