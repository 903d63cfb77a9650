"""Encryption at rest: data keys for each organisation, wrapped by a key that the database never sees (`B24`)."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from network.core.clock import Clock
from network.core.database import Base, Entity, db
from network.core.tenancy import SystemRows, scoped, system_scope

NONCE_BYTES = 12
KEY_ID_BYTES = 16


class Undecipherable(Exception):
    """A sealed value was altered, moved from the place it was sealed for, or its key is missing."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value belongs. It opens there and nowhere else."""

    organisation_id: UUID
    table: str
    column: str
    row_id: UUID

    def as_bytes(self) -> bytes:
        """The associated data of the encryption."""
        return json.dumps([str(self.organisation_id), self.table, self.column, str(self.row_id)]).encode()


class KeyRing:
    """The wrapping keys, from the settings: the first one wraps, all of them unwrap, so that they can be rotated."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        if not keys or any(len(key) != 32 for key in keys.values()):
            raise ValueError("Encryption keys are 32 bytes each")
        self._keys = keys
        self._current = next(iter(keys))
        self._data_keys: dict[UUID, bytes] = {}

    def wrap(self, data_key: bytes, data_key_id: UUID) -> tuple[str, bytes]:
        """The name of the wrapping key and the wrapped data key."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(self._keys[self._current]).encrypt(nonce, data_key, data_key_id.bytes)
        return self._current, nonce + sealed

    def unwrap(self, row: DataKey) -> bytes:
        """The data key of a row, kept in memory while the process lives."""
        if row.id not in self._data_keys:
            wrapping_key = self._keys.get(row.wrapped_with)
            if wrapping_key is None:
                raise Undecipherable(f"The encryption key {row.wrapped_with} is missing from the settings")
            nonce, sealed = row.wrapped[:NONCE_BYTES], row.wrapped[NONCE_BYTES:]
            try:
                self._data_keys[row.id] = AESGCM(wrapping_key).decrypt(nonce, sealed, row.id.bytes)
            except InvalidTag:
                raise Undecipherable(f"The encryption key {row.wrapped_with} is not the one used") from None
        return self._data_keys[row.id]


class DataKey(Entity, Base):
    """One owner's key for its sealed values. The newest seals; older ones still open."""

    __tablename__ = "data_key"
    __guard__ = SystemRows()

    owner_id: Mapped[UUID] = mapped_column(index=True)
    """The organisation, or `NO_ORGANISATION` for what the network itself seals."""
    wrapped_with: Mapped[str]
    wrapped: Mapped[bytes]
    made_at: Mapped[datetime]


def _key_ring() -> KeyRing:
    ring: KeyRing = current_app.extensions["key_ring"]
    return ring


def _newest_key(organisation_id: UUID, clock: Clock) -> DataKey:
    with system_scope(db.session(), "the key that seals for an organisation") as system:
        newest = (
            scoped(select(DataKey), system, DataKey)
            .where(DataKey.owner_id == organisation_id)
            .order_by(DataKey.made_at.desc(), DataKey.id.desc())
            .limit(1)
        )
        found = db.session.scalars(newest).first()
        if found is not None:
            return found
        key = DataKey(owner_id=organisation_id, made_at=clock.now(), id=_random_id())
        key.wrapped_with, key.wrapped = _key_ring().wrap(AESGCM.generate_key(256), key.id)
        db.session.add(key)
        return key


def _random_id() -> UUID:
    return UUID(bytes=os.urandom(KEY_ID_BYTES), version=4)


def seal(text: str, place: Place, clock: Clock) -> bytes:
    """Encrypts text for one place: a column of a row of an organisation."""
    key = _newest_key(place.organisation_id, clock)
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(_key_ring().unwrap(key)).encrypt(nonce, text.encode(), place.as_bytes())
    return key.id.bytes + nonce + sealed


def unseal(sealed: bytes, place: Place) -> str:
    """The text again. Raises `Undecipherable` for a value that was changed or taken from another place."""
    key_id = UUID(bytes=sealed[:KEY_ID_BYTES])
    nonce = sealed[KEY_ID_BYTES : KEY_ID_BYTES + NONCE_BYTES]
    with system_scope(db.session(), "the key that a value was sealed with") as system:
        key = db.session.scalars(
            scoped(select(DataKey), system, DataKey).where(
                DataKey.id == key_id, DataKey.owner_id == place.organisation_id
            )
        ).first()
    if key is None:
        raise Undecipherable("The key that sealed this value is not there")
    try:
        opened = AESGCM(_key_ring().unwrap(key)).decrypt(nonce, sealed[KEY_ID_BYTES + NONCE_BYTES :], place.as_bytes())
    except InvalidTag:
        raise Undecipherable("A sealed value was changed, or moved from its place") from None
    return opened.decode()
