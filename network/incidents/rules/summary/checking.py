"""Whether the free words of a closing summary are general; whatever is not is refused, and said why (CI-19, D11)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from network.incidents.rules.everyday import is_everyday, is_given_name, is_known_name, is_plain, is_very_common
from network.incidents.rules.folding import fold, visible
from network.incidents.rules.identifiers import Kind
from network.incidents.rules.naming import who_is_named
from network.incidents.rules.summary.kinds import FindingKind
from network.incidents.rules.summary.people import OPENING
from network.incidents.rules.summary.phrases import FITTING, PHRASES
from network.incidents.rules.summary.reading import (
    Token,
    as_words,
    openings,
    readings,
    runs,
    strange_characters,
    tokens,
)
from network.incidents.rules.summary.text import Statement
from network.incidents.rules.summary.vocabulary import WORDS

LONGEST_SUMMARY: Final = 300
"""Characters of free words; what is said in more is seldom general."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What has to be mended before a summary can be sent: its kind, and its place in the free words."""

    kind: FindingKind
    start: int
    end: int
    text: str

    @property
    def advice(self) -> str:
        """What to do instead (U24)."""
        return self.kind.advice


def check_summary(statements: Collection[Statement], words: str, *, names: Iterable[str] = ()) -> tuple[Finding, ...]:
    """What has to be mended in a closing summary, in the order of its places; empty where it can be sent (CI-19).

    `names` are those of the people in it: staff member, manager, therapist. A word may have findings of several kinds.
    Of words that are far too long only twice what there is room for is read.
    """
    words = words[: 2 * LONGEST_SUMMARY]
    read = tokens(words)
    text, places = as_words(read)
    fitting = {place for match in FITTING.finditer(text) for place in places[match.start() : match.end()]}
    found = [
        *_of_words(read, fitting),
        *_of_phrases(text, places, fitting),
        *_of_somebody_unsaid(read, text, places),
        *_of_people(words, read, names),
    ]
    weak = [*_of_numbers(read, fitting), *_of_the_unknown(words, read, fitting)]
    found += [each for each in weak if not any(other[1] <= each[1] and each[2] <= other[2] for other in found)]
    found += _of_shape(statements, words)
    widest = {each for each in found if not any(_is_within(each, other) and each[0] is other[0] for other in found)}
    return tuple(Finding(kind, start, end, words[start:end]) for kind, start, end in sorted(widest, key=_order))


def advice_of(findings: Iterable[Finding]) -> list[str]:
    """What to do instead, each kind once, with the words that it is about (U24)."""
    by_advice: dict[str, list[str]] = {}
    for finding in findings:
        by_advice.setdefault(finding.advice, []).append(finding.text)
    return [
        f"{advice} ({', '.join(dict.fromkeys(each for each in about if each))})." if any(about) else f"{advice}."
        for advice, about in by_advice.items()
    ]


_Found = tuple[FindingKind, int, int]


def _order(found: _Found) -> tuple[int, int, str]:
    kind, start, end = found
    return start, end, kind


def _is_within(one: _Found, other: _Found) -> bool:
    """Whether the first stands in the second; not the other way round, and neither in itself."""
    return one[1:] != other[1:] and other[1] <= one[1] and one[2] <= other[2]


def _of_shape(statements: Collection[Statement], words: str) -> Iterator[_Found]:
    if not statements:
        yield FindingKind.NOTHING_TICKED, 0, 0
    if len(words) > LONGEST_SUMMARY:
        yield FindingKind.LENGTH, LONGEST_SUMMARY, len(words)


def _of_words(read: tuple[Token, ...], fitting: set[tuple[int, int]]) -> Iterator[_Found]:
    """Words that have no place, each whole or taken to pieces."""
    for word, start, end in runs(read):
        if (start, end) in fitting:
            continue
        for kind, pattern in WORDS.items():
            if pattern.fullmatch(word):
                yield kind, start, end


def _of_numbers(read: tuple[Token, ...], fitting: set[tuple[int, int]]) -> Iterator[_Found]:
    """Every number in figures: general comments need none."""
    for token in read:
        if any(each.isdigit() for each in token.text) and (token.start, token.end) not in fitting:
            yield FindingKind.COUNT, token.start, token.end


def _of_phrases(text: str, places: tuple[tuple[int, int], ...], fitting: set[tuple[int, int]]) -> Iterator[_Found]:
    for kind, patterns in PHRASES.items():
        for pattern in patterns:
            for match in pattern.finditer(text):
                covered = places[match.start() : match.end()]
                if not fitting.issuperset(covered):
                    yield kind, covered[0][0], covered[-1][1]


def _of_somebody_unsaid(read: tuple[Token, ...], text: str, places: tuple[tuple[int, int], ...]) -> Iterator[_Found]:
    for opening in openings(read):
        if match := OPENING.match(text, opening):
            yield FindingKind.PERSONAL, places[match.start()][0], places[match.end() - 1][1]


_AS: Final = {
    Kind.NAME: FindingKind.NAME,
    Kind.BIRTH_DATE: FindingKind.TIME,
}
_DATE: Final = re.compile(r"\d{1,4}\s?[/.\-–]\s?\d{1,2}(?:\s?[/.\-–]\s?\d{2,4})?(?!\d)|\d{1,2}[:.]\d{2}")
_SHARE: Final = re.compile(r"(?<![\d/])\d{1,2}\s?/\s?\d{1,2}(?![\d/])")
_ADDRESS_OF_PAGE: Final = re.compile(
    r"\w+\s?(?:\.|\(\.\)|\[\.\]|\(dot\)|\[dot\])\s?(?:com|org|net|uk|gov|nhs|io|info|eu|co|ly|me|app|site|link|ac)\b|\w+:\s?//"
)


def _of_people(words: str, read: tuple[Token, ...], names: Iterable[str]) -> Iterator[_Found]:
    """Names, of whomever they are; dates in figures, ways to reach somebody, and links."""
    shown = visible(words)
    for pointer in who_is_named(shown.text):
        yield _AS.get(pointer.kind, FindingKind.CONTACT), *shown.place(pointer.start, pointer.end)
    folded = fold(words)
    for kind, pattern in ((FindingKind.TIME, _DATE), (FindingKind.COUNT, _SHARE), (FindingKind.LINK, _ADDRESS_OF_PAGE)):
        for match in pattern.finditer(folded.text):
            if match.group() != "24/7":
                yield kind, *folded.place(*match.span())
    given = {token.text for name in names for token in tokens(name) if len(token.text) > 1}
    given |= {f"{each}s" for each in given}
    given |= {letters for name in names if len(letters := "".join(token.text[0] for token in tokens(name))) > 1}
    capitalised = {(token.start, token.end) for token in read if words[token.start].isupper()}
    for word, start, end in runs(read):
        is_capitalised = (start, end) in capitalised
        if (
            (word in given and (is_capitalised or not is_everyday(word)))
            or (is_given_name(word) and not re.search(r"\s", words[start:end]))
            or (is_capitalised and is_known_name(word) and not is_very_common(word))
        ):
            yield FindingKind.NAME, start, end


def _of_the_unknown(words: str, read: tuple[Token, ...], fitting: set[tuple[int, int]]) -> Iterator[_Found]:
    """Words that are not everyday English: names, words of health care, other languages, disguises."""
    for token in read:
        word = token.text
        if (
            token.after_apostrophe
            or word.isdigit()
            or word in {"i", "a", "e", "g"}
            or (token.start, token.end) in fitting
        ):
            continue
        if len(word) == 1 or len(readings(word)) > 1 or not is_plain(word):
            yield FindingKind.UNKNOWN_WORD, token.start, token.end
    for start, end in strange_characters(words):
        yield FindingKind.UNKNOWN_WORD, start, end
