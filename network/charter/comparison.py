"""Two versions of the charter side by side: what was said before, what is said now, to be read as a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from network.charter.text import CharterText, PrincipleText

ALIKE = 0.5
"""From this share of equal words on, a sentence was changed; below it, one went and another came."""
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

    @property
    def differs(self) -> bool:
        """Whether anything in it changed."""
        return any(words.mark is not Mark.SAME for line in self.lines for words in line)


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
        Part("Introduction", _paragraphs(before.introduction, after.introduction)),
        Part("What we mean by trauma", _paragraphs(before.definition, after.definition)),
        Part("Where the definition comes from", (_line(before.definition_source, after.definition_source),)),
        Part("Our principles", _principles(before.principles, after.principles)),
        Part("We will", _matched(before.commitments, after.commitments)),
    )
    return Comparison(parts, tuple(_summary(before, after, parts)))


def _paragraphs(before: str, after: str) -> tuple[Line, ...]:
    return _matched(_lines(before), _lines(after))


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _matched(before: Sequence[str], after: Sequence[str]) -> tuple[Line, ...]:
    """Lines in the order of `after`, each beside the line that it came from; those that went stand where they were."""
    pairs = _pairs(before, after)
    found: list[Line] = []
    waiting = 0
    for place, text in enumerate(after):
        origin = pairs.get(place)
        while origin is not None and waiting <= origin:
            if waiting != origin and waiting not in pairs.values():
                found.append((Words(Mark.REMOVED, before[waiting]),))
            waiting += 1
        found.append(_line(before[origin], text) if origin is not None else (Words(Mark.ADDED, text),))
    gone = (place for place in range(waiting, len(before)) if place not in pairs.values())
    found += [(Words(Mark.REMOVED, before[place]),) for place in gone]
    return tuple(found)


def _pairs(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Which line of `before` each line of `after` came from: the same words first, then the most alike."""
    pairs: dict[int, int] = {}
    free = list(range(len(before)))
    for place, text in enumerate(after):
        same = next((each for each in free if before[each] == text), None)
        if same is not None:
            pairs[place] = same
            free.remove(same)
    left = [place for place in range(len(after)) if place not in pairs]
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
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _line(before: str, after: str) -> Line:
    """A line word by word."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found: list[Words] = []
    for kind, begin, end, new_begin, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Words(Mark.SAME, "".join(old[begin:end])))
            continue
        removed, added = "".join(old[begin:end]), "".join(new[new_begin:new_end])
        found += [Words(mark, text) for mark, text in ((Mark.REMOVED, removed), (Mark.ADDED, added)) if text]
    return tuple(found)


def _principles(before: Sequence[PrincipleText], after: Sequence[PrincipleText]) -> tuple[Line, ...]:
    former = {each.name.casefold(): each for each in before}
    found: list[Line] = []
    kept: set[str] = set()
    for each in after:
        origin = _origin(each, former)
        if origin is not None:
            kept.add(origin.name.casefold())
        found.append(_line(_said(origin), _said(each)) if origin else (Words(Mark.ADDED, _said(each)),))
    gone = (each for each in before if each.name.casefold() not in kept)
    return (*found, *((Words(Mark.REMOVED, _said(each)),) for each in gone))


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
        if part.differs and part.title != "Our principles":
            yield _SAYS_CHANGED[part.title]


_SAYS_CHANGED = {
    "Title": "The title has changed.",
    "Introduction": "The introduction has changed.",
    "What we mean by trauma": "What we mean by trauma has changed.",
    "Where the definition comes from": "The source of the definition has changed.",
    "We will": "What partners commit to has changed.",
}
