"""Drawings (SVG) inside a document: lines and words may stay, whatever acts or fetches may not."""

from __future__ import annotations

import re
from typing import Final

from network.core.files.checked import FileRefused
from network.core.files.kinds import SAVE_AS_PDF
from network.core.files.markup import Attributes, local, walk

_ACTING: Final = frozenset({"script", "foreignObject", "iframe", "object", "embed", "handler", "set", "animate"})
_WITHIN: Final = ("#", "data:image/")
_ADDRESS: Final = re.compile(r"url\s*\(")
_HERE: Final = re.compile(r"\s*['\"]?\s*(#|data:image/)")
ACTS: Final = f"A drawing in this document holds code or takes in something from elsewhere. {SAVE_AS_PDF}"


def refuse_what_acts(part: bytes) -> None:
    """Raises FileRefused for a drawing that could do more than be looked at."""
    style: list[str] = []
    is_style = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal is_style
        is_style = local(name) == "style"
        if local(name) in _ACTING or any(_acts(key, value) for key, value in attributes.items()):
            raise FileRefused(ACTS)

    def text(said: str) -> None:
        if is_style:
            style.append(said)

    def instruct(target: str, _words: str) -> None:
        if target == "xml-stylesheet":
            raise FileRefused(ACTS)

    walk(part, start, text, instruct)
    if _fetches("".join(style)):
        raise FileRefused(ACTS)


def _acts(key: str, value: str) -> bool:
    name, said = local(key), value.strip().lower()
    if name.lower().startswith("on") or name == "base":
        return True
    if name == "href":
        return not said.startswith(_WITHIN)
    return name == key and _fetches(said)


def _fetches(style: str) -> bool:
    """Whether a style takes in something. Its words can be written in numbers, which no program does for these."""
    said = style.lower()
    return "@import" in said or "\\" in said or any(not _HERE.match(said, at.end()) for at in _ADDRESS.finditer(said))
