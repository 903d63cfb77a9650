"""What in a free text is likely to say who somebody is: names, dates of birth, and other identifiers (D11).

It points, and a person decides: a false alarm costs a glance. It refuses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from network.incidents.rules.everyday import (
    NAMES_AND_WORDS,
    PUBLIC,
    SERVICES,
    is_everyday,
    is_given_name,
    is_known_name,
    is_strange,
    is_very_common,
    words_of,
)
from network.incidents.rules.folding import fold
from network.incidents.rules.identifiers import Kind, Pointer, identifiers

__all__ = ["Kind", "Pointer", "who_is_named"]

_WORD: Final = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*[\u0300-\u036f\w]*(?:['’‘\-‐‑][^\W\d_][\w\u0300-\u036f]*)*")
_TITLE: Final = re.compile(
    r"\b(?:(?:[Mm](?:rs?|s|x)|[Dd]r|[Pp]rof|[Cc]llr|[Ss]gt|P[CS]|DC|DS|DI|Miss|Sir|Lady)\b\.?)\s+\Z"
)
_KIN: Final = (
    r"mum|mam|mom|mother|dad|father|brother|sister|baby|twin|uncle|aunt(?:ie|y)?|nan|nana|gran|grand(?:ma|dad|pa|mother|"
    r"father|son|daughter)|son|daughter|boy|girl|child|children|boyfriend|girlfriend|partner|husband|wife|cousin|"
    r"step(?:mum|dad|mother|father|brother|sister)|colleague|friend|worker|carer|teacher|manager|supervisor|"
    r"neighbour|man|woman|lad|teenager|person|nephew|niece|toddler|sibling|siblings"
)
_NAMED: Final = re.compile(
    r"\b(?:named|called|nicknamed|known\s+as|(?<!in\s)the\s+name\s+of|names?\s+(?:is|was|are|were)|aka|a\.k\.a\.?|goes\s+by|surname(?:\s+is)?)"
    r"\s+[\"'“‘(]?\Z",
    re.I,
)
_AFTER_KIN: Final = re.compile(rf"\b(?:{_KIN})\s*[,(–—:-]\s*\Z", re.I)
_BEFORE_SAYING: Final = re.compile(
    r"(?:['’]s\b|\s+(?:said|says|told|came|went|disclosed|reported|attacked|hit|died|ran|is|has|had|was\s+(?:\w+ed|found|seen|taken|told|known|born|held|hurt|there|at|in|on)\b|and\s+(?:his|her|their)\b))"
)
_BESIDE_KIN: Final = re.compile(rf"\b(?:{_KIN})[\s,(–-]+\Z", re.I)
_SPEAKS: Final = re.compile(
    r"\s+(?:said|says|told|came|went|rang|shouted|attacked|hit|died|was\s+(?:found|taken|told))\b"
)
_MONTHLIKE: Final = frozenset({"april", "may", "june", "august"})
_BEFORE_MONTHLIKE: Final = re.compile(
    r"(?:['’]s\s+(?:mum|mother|dad|father|brother|sister|family|carer|home)|\s+(?:said|told|came|disclosed)\b)"
)
_SENTENCE_END: Final = re.compile(r"(?:\A|[.!?:;•●▪\n\r]|\s[-–—*])[\s\"'“”‘’)\]]*[\"'“‘(\[*•-]*\s*\Z")
_ABBREVIATED: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|e\.g|i\.e|etc|approx|[A-Z])\.\s*\Z")
_PARTICLES: Final = frozenset(
    {"al", "el", "ul", "bin", "ben", "bint", "ibn", "de", "da", "di", "van", "von", "der", "del", "la"}
)
_INITIALS: Final = re.compile(
    r"(?<![\w.])(?!(?:[eE]\.[gG]|[iI]\.[eE]|[aApP]\.[mM]|[UE]\.[KU]|[DN]\.[BO])\b)[A-Z]\.(?:\s?[A-Z]\.)+(?!\w)"
)
_INITIAL_BEFORE: Final = re.compile(
    r"(?<![\w.])(?:[A-Z]\.?\s?){1,3}\s\Z|(?<![\w.])(?:[A-Z]\.\s?){1,3}\Z|\b(?:[ÓO]|N[íi]|U[íi]|Ma?c|Nic|van|von|de)(?:\s(?:der|den))?\s\Z"
)
_INITIAL_AFTER: Final = re.compile(r"\s[A-Z](?![\w'’])\.?|[.]\s?[A-Z]\.")
_BETWEEN: Final = re.compile(
    r"(?:\s+|\s+(?:(?:al|el|ul|bin|ben|bint|ibn|de|da|di|van|von|der|del|la)\s+){1,2}|\s+[A-Z]\.?\s+|\s*[-–]\s*)"
)
_SUFFIX: Final = re.compile(r"['’‘](?:s|ll|re|d|ve|m|t)\Z", re.I)
_LONE_INITIAL: Final = re.compile(
    r"(?<![\w.&/'’-])(?<!child )(?<!Child )(?<!person )(?<!Person )"
    r"[B-HJ-Z](?=\s(?:was|has|had|said|told|came|went|ran|died)\b)"
)
_PLAIN_OBJECT: Final = words_of(
    """
    the a an for me us him her them it to out in on off over up back by at that this my our his their its police
    ambulance emergency again after and together about when as if into not 999 111 upon nothing and staff
    """
)


def who_is_named(text: str) -> tuple[Pointer, ...]:
    """What in a text likely tells who somebody is, in its order, none over another (D11).

    The places are those of the text as it was given: `text[each.start:each.end] == each.text`.
    """
    found = identifiers(text)
    taken = [(each.start, each.end) for each in found]
    for start, end in _names(text):
        if not any(start < last and first < end for first, last in taken):
            found.append(Pointer(Kind.NAME, start, end, text[start:end]))
    return tuple(sorted(found, key=lambda each: each.start))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with what stands around it."""

    start: int
    end: int
    plain: str
    is_capitalised: bool
    is_shouted: bool
    is_first: bool


def _names(text: str) -> list[tuple[int, int]]:
    words = [_word(text, match) for match in _WORD.finditer(text)]
    is_shouting = sum(each.is_shouted for each in words) * 2 > len(words)
    spans = [(each.start, each.end) for index, each in enumerate(words) if _is_name(text, words, index, is_shouting)]
    spans += [match.span() for pattern in (_INITIALS, _LONE_INITIAL) for match in pattern.finditer(text)]
    return list(_joined(text, sorted(_widened(text, start, end) for start, end in spans)))


def _word(text: str, match: re.Match[str]) -> _Word:
    whole = match.group()
    suffix = _SUFFIX.search(whole)
    bare = whole[: suffix.start()] if suffix and suffix.start() else whole
    before = text[max(0, match.start() - 40) : match.start()]
    return _Word(
        match.start(),
        match.start() + len(bare),
        fold(bare).text,
        is_capitalised=bare[0].isupper() or any(part[:1].isupper() for part in re.split(r"['’‘\-‐‑]", bare)),
        is_shouted=bare.isupper() and len(bare) > 1,
        is_first=bool(_SENTENCE_END.search(before)) and not _ABBREVIATED.search(before),
    )


def _is_name(text: str, words: list[_Word], index: int, is_shouting: bool) -> bool:
    word = words[index]
    before, after = text[max(0, word.start - 40) : word.start], text[word.end : word.end + 24]
    if _is_pointed_out(word, before):
        return True
    if not word.is_capitalised or (word.is_shouted and is_shouting):
        return any(map(is_given_name, word.plain.split("-"))) or _is_strange_and_speaks(word, before, after)
    if word.is_shouted:
        return is_given_name(word.plain)
    if word.plain in _MONTHLIKE:
        return bool(_BEFORE_MONTHLIKE.match(after)) or (not word.is_first and bool(_AFTER_KIN.search(before)))
    if word.is_first and word.plain in NAMES_AND_WORDS:
        return bool(_BEFORE_SAYING.match(after)) or _is_followed_by_surname(text, words, index)
    return any(_is_name_part(part, word, _is_in_service_run(text, words, index)) for part in _parts(word.plain))


def _is_pointed_out(word: _Word, before: str) -> bool:
    """Whether what stands before says that a name follows."""
    if word.plain in PUBLIC or len(word.plain) < 2:
        return False
    if _TITLE.search(before):
        return word.plain not in _PLAIN_OBJECT
    if _NAMED.search(before):
        return word.plain not in _PLAIN_OBJECT and (
            word.plain in NAMES_AND_WORDS
            or not is_everyday(word.plain)
            or (word.is_capitalised and word.plain not in SERVICES)
        )
    return bool(_AFTER_KIN.search(before)) and word.is_capitalised and word.plain in NAMES_AND_WORDS


def _is_strange_and_speaks(word: _Word, before: str, after: str) -> bool:
    """Whether a word without a capital letter is no everyday one, and stands where a name would."""
    if len(word.plain) < 3 or not is_strange(word.plain) or is_everyday(word.plain.removesuffix("s")):
        return False
    return bool(_BESIDE_KIN.search(before) or _SPEAKS.match(after))


def _parts(plain: str) -> Iterator[str]:
    """The parts of a double name; a short first part, as of O’Neill, belongs to what follows."""
    for part in plain.split("-"):
        if part not in _PARTICLES:
            yield part


def _is_name_part(part: str, word: _Word, is_in_service_run: bool) -> bool:
    if "'" in part and not part.endswith("'"):
        return part not in {"o'clock"} and not is_everyday(part.replace("'", ""))
    if part in PUBLIC or part in SERVICES or (len(part) < 2 and part != word.plain) or len(part) < 2:
        return False
    if is_known_name(part):
        return not (is_in_service_run and is_everyday(part) and not is_given_name(part))
    if part in NAMES_AND_WORDS:
        return not word.is_first and not is_in_service_run
    if word.is_first or is_in_service_run:
        return not is_everyday(part) and not is_everyday(part.removesuffix("s"))
    return not is_very_common(part)


def _is_in_service_run(text: str, words: list[_Word], index: int) -> bool:
    """Whether a capitalised word runs together with the language of services, as in *Edge of Care*."""
    return any(_meets_service(text, words, index, step) for step in (-1, 1))


def _meets_service(text: str, words: list[_Word], index: int, step: int) -> bool:
    while 0 <= index + step < len(words):
        near, far = sorted((words[index], words[index + step]), key=lambda each: each.start)
        index += step
        other = words[index]
        if text[near.end : far.start].strip(" -/&") or not (
            other.is_capitalised or other.plain in {"of", "and", "for"}
        ):
            return False
        if other.plain in {"of", "and", "for"}:
            continue
        if other.plain in SERVICES or other.plain.removesuffix("s") in SERVICES:
            return True
    return False


def _is_followed_by_surname(text: str, words: list[_Word], index: int) -> bool:
    if index + 1 == len(words):
        return False
    word, after = words[index], words[index + 1]
    return (
        text[word.end : after.start] == " "
        and after.is_capitalised
        and after.plain not in SERVICES
        and after.plain not in PUBLIC
        and (is_known_name(after.plain) or not is_everyday(after.plain))
    )


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """A name with the initials beside it."""
    before = _INITIAL_BEFORE.search(text, max(0, start - 8), start)
    after = _INITIAL_AFTER.match(text, end)
    if before and not before.group().startswith(("I ", "A ")):
        start = before.start()
    if after and not text[after.start() : after.end()].strip(" .").startswith(("I", "A")):
        end = after.end()
    return start, end


def _joined(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans, with those that make one name made one."""
    if not spans:
        return
    start, end = spans[0]
    for first, last in spans[1:]:
        if first <= end or _BETWEEN.fullmatch(text, end, first):
            end = max(end, last)
        else:
            yield start, end
            start, end = first, last
    yield start, end


def who_else_is_named(text: str, known: Iterable[str]) -> tuple[Pointer, ...]:
    """As `who_is_named`, without the names of those whom the text is known to be about, or parts of them."""
    theirs = {word for name in known for word in name.casefold().split()}
    return tuple(
        pointer
        for pointer in who_is_named(text)
        if pointer.kind is not Kind.NAME or not set(pointer.text.casefold().split()) <= theirs
    )
