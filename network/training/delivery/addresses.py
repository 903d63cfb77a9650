"""Where sessions to come are, as paths: for messages and refusals, which know no request."""

from __future__ import annotations

from typing import Final
from uuid import UUID

COMING: Final = "/training/coming"
PASSPORT: Final = "/passport"
"""Where people see their own record, whoever keeps it."""


def session(session_id: UUID | str) -> str:
    """The page of a session, for those who are signed in."""
    return f"{COMING}/{session_id}"


def day(session_id: UUID | str, part: int) -> str:
    """Who comes on one day of a session, for those who hold it."""
    return f"{COMING}/{session_id}/day/{part}"


def booking(token: str) -> str:
    """Where people book by themselves, by the link that whoever holds the session gives them."""
    return f"/training/book/{token}"


def confirming(token: str) -> str:
    """The link that shows that an address belongs to whoever asked for a place."""
    return f"/training/place/{token}/confirm"


def place(token: str) -> str:
    """Somebody's own place: how to join, and the way to give it back."""
    return f"/training/place/{token}"


def answering(token: str) -> str:
    """Where somebody says how a session was; used once."""
    return f"/training/answer/{token}"
