"""What may be said of an entry, when it is to be looked at again, and which pages can be left fast."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from email_validator import EmailNotValidError, validate_email

from network.core.errors import OtherRoute, RuleBroken
from network.core.months import months_after
from network.core.text import is_web_address, one_line, several_lines
from network.directory import addresses
from network.directory.vocabulary import DANGER_NEARBY, SupportKind

LONGEST: Final = {
    "title": 150,
    "purpose": 300,
    "link": 500,
    "telephone": 30,
    "email": 254,
    "where_to_find": 300,
    "suits": 300,
    "content_note": 500,
}
"""Characters of each text."""
NEEDED: Final = {
    "title": "Enter a title",
    "purpose": "Say in one line what it is for",
    "suits": "Say who it suits. If it is for everybody, say so",
}
MOST_LANGUAGES: Final = 30
LONGEST_LANGUAGE: Final = 40
MOST_ENTRIES: Final = 200
"""Of one organisation: a page of them is still a page."""
LOOKED_AT_WITHIN: Final = 12
"""Months after which an entry is to be looked at again."""
FIRST_REVIEW: Final = date(2015, 1, 1)
_TELEPHONE: Final = re.compile(r"\+?[0-9][0-9 ()-]{1,28}")
_BETWEEN_LANGUAGES: Final = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """What its keeper says of an entry. `content_note` None: none is needed. `danger_nearby` None: as for its kind."""

    kind: SupportKind
    title: str
    purpose: str
    suits: str
    languages: tuple[str, ...]
    reviewed_on: date
    link: str = ""
    telephone: str = ""
    email: str = ""
    where_to_find: str = ""
    content_note: str | None = None
    danger_nearby: bool | None = None
    is_internal: bool = False
    is_public: bool = False


def tidy(draft: EntryDraft) -> EntryDraft:
    """The draft fit to keep: everything on one line but the content note, each language once, with a capital."""
    return replace(
        draft,
        title=one_line(draft.title),
        purpose=one_line(draft.purpose),
        suits=one_line(draft.suits),
        languages=tidy_languages(draft.languages),
        link=one_line(draft.link),
        telephone=one_line(draft.telephone),
        email=one_line(draft.email),
        where_to_find=one_line(draft.where_to_find),
        content_note=None if draft.content_note is None else several_lines(draft.content_note),
    )


def languages_in(text: str) -> tuple[str, ...]:
    """The languages that were typed, one after the other, with commas or on lines of their own."""
    return tuple(_BETWEEN_LANGUAGES.split(text))


def tidy_languages(languages: Iterable[str]) -> tuple[str, ...]:
    """Each language once, however it was written, in the order given; so that a list of them holds each once (U29)."""
    found: dict[str, str] = {}
    for language in map(one_line, languages):
        if language:
            found.setdefault(language.casefold(), language[:1].upper() + language[1:])
    return tuple(found.values())


def check_draft(draft: EntryDraft, today: date, *, is_network: bool) -> None:
    """Raises `RuleBroken` for what is missing, too long, or of no use to whoever needs it (WB-2, U29)."""
    for field, message in NEEDED.items():
        if not getattr(draft, field):
            raise RuleBroken(field, message)
    for field, most in LONGEST.items():
        if len(getattr(draft, field) or "") > most:
            raise RuleBroken(field, f"Shorten this to {most} characters")
    if draft.content_note == "":
        raise RuleBroken("content_note", "Say what may be hard to read or hear, or choose that no note is needed")
    _check_ways(draft)
    _check_languages(draft.languages)
    _check_reviewed(draft.reviewed_on, today)
    _check_reach(draft, is_network=is_network)


def _check_ways(draft: EntryDraft) -> None:
    if not (draft.link or draft.telephone or draft.email or draft.where_to_find):
        raise RuleBroken("link", "Enter a link, a telephone number, an e-mail address or where to find it")
    if draft.link and not is_web_address(draft.link):
        raise RuleBroken("link", "Enter the whole address of the link, beginning with https://")
    if draft.telephone and not _TELEPHONE.fullmatch(draft.telephone):
        raise RuleBroken("telephone", "Enter a telephone number alone, like 0116 305 0000 or 111")
    if draft.email:
        try:
            validate_email(draft.email, check_deliverability=False)
        except EmailNotValidError:
            raise RuleBroken("email", "Enter an e-mail address, like name@example.org") from None


def _check_languages(languages: Sequence[str]) -> None:
    if not languages:
        raise RuleBroken("languages", "Enter the languages in which people are helped, like English")
    if len(languages) > MOST_LANGUAGES:
        raise RuleBroken(
            "languages", f"Enter {MOST_LANGUAGES} languages or fewer. For more, say that interpreters come"
        )
    if max(map(len, languages)) > LONGEST_LANGUAGE:
        raise RuleBroken("languages", f"Keep each language to {LONGEST_LANGUAGE} characters, with commas between them")


def _check_reviewed(reviewed_on: date, today: date) -> None:
    if reviewed_on > today:
        raise RuleBroken("reviewed_on", "Enter today or an earlier day")
    if reviewed_on < FIRST_REVIEW:
        raise RuleBroken("reviewed_on", "Check the year. Look at the entry again, and enter today")


def _check_reach(draft: EntryDraft, *, is_network: bool) -> None:
    if is_network and draft.is_internal:
        raise RuleBroken("is_internal", "The network’s entries are for everybody. Leave this empty")
    if draft.is_public and not is_network:
        raise RuleBroken("is_public", "Only the network’s entries are shown without signing in. Leave this empty")


def check_room(count: int) -> None:
    """Raises `RuleBroken`, with other ways on (`U37`), where an organisation has as many entries as a page can show."""
    if count >= MOST_ENTRIES:
        raise RuleBroken(
            None,
            f"The directory holds {MOST_ENTRIES} entries of one organisation, so that people find what they look for.",
            routes=(
                OtherRoute("Take out an entry that nobody needs any more", addresses.KEPT),
                OtherRoute("Change an entry that is there", addresses.DIRECTORY),
            ),
        )


def shows_exit(kind: SupportKind, danger_nearby: bool | None) -> bool:
    """Whether a page can be left fast: as its keeper said, otherwise where its kind asks for it (U3)."""
    return kind in DANGER_NEARBY if danger_nearby is None else danger_nearby


def is_stale(reviewed_on: date, today: date) -> bool:
    """Whether nobody has looked at an entry for more than 12 months; the day itself is still in time."""
    return today > months_after(reviewed_on, LOOKED_AT_WITHIN)


def is_filled(kinds: Iterable[SupportKind]) -> bool:
    """Whether an organisation's entries are of use to its people: a wellbeing service, and one of another kind."""
    known = set(kinds)
    return SupportKind.WELLBEING_SERVICE in known and len(known) > 1
