"""Long lists in parts, each of which one statement can name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

AT_ONCE: Final = 1_000
"""SQLite takes 32,766 values in a statement, PostgreSQL 65,535."""

Item = TypeVar("Item")


def in_parts(items: Iterable[Item], size: int = AT_ONCE) -> Iterator[list[Item]]:
    """The items in lists of at most `size`, in their order; nothing for nothing."""
    waiting = iter(items)
    while part := list(islice(waiting, size)):
        yield part
