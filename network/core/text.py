"""Text as people send it, made fit to keep: what no database stores and no reader sees is taken out."""

from __future__ import annotations

import unicodedata
from typing import Final
from urllib.parse import urlsplit

LONGEST_SEARCH: Final = 100
"""The most characters that a list is searched for; an address has room for them however they are written."""
# They turn the direction of all that follows, and so can dress one name up as another.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_UNKEPT = frozenset({"Cc", "Cs"})


def one_line(text: str) -> str:
    """The text on one line, single spaces between its words. Joiners that scripts need inside a word stay.

    Empty where nothing of it would be seen.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())  # the usual text, a hundred thousand times a file
    words = (_kept(word) for word in text.split())
    line = " ".join(word for word in words if word)
    return line if any(character.isprintable() for character in line) else ""


def several_lines(text: str) -> str:
    """The text with its lines, which end in a line feed alone; without spaces before and after it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_kept(line).rstrip() for line in lines).strip()


def is_web_address(text: str) -> bool:
    """Whether it is an address that a browser opens safely."""
    try:
        parts = urlsplit(text)
        return parts.scheme == "https" and bool(parts.hostname) and " " not in text
    except ValueError:
        return False


def comes_alive(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula: some trim the spaces in front of it first."""
    first = text[:1]
    return first in _STARTS_A_FORMULA or (first.isspace() and text.lstrip().startswith(_STARTS_A_FORMULA))


def as_it_was(cell: str) -> str:
    """The text of a cell that went out behind an apostrophe, because it would have come alive, and came back."""
    return cell[1:] if cell.startswith("'") and comes_alive(cell[1:]) else cell


def count_words(text: str) -> int:
    """How many words a text has, as people count them: what stands between spaces, but for dashes and bullets."""
    return sum(any(character.isalnum() for character in word) for word in text.split())


def _kept(text: str) -> str:
    return "".join(
        character
        for character in text
        if character == "\t" or (unicodedata.category(character) not in _UNKEPT and character not in _TURNS)
    )


def unaccented(text: str) -> str:
    """A text for comparing, without its accents, in lower case: of *José* and *JOSE* it makes the same."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))
