"""Links and whoever they are for: what is kept of a link, and the address behind a row."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from enum import StrEnum
from typing import Final
from uuid import UUID

from network.core import audit, crypto
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.errors import NotFound
from network.core.tenancy import NO_ORGANISATION
from network.passport.models import PassportCredential, PassportShare, PassportVisit

TOKEN_BYTES: Final = 32
"""256 bits; 128 would do (`B25`)."""
PERSON: Final = "a person with their own training record"
_MARKED: Final = "the address of a training record"

Row = PassportVisit | PassportShare | PassportCredential


class LinkUnusable(NotFound):
    """The link was used, has run out, or never was: nobody learns which (`B5`, `B12`)."""


class Purpose(StrEnum):
    """What a link is for. It is part of what is kept of it, so that no link does another's work (`B5`)."""

    OPEN = "open a training record"
    VISIT = "go on in an open training record"
    SHARED = "see a shared training record"


def new_token() -> str:
    """The text of a link that nobody guesses."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(purpose: Purpose, token: str) -> str:
    """What is kept of a link."""
    return hashlib.sha256(f"{purpose} {token}".encode("utf-8", "surrogatepass")).hexdigest()


def seal_address(row: Row, email: str, clock: Clock) -> None:
    """Says whose row it is. The row has its key."""
    row.email_sealed = crypto.seal(email, row.place(), clock)
    if not isinstance(row, PassportVisit):
        row.email_mark = crypto.mark_of(email, NO_ORGANISATION, _MARKED, clock)


def address_of(row: Row) -> str:
    """Whose row it is. One query."""
    return addresses_of([row])[row.id]


def addresses_of(rows: Iterable[Row]) -> dict[UUID, str]:
    """Whose rows they are, by key. One query for all of them."""
    kept = list(rows)
    opened = crypto.unseal_all({row.place(): row.email_sealed for row in kept})
    return {row.id: opened[row.place()] for row in kept}


def marks_of(email: str) -> list[bytes]:
    """What the rows of an address are found by."""
    return crypto.marks_of(email, NO_ORGANISATION, _MARKED)


def record(what: str, row: Row, clock: Clock) -> None:
    """Notes what a person did. Who they are is not in it: they may have no account."""
    actor, entity = SystemActor(PERSON), row.__tablename__
    audit.record(actor, clock.now(), f"passport.{what}", entity, row.id, organisation_id=NO_ORGANISATION)
