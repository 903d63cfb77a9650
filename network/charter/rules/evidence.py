"""What holds for evidence: links, names, when it is to be looked at again, and how much there is room for. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from network.core.errors import RuleBroken
from network.core.text import one_line

LONGEST_TITLE: Final = 150
LONGEST_ADDRESS: Final = 1000
MOST_FOR_A_PLEDGE: Final = 10
ROOM: Final = 200 * 1024 * 1024
"""Bytes of files that an organisation keeps here: twenty of the largest, and some hundred as people have them."""
LAST_YEAR: Final = 2100


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """What somebody says of a piece of evidence."""

    title: str
    review_on: date | None = None


def checked_text(said: EvidenceText, today: date) -> EvidenceText:
    """The text, tidied. Raises `RuleBroken` on `title` or `review_on`."""
    title = one_line(said.title)
    if not title:
        raise RuleBroken("title", "Say what this is")
    if len(title) > LONGEST_TITLE:
        raise RuleBroken("title", f"Shorten this to {LONGEST_TITLE} characters")
    if said.review_on is not None and (said.review_on <= today or said.review_on.year > LAST_YEAR):
        raise RuleBroken("review_on", "Enter a day that is still to come, or leave it empty")
    return EvidenceText(title, said.review_on)


def checked_address(typed: str) -> str:
    """The address of a page. Raises `RuleBroken` on `address`."""
    address = "".join(typed.split())
    if len(address) > LONGEST_ADDRESS:
        raise RuleBroken("address", f"Keep the address to {LONGEST_ADDRESS:,} characters")
    try:
        parts = urlsplit(address)
        is_page = parts.scheme in {"http", "https"} and "@" not in parts.netloc and parts.port != 0
        is_page = is_page and any(letter.isalnum() for letter in parts.hostname or "")
    except ValueError:
        is_page = False
    if not is_page or not address.isprintable():
        raise RuleBroken("address", "Enter the address of a page, like https://www.example.org/policy")
    return address


def check_room(known: int, kept: int, added: int) -> None:
    """Raises `RuleBroken` on `title` for one piece too many, on `file` where the files would be too much (B23).

    `known` counts the pieces of the pledge, `kept` and `added` are bytes.
    """
    if known >= MOST_FOR_A_PLEDGE:
        raise RuleBroken("title", f"A pledge has at most {MOST_FOR_A_PLEDGE} pieces of evidence. Remove one first")
    if kept + added > ROOM:
        raise RuleBroken(
            "file", "Your organisation’s files have no room for this one. Remove one first, or give a link instead"
        )
