"""A text as somebody reads it, not as it is stored: without case, accents, lookalikes, and what cannot be seen."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

_LOOKALIKES: Final = str.maketrans(
    "абвгдезікмнопрстухцшѕјԁԛԝьғһ"
    + "αβγεζηικμνορστυχω"
    + "øłđħıŧþðɡɑɩʟɴʀᴀʙᴄᴅᴇɢʜᴊᴋᴍᴏᴘᴛᴜᴠᴡʏᴢꜱꜰɪ"
    + "’‘ʼ＇`´‛“”‐‑‒–—−‧·•∙⁄",
    "abbrde3ikmhonpctyxuwsjdqwbfh"
    + "abyeznikuvopotuxw"
    + "oldhitpdgailnrabcdeghjkmoptuvwyzsfi"
    + "'''''''\"\"------····/",
)
_BLANK: Final = frozenset("\u034f\u115f\u1160\u3164\uffa0\u2800" + "".join(map(chr, range(0xFE00, 0xFE10))))
"""Letters and signs that show nothing."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each of its characters the place where it stands in the original."""

    text: str
    places: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the folded text, not empty, stands in the original: start and end."""
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    """Lower case, compatible forms, no accents, no lookalikes of other scripts, no invisible characters, one space
    for whatever breaks a line.
    """
    shown: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        seen = _seen(character)
        shown.append(seen)
        places += [index] * len(seen)
    return Folded("".join(shown), tuple(places))


def visible(text: str) -> Folded:
    """A text as it is, without what cannot be seen and with one kind of space; its letters keep case and accents."""
    kept = [
        (" " if character.isspace() else unicodedata.normalize("NFKC", character), index)
        for index, character in enumerate(text)
        if character.isspace() or not (character in _BLANK or unicodedata.category(character) in {"Cf", "Cc", "Cs"})
    ]
    return Folded("".join(each for each, _ in kept), tuple(index for each, index in kept for _ in each))


def _seen(character: str) -> str:
    if character in _BLANK:
        return ""
    if character.isspace():
        return " "
    parts = unicodedata.normalize("NFKD", character.casefold()).translate(_LOOKALIKES)
    return "".join(
        part for part in parts if unicodedata.category(part) not in {"Mn", "Me", "Cf", "Cc", "Cs"}
    ).casefold()
