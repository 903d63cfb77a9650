"""Where the directory is, for refusals and for other features, which know no request."""

from __future__ import annotations

from uuid import UUID

DIRECTORY = "/directory"
KEPT = f"{DIRECTORY}/kept"


def entry(entry_id: UUID | str) -> str:
    """The page of an entry. Its address says nothing of what it is about (`U4`)."""
    return f"{DIRECTORY}/{entry_id}"
