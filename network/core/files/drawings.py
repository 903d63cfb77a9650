"""Drawings (SVG) inside a document: lines and words may stay, whatever acts or fetches may not."""

from __future__ import annotations

from typing import Final

from network.core.files.checked import FileRefused
from network.core.files.kinds import SAVE_AS_PDF
from network.core.files.markup import Attributes, local, walk

_ACTING: Final = frozenset({"script", "foreignObject", "iframe", "object", "embed", "handler", "set", "animate"})
ACTS: Final = f"A drawing in this document holds code or takes in something from elsewhere. {SAVE_AS_PDF}"


def refuse_what_acts(part: bytes) -> None:
    """Raises FileRefused for a drawing that could do more than be looked at."""

    def start(name: str, attributes: Attributes) -> None:
        if local(name) in _ACTING or any(_acts(local(key), value) for key, value in attributes.items()):
            raise FileRefused(ACTS)

    walk(part, start)


def _acts(key: str, value: str) -> bool:
    said = value.strip().lower()
    return (
        key.lower().startswith("on") or (key == "href" and not said.startswith(("#", "data:image/"))) or "url(h" in said
    )
