"""Headings as they are compared: without what cannot be seen, in one case, without what a report puts before them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_BEFORE = re.compile(r"^(?:transcript|training|user|employee|learner) - ")
"""Cornerstone's later reports say from which of their tables a column is."""


@lru_cache(maxsize=2000)
def plain(heading: str) -> str:
    """A heading in lower case, its spaces folded (also those that do not break), its apostrophes straight."""
    return _BEFORE.sub("", plain_name(heading)).strip()


@lru_cache(maxsize=2000)
def plain_name(name: str) -> str:
    """What a file calls something, so that it can be compared; nothing that tells it from another is left out."""
    seen = "".join(" " if unicodedata.category(c) in {"Zs", "Cc"} else c for c in name if not _is_unseen(c))
    folded = " ".join(unicodedata.normalize("NFKC", seen).split()).lower().replace("’", "'")
    return folded.strip("\"' *:")


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) == "Cf"


def plain_all(cells: Sequence[str]) -> tuple[str, ...]:
    """Each heading of a row."""
    return tuple(map(plain, cells))
