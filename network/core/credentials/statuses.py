"""Which credentials there are, where each stands in a status list, and which were revoked."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.credentials import addresses, bitstring
from network.core.credentials.credential import Credential
from network.core.credentials.keys import ensure_key
from network.core.credentials.models import IssuedCredential
from network.core.credentials.office import issuer_address
from network.core.database import db, is_postgresql
from network.core.errors import NotFound
from network.core.request import current_settings
from network.core.tenancy import scoped, system_scope

FULL: Final = bitstring.LENGTH // 2
"""As many stand in a list before the next begins: until then every other draw finds a free place."""
MOST_DRAWS: Final = 100
LIST_HOLDS: Final = timedelta(hours=24)
"""How long a list that somebody kept may be shown to others in place of today's."""
LIST_MADE_EVERY: Final = 300
"""Seconds. In between it is the same text, unless something was revoked."""


@dataclass(frozen=True, slots=True)
class Status:
    """A credential that was issued: since when it holds as it stands, and its place in a list."""

    list_number: int
    place: int
    issued_at: datetime

    def member(self) -> dict[str, Any]:
        """`credentialStatus`, which says where to look whether it was revoked."""
        address = current_settings().origin + addresses.status_list(self.list_number)
        return {
            "id": f"{address}#{self.place}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(self.place),
            "statusListCredential": address,
        }


def issue(about_id: UUID, clock: Clock, *, since: datetime | None = None) -> None:
    """Issues the credential of something by its key, or renews it: it keeps its place in its list.

    `since` is when what it says became so, where that was before now. Two at once never get one place.
    """
    at = since or clock.now()
    with system_scope(db.session(), "issue a credential") as system:
        ensure_key(system, clock)
        for _ in range(MOST_DRAWS):
            found = _find(system, about_id)
            if found is not None:
                found.issued_at = at
                return
            if _draw(system, about_id, at):
                return
    raise RuntimeError("No free place was found in the status list")


def _draw(system: SystemActor, about_id: UUID, at: datetime) -> bool:
    """Takes a place by lot; False where somebody has it already."""
    values = {
        "id": about_id,
        "list_number": _open_list(system),
        "place": secrets.randbelow(bitstring.LENGTH),
        "issued_at": at,
    }
    # Whoever else is about to take the same place is waited for, and no transaction is lost to it.
    insert = postgresql.insert if is_postgresql(db.session()) else sqlite.insert
    taken = insert(IssuedCredential).on_conflict_do_nothing().returning(IssuedCredential.id)
    return db.session.scalar(taken, values) is not None


def _open_list(system: SystemActor) -> int:
    numbers = select(IssuedCredential.list_number, func.count()).group_by(IssuedCredential.list_number)
    newest = scoped(numbers, system, IssuedCredential).order_by(IssuedCredential.list_number.desc()).limit(1)
    found = db.session.execute(newest).first()
    if found is None:
        return 1
    number, count = found
    return int(number) if count < FULL else int(number) + 1


def revoke(about_ids: Collection[UUID], at: datetime) -> None:
    """Revokes the credentials of these, for good. One that was revoked, or never issued, stays as it is."""
    with system_scope(db.session(), "revoke credentials") as system:
        standing = update(IssuedCredential).where(
            IssuedCredential.id.in_(about_ids), IssuedCredential.revoked_at.is_(None)
        )
        db.session.execute(scoped(standing, system, IssuedCredential).values(revoked_at=at))


def find_status(about_id: UUID) -> Status | None:
    """Where the credential of something stands; None where none was issued."""
    with system_scope(db.session(), "where a credential stands is public, for it says so itself") as system:
        found = _find(system, about_id)
        return Status(found.list_number, found.place, found.issued_at) if found is not None else None


def _find(system: SystemActor, about_id: UUID) -> IssuedCredential | None:
    rows = scoped(select(IssuedCredential), system, IssuedCredential).where(IssuedCredential.id == about_id)
    return db.session.scalars(rows).first()


def read_list(number: int, now: datetime) -> Credential:
    """A status list as it stands, a credential itself. Raises NotFound where none stands in it yet."""
    with system_scope(db.session(), "what was revoked is public, and names nobody") as system:
        places = select(IssuedCredential.place).where(IssuedCredential.list_number == number)
        rows = scoped(places, system, IssuedCredential)
        if db.session.scalar(rows.limit(1)) is None:
            raise NotFound("There is no such list.")
        revoked = list(db.session.scalars(rows.where(IssuedCredential.revoked_at.is_not(None))))
    address = current_settings().origin + addresses.status_list(number)
    since = datetime.fromtimestamp(now.timestamp() // LIST_MADE_EVERY * LIST_MADE_EVERY, now.tzinfo)
    return Credential(
        id=address,
        types=("BitstringStatusListCredential",),
        issuer={"id": issuer_address()},
        valid_from=since,
        valid_until=since + LIST_HOLDS,
        subject={
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": bitstring.encode(revoked),
        },
    )
