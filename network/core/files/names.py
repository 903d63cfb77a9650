"""The name that a file is shown and handed out under: words for people, never a path."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from network.core.text import one_line

LONGEST_NAME: Final = 100
"""Characters, extension and all: it fits a line of a list, and every file system."""
NAMELESS: Final = "document"
_BETWEEN_FOLDERS: Final = re.compile(r"[/\\\u2044\u2215\u29f5\uff0f\uff3c]")
_NOT_IN_NAMES: Final = re.compile(r'[<>:"|?*%;]')
_JOINERS: Final = "\u200c\u200d"
"""Scripts need them inside a word; nothing else that is unseen stays."""
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_ACTING: Final = re.compile(
    r"\.(exe|com|bat|cmd|scr|pif|msi|js|jse|vbs|wsf|hta|ps1|sh|lnk|url|jar|php|asp|html?|xhtml|svg|xml|pdf|docx?|docm"
    r"|odt|rtf|png|jpe?g|webp|gif)$",
    re.I,
)
# Windows takes these for machines, whatever ending follows them.
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.I)


def display_name(sent: str, extension: str) -> str:
    """The name of a checked file: the last part of what was sent, with the ending of what the file really is.

    Nothing of it leads to a folder, turns the direction of reading or is unseen; at most 100 characters.
    """
    stem = _seen(_BETWEEN_FOLDERS.split(sent)[-1])
    stem = _ENDING.sub("", stem)
    while _ACTING.search(stem):
        stem = _ACTING.sub("", stem)
    stem = stem[: LONGEST_NAME - len(extension) - 1].strip(" .")
    if _RESERVED.match(stem):
        stem = f"{NAMELESS} {stem}"
    return f"{stem or NAMELESS}.{extension}"


def _seen(text: str) -> str:
    line = one_line(unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode()))
    kept = "".join(each for each in line if each in _JOINERS or unicodedata.category(each) not in {"Cf", "Co", "Cn"})
    return " ".join(_NOT_IN_NAMES.sub(" ", kept).split()).strip(" .")
