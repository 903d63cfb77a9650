"""How a list of entries is read, by kind and by language; and the line before anything is written of one (U8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from network.core.text import unaccented
from network.directory.models import SupportEntry
from network.directory.vocabulary import SupportKind


def by_kind(entries: Iterable[SupportEntry]) -> list[tuple[SupportKind, list[SupportEntry]]]:
    """The entries under their kinds, as they stand in order."""
    return [(kind, list(found)) for kind, found in groupby(entries, key=lambda each: each.kind)]


def languages_of(entries: Iterable[SupportEntry]) -> list[str]:
    """Every language that one of them is offered in, by name, each once (U29)."""
    known = {language.casefold(): language for entry in entries for language in entry.languages}
    return sorted(known.values(), key=unaccented)


def in_language(entries: Iterable[SupportEntry], language: str) -> list[SupportEntry]:
    """Those in a language, whatever its capitals; all of them where none is named."""
    wanted = language.casefold()
    return [each for each in entries if not wanted or wanted in {known.casefold() for known in each.languages}]


def kinds_without(entries: Iterable[SupportEntry]) -> list[SupportKind]:
    """The kinds of which none of these is, so that their keeper sees what is missing (WB-2)."""
    known = {entry.kind for entry in entries}
    return [kind for kind in SupportKind if kind not in known and kind is not SupportKind.OTHER]


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads what is written of an entry, and who does not."""

    readers: list[str]
    others: list[str]


def readers_of(*, is_network: bool) -> Readers:
    """The line before anything is written (`U8`): as the guard and the policy have it."""
    if is_network:
        return Readers(
            ["everybody who signs in at any organisation", "where you choose so, everybody without signing in"], []
        )
    return Readers(
        [
            "everybody who signs in at your organisation",
            "unless it is only for inside, those elsewhere who support your people",
        ],
        ["anybody without signing in"],
    )
