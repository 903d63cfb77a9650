"""Names much like one that somebody typed: a letter wrong, two swapped, a word left out, its initials alone. Pure.

Two steps, because the careful comparison is too slow for every name of a register: what shares a rare piece of a word
with the search, or is much like it as a whole, is compared with care (at 30,000 names: 25 ms of CPU).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from math import log
from typing import Final

from rapidfuzz import fuzz, process

from network.organisations.registers.names import searchable

MOST_WORDS: Final = 8
ALIKE_ENOUGH: Final = 0.77
"""Of 1. Below it stand names that share a common word with the search, and little else."""
_WHOLE: Final = 0.35
"""How much the likeness of the whole counts beside that of the words: a space can be in the wrong place too."""
_SAME_WORD: Final = 60
"""Of 100. Two words less alike than this are two different words."""
_SHORTEST: Final = 4
"""Letters: a shorter search is like too much."""
_FEWEST_INITIALS: Final = 2
_MOST_INITIALS: Final = 6
_SMALL: Final = frozenset({"and", "for", "in", "of", "on", "the"})
_LEFT_OUT: Final = (frozenset[str](), _SMALL, _SMALL | {"foundation", "nhs"})
"""What partners leave out of their own initials, as they do: UHL is a trust of the NHS."""
_MOST_WHOLE: Final = 150
_MOST_WITH_PIECE: Final = 150
"""A piece that more names have than this tells little of any of them."""


def nearest(search: str, names: str, most: int) -> list[int]:
    """Which of these names are much like the search, the likest first: their numbers from 0, `most` at most.

    `names` are searchable texts, one a line.
    """
    asked = alike(" ".join(searchable(search).split()[:MOST_WORDS]))
    lines = names.splitlines(keepends=True)
    near = _by_initials(asked, lines) if len(asked) >= _FEWEST_INITIALS else []
    if len(asked) >= _SHORTEST:
        near += _much_alike(asked, names, lines)
    return list(dict.fromkeys(near))[:most]


def _by_initials(asked: str, lines: Sequence[str]) -> list[int]:
    """Whose first letters, some small words left out or none, begin with the one word that was typed: LCC, l.c.c."""
    initials = asked if " " not in asked else "".join(asked.split()) if max(map(len, asked.split())) == 1 else ""
    if not _FEWEST_INITIALS <= len(initials) <= _MOST_INITIALS:
        return []
    first = (initials[0], f"the {initials[0]}")
    return [
        number
        for number, line in enumerate(lines)
        if line.startswith(first) and any(each.startswith(initials) for each in _initials_of(line.split()))
    ]


def _initials_of(words: list[str]) -> Iterator[str]:
    for left_out in _LEFT_OUT:
        yield "".join(word[0] for word in words if word not in left_out)


def _much_alike(asked: str, names: str, lines: Sequence[str]) -> list[int]:
    candidates = sorted(_much_alike_as_a_whole(asked, lines) | _with_a_rare_piece(asked, names, lines))
    found = _compared(asked, [(each, alike(lines[each])) for each in candidates])
    return [number for _, number in sorted(found)]


def _compared(asked: str, candidates: Sequence[tuple[int, str]]) -> list[tuple[float, int]]:
    """Those that are alike enough, each after how unlike it is: its words, a rare one counting for more, and it all."""
    words = [line.split() for _, line in candidates]
    known = list({word for line in words for word in line})
    rarity: dict[str, float] = {}
    like: dict[str, dict[str, float]] = {}
    for word in asked.split():
        rarity[word] = log(2 + len(words) / (1 + sum(word in line for line in words)))
        near = process.extract(word, known, scorer=fuzz.ratio, score_cutoff=_SAME_WORD, limit=None)
        like[word] = {each: score / 100 for each, score, _ in near}
    in_all = sum(rarity.values())
    found = []
    for line, (number, text) in zip(words, candidates, strict=True):
        best = (rarity[each] * max([near.get(word, 0.0) for word in line], default=0.0) for each, near in like.items())
        by_words, by_whole = sum(best) / in_all, fuzz.ratio(asked, text) / 100
        if max(by_words, by_whole) >= ALIKE_ENOUGH:
            found.append((-(1 - _WHOLE) * by_words - _WHOLE * by_whole, number))
    return found


def alike(text: str) -> str:
    """Searchable text in the one spelling in which names are compared."""
    return text.replace(" and ", " ").replace("saint ", "st ").replace(" the ", " ").strip()


def _much_alike_as_a_whole(asked: str, lines: Sequence[str]) -> set[int]:
    found = process.extract(asked, lines, scorer=fuzz.ratio, limit=_MOST_WHOLE)
    return {number for _, _, number in found}


def _with_a_rare_piece(asked: str, names: str, lines: Sequence[str]) -> set[int]:
    ends = list(accumulate(map(len, lines)))
    found: set[int] = set()
    for piece in {piece for word in asked.split() for piece in _pieces(word)}:
        places = list(islice(_places(piece, names), _MOST_WITH_PIECE + 1))
        if len(places) <= _MOST_WITH_PIECE:
            found.update(bisect_right(ends, at) for at in places)
    return found


def _pieces(word: str) -> list[str]:
    """The halves of a word, of which one letter wrong leaves one as it is, and its middle, for two across it."""
    if len(word) < _SHORTEST:
        return []
    half = len(word) // 2
    quarter = len(word) // 4
    return [piece for piece in (word[:half], word[half:], word[quarter : quarter + half]) if len(piece) > 1]


def _places(piece: str, names: str) -> Iterator[int]:
    at = names.find(piece)
    while at >= 0:
        yield at
        at = names.find(piece, at + 1)
