"""Two versions of the charter side by side: what was said before, what is said now, to be read as a text. Pure."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from network.charter.text import CharterText, PrincipleText

ALIKE = 0.5
"""From this share of equal words on, a sentence was changed; below it, one went and another came."""
MOST_WORK = 250_000
"""Pairs of equal words up to which two lines are compared word by word: some 20,000 letters of prose, in half a second.
Everybody may open a comparison. Beyond it, the one line went and the other came."""
MOST_PAIRS = 1_000
"""Of lines that changed, up to which each is looked for in the other version: thirty commitments against thirty."""
_WORDS = re.compile(r"\s+|[^\s]+")


class Mark(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Words:
    """Some words in a row with the same fate."""

    mark: Mark
    text: str


Line = tuple[Words, ...]
"""A sentence or a paragraph in the words of both versions."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the charter, line by line."""

    title: str
    lines: tuple[Line, ...]
    is_in_another_order: bool = False

    @property
    def differs(self) -> bool:
        """Whether anything in it changed, its order too: it is numbered, and another text to sign."""
        return self.is_in_another_order or any(words.mark is not Mark.SAME for line in self.lines for words in line)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every part of two versions, and what changed in sentences."""

    parts: tuple[Part, ...]
    summary: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the two say something else at all."""
        return any(part.differs for part in self.parts)


def compare(before: CharterText, after: CharterText) -> Comparison:
    """The two versions as one text, the earlier first. Reading only what is not added gives `before` back, and so on.

    Principles are matched by name, or by the name that they had; commitments by their words.
    """
    parts = (
        Part("Title", (_line(before.title, after.title),)),
        _part("Introduction", _lines(before.introduction), _lines(after.introduction)),
        _part("What we mean by trauma", _lines(before.definition), _lines(after.definition)),
        Part("Where the definition comes from", (_line(before.definition_source, after.definition_source),)),
        _principles(before.principles, after.principles),
        _part("We will", before.commitments, after.commitments),
    )
    return Comparison(parts, tuple(_summary(before, after, parts)))


def _part(title: str, before: Sequence[str], after: Sequence[str]) -> Part:
    pairs = _pairs(before, after)
    return Part(title, _matched(before, after, pairs), _is_moved(pairs[place] for place in sorted(pairs)))


def _is_moved(origins: Iterable[int]) -> bool:
    places = list(origins)
    return places != sorted(places)


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _matched(before: Sequence[str], after: Sequence[str], pairs: dict[int, int]) -> tuple[Line, ...]:
    """Lines in the order of `after`, each beside the line that it came from; those that went stand where they were."""
    taken = set(pairs.values())
    found: list[Line] = []
    waiting = 0
    for place, text in enumerate(after):
        origin = pairs.get(place)
        while origin is not None and waiting <= origin:
            if waiting != origin and waiting not in taken:
                found.append((Words(Mark.REMOVED, before[waiting]),))
            waiting += 1
        found.append(_line(before[origin], text) if origin is not None else (Words(Mark.ADDED, text),))
    gone = (place for place in range(waiting, len(before)) if place not in taken)
    found += [(Words(Mark.REMOVED, before[place]),) for place in gone]
    return tuple(found)


def _pairs(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Which line of `before` each line of `after` came from: the same words first, then the most alike."""
    pairs: dict[int, int] = {}
    places: dict[str, deque[int]] = {}
    for place, text in enumerate(before):
        places.setdefault(text, deque()).append(place)
    for place, text in enumerate(after):
        if places.get(text):
            pairs[place] = places[text].popleft()
    taken = set(pairs.values())
    free = [place for place in range(len(before)) if place not in taken]
    left = [place for place in range(len(after)) if place not in pairs]
    if len(left) * len(free) > MOST_PAIRS:
        return pairs
    likeness = sorted(
        ((_likeness(before[each], after[place]), place, each) for place in left for each in free),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    for ratio, place, each in likeness:
        if ratio >= ALIKE and place not in pairs and each in free:
            pairs[place] = each
            free.remove(each)
    return pairs


def _likeness(one: str, other: str) -> float:
    words, others = one.split(), other.split()
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    shared = matcher.quick_ratio()
    return shared if shared < ALIKE or _work(words, others) * MOST_PAIRS > MOST_WORK * 10 else matcher.ratio()


def _work(words: Sequence[str], others: Sequence[str]) -> int:
    """In how many pairs a word of the one is a word of the other: what comparing them takes, and takes again."""
    here, there = Counter(words), Counter(others)
    return sum(count * there[word] for word, count in here.items() if not word.isspace())


def _line(before: str, after: str) -> Line:
    """A line word by word."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if _work(old, new) > MOST_WORK:
        return (
            (Words(Mark.SAME, before),) if before == after else (Words(Mark.REMOVED, before), Words(Mark.ADDED, after))
        )
    found: list[Words] = []
    # Spaces are equal everywhere: they follow the words, and hold nothing up.
    for kind, begin, end, new_begin, new_end in SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Words(Mark.SAME, "".join(old[begin:end])))
            continue
        removed, added = "".join(old[begin:end]), "".join(new[new_begin:new_end])
        found += [Words(mark, text) for mark, text in ((Mark.REMOVED, removed), (Mark.ADDED, added)) if text]
    return tuple(found)


def _principles(before: Sequence[PrincipleText], after: Sequence[PrincipleText]) -> Part:
    former = {each.name.casefold(): each for each in before}
    found: list[Line] = []
    kept: dict[str, None] = {}
    for each in after:
        origin = _origin(each, former)
        if origin is not None:
            kept[origin.name.casefold()] = None
        found.append(_line(_said(origin), _said(each)) if origin else (Words(Mark.ADDED, _said(each)),))
    gone = (each for each in before if each.name.casefold() not in kept)
    lines = (*found, *((Words(Mark.REMOVED, _said(each)),) for each in gone))
    places = list(former)
    return Part("Our principles", lines, _is_moved(places.index(name) for name in kept))


def _origin(principle: PrincipleText, former: dict[str, PrincipleText]) -> PrincipleText | None:
    return former.get((principle.formerly or principle.name).casefold()) or former.get(principle.name.casefold())


def _said(principle: PrincipleText) -> str:
    return f"{principle.name}: {principle.meaning}"


def _summary(before: CharterText, after: CharterText, parts: Iterable[Part]) -> Iterable[str]:
    former = {each.name.casefold(): each for each in before.principles}
    kept: set[str] = set()
    for each in after.principles:
        origin = _origin(each, former)
        if origin is None:
            yield f"{each.name} is a new principle."
            continue
        kept.add(origin.name.casefold())
        if origin.name != each.name:
            yield f"The principle {origin.name} is now called {each.name}."
        if origin.meaning != each.meaning:
            yield f"What {each.name} means has changed."
    for each in before.principles:
        if each.name.casefold() not in kept:
            yield f"{each.name} is a principle no longer."
    for part in parts:
        if part.title != "Our principles" and part.differs:
            yield _SAYS_CHANGED[part.title]
        elif part.is_in_another_order:
            yield "The principles are in another order."


_SAYS_CHANGED = {
    "Title": "The title has changed.",
    "Introduction": "The introduction has changed.",
    "What we mean by trauma": "What we mean by trauma has changed.",
    "Where the definition comes from": "The source of the definition has changed.",
    "We will": "What partners commit to has changed.",
}
