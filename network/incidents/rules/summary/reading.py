"""A short text as words, with what was done to hide one taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

from network.incidents.rules.everyday import is_everyday
from network.incidents.rules.folding import fold

_TOKEN: Final = re.compile(r"(?:[@$€£+|!](?=[a-z]))?[a-z0-9]+(?:[@$€£+|!*#_%^~=]+[a-z0-9]+)*|[@$]+[a-z0-9]+")
_OPENING: Final = re.compile(r"(?:\A|[.!?;:][\s\"')]*\s|[•])[\s\"'()*•-]*\Z")
_PLAIN: Final = re.compile(r"[a-z0-9\s!-/:-@\[-`{-~£€]")
_STANDS_FOR: Final = {
    "0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "€": "e", "£": "l", "+": "t", "|": "il", "!": "i",
}  # fmt: skip
_LONGEST_RUN: Final = 24
"""So many parts can one word be taken into; a longer run of single letters is no word."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case, its place in the original, and whether an apostrophe parts it from the one before."""

    text: str
    start: int
    end: int
    after_apostrophe: bool = False
    is_opening: bool = False


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text, as somebody reads them. An apostrophe parts words."""
    folded = fold(text)
    return tuple(
        Token(
            match.group(),
            *folded.place(*match.span()),
            after_apostrophe=bool(match.start()) and folded.text[match.start() - 1] == "'",
            is_opening=bool(_OPENING.search(folded.text, 0, match.start())),
        )
        for match in _TOKEN.finditer(folded.text)
    )


def readings(word: str) -> tuple[str, ...]:
    """What a word may have been written for, where digits and signs stand among its letters; itself first."""
    signs = [each for each in word if not each.isalpha()]
    if (
        not signs
        or word.isdigit()
        or re.fullmatch(r"\d+(?:st|nd|rd|th|am|pm|s|x|h|hrs?|mins?)", word)
        or len(signs) > 6
    ):
        return (word,)
    bare = re.sub(r"[*#_%^~=]", "", word)
    spelt = ("".join(each) for each in product(*(_STANDS_FOR.get(letter, letter) for letter in bare)))
    return tuple(dict.fromkeys((word, bare, *spelt)))


def runs(words: tuple[Token, ...]) -> Iterator[tuple[str, int, int]]:
    """Every word, and every word that neighbours make when what parts them is left out: *de-pression*, *p t s d*.

    With its place in the original. Two everyday words of a short sum are two words: *no on* is not *noon*.
    """
    for first, token in enumerate(words):
        for reading in readings(token.text):
            yield reading, token.start, token.end
        parts = [token.text]
        for last in range(first + 1, min(first + _LONGEST_RUN, len(words))):
            if words[last].after_apostrophe and len(words[last].text) > 1:
                break
            parts.append(words[last].text)
            if len(parts) > 3 and sum(len(part) > 2 for part in parts) > 1:
                break
            joined = "".join(parts)
            if _may_be_one(parts, joined):
                for reading in readings(joined):
                    yield reading, token.start, words[last].end


def as_words(words: tuple[Token, ...]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words with one space between, sentences with a line break; and for each character its original place."""
    text = ""
    places: list[tuple[int, int]] = []
    for token in words:
        reading = readings(token.text)[-1]
        text += ("\n" if token.is_opening else " ") * bool(text) + reading
        places += [(token.start, token.end)] * (len(text) - len(places))
    return text, tuple(places)


def openings(words: tuple[Token, ...]) -> Iterator[int]:
    """Where sentences begin in what `as_words` makes of the words."""
    place = 0
    for token in words:
        if token.is_opening:
            yield place
        place += len(readings(token.text)[-1]) + 1


def strange_characters(text: str) -> Iterator[tuple[int, int]]:
    """The places of characters that are neither letters of our alphabet, however adorned, nor ordinary signs."""
    folded = fold(text)
    for index, character in enumerate(folded.text):
        if not _PLAIN.match(character):
            yield folded.place(index, index + 1)


def _may_be_one(parts: list[str], joined: str) -> bool:
    if joined.isdigit():
        return False
    return len(joined) >= 7 or any(
        part not in {"a", "i"} and (len(part) == 1 or not is_everyday(part)) for part in parts
    )
