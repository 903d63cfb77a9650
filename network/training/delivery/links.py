"""Links that open one thing to whoever has them: kept as a hash to be found by, and sealed to be sent again (`B25`)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from enum import StrEnum
from typing import Final
from uuid import UUID

from network.core import crypto
from network.core.clock import Clock
from network.core.errors import NotFound
from network.training.delivery.models import ScheduledSession, SessionPlace

TOKEN_BYTES: Final = 32
"""256 bits; 128 would do."""


class LinkUnusable(NotFound):
    """The link ended, was used, or never was: nobody learns which (`B5`, `B12`)."""


class Purpose(StrEnum):
    """What a link is for. It is part of what is kept of it, so that no link does another's work (`B5`)."""

    BOOK = "book a place at a training session"
    PLACE = "a place at a training session"
    ANSWER = "say how a training session was"


def new_token() -> str:
    """The text of a link that nobody guesses."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(purpose: Purpose, token: str) -> str:
    """What a link is found by."""
    return hashlib.sha256(f"{purpose} {token}".encode("utf-8", "surrogatepass")).hexdigest()


def give_links(rows: Iterable[ScheduledSession | SessionPlace], clock: Clock) -> None:
    """Gives each row a link of its own; one that it had ends."""
    tokens = {row: new_token() for row in rows}
    sealed = crypto.seal_all({row.link_place(): token for row, token in tokens.items()}, clock)
    for row, token in tokens.items():
        purpose = Purpose.BOOK if isinstance(row, ScheduledSession) else Purpose.PLACE
        row.link_hash, row.link_sealed = hash_of(purpose, token), sealed[row.link_place()]


def tokens_of(rows: Iterable[ScheduledSession | SessionPlace]) -> dict[UUID, str]:
    """The texts of the links of these rows, by key. One query."""
    kept = list(rows)
    opened = crypto.unseal_all({row.link_place(): row.link_sealed for row in kept})
    return {row.id: opened[row.link_place()] for row in kept}
