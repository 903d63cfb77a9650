"""Encryption at rest: data keys for each organisation, wrapped by a key that the database never sees (`B24`)."""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from network.core.actor import SystemActor
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
        self._data_keys: dict[tuple[UUID, UUID], bytes] = {}

    @property
    def current(self) -> str:
        """The name of the key that wraps."""
        return self._current

    def wrap(self, data_key: bytes, data_key_id: UUID) -> tuple[str, bytes]:
        """The name of the wrapping key and the wrapped data key."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(self._keys[self._current]).encrypt(nonce, data_key, data_key_id.bytes)
        return self._current, nonce + sealed

    def find(self, owner_id: UUID, key_id: UUID) -> bytes | None:
        """An owner's data key that this process has unwrapped before: a data key never changes."""
        return self._data_keys.get((owner_id, key_id))

    def unwrap(self, row: DataKey) -> bytes:
        """The data key of a row, kept in memory while the process lives."""
        known = self.find(row.owner_id, row.id)
        if known is not None:
            return known
        wrapping_key = self._keys.get(row.wrapped_with)
        if wrapping_key is None:
            raise Undecipherable(f"The encryption key {row.wrapped_with} is missing from the settings")
        nonce, sealed = row.wrapped[:NONCE_BYTES], row.wrapped[NONCE_BYTES:]
        try:
            key = AESGCM(wrapping_key).decrypt(nonce, sealed, row.id.bytes)
        except InvalidTag:
            raise Undecipherable(f"The encryption key {row.wrapped_with} is not the one used") from None
        self._data_keys[(row.owner_id, row.id)] = key
        return key


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
        return found or _make_key(organisation_id, clock)


def rewrap(system: SystemActor) -> int:
    """Wraps every data key with the first key of the settings, so that the others can be taken out; how many it was.

    What was sealed stays as it is, and opens all the while: whoever reads has both keys. Raises `Undecipherable`
    where a key that still wraps is not in the settings, and then changes nothing.
    """
    ring = _key_ring()
    others = scoped(select(DataKey), system, DataKey).where(DataKey.wrapped_with != ring.current)
    rows = db.session.scalars(others.with_for_update()).all()
    for row in rows:
        row.wrapped_with, row.wrapped = ring.wrap(ring.unwrap(row), row.id)
    return len(rows)


def renew(system: SystemActor, clock: Clock) -> int:
    """Makes a new data key for each owner, which seals from now on; the former ones still open. How many it was."""
    owners = db.session.scalars(scoped(select(DataKey.owner_id), system, DataKey).distinct()).all()
    for owner_id in owners:
        _make_key(owner_id, clock)
    return len(owners)


def _make_key(owner_id: UUID, clock: Clock) -> DataKey:
    key = DataKey(owner_id=owner_id, made_at=clock.now(), id=_random_id())
    key.wrapped_with, key.wrapped = _key_ring().wrap(AESGCM.generate_key(256), key.id)
    db.session.add(key)
    return key


def _random_id() -> UUID:
    return UUID(bytes=os.urandom(KEY_ID_BYTES), version=4)


def seal(text: str, place: Place, clock: Clock) -> bytes:
    """Encrypts text for one place: a column of a row of an organisation."""
    return seal_all({place: text}, clock)[place]


def seal_all(texts: Mapping[Place, str], clock: Clock) -> dict[Place, bytes]:
    """Encrypts several texts, each for its place, looking up each organisation's key once."""
    keys = {owner: _newest_key(owner, clock) for owner in {place.organisation_id for place in texts}}
    sealed = {}
    for place, text in texts.items():
        key, nonce = keys[place.organisation_id], os.urandom(NONCE_BYTES)
        box = AESGCM(_key_ring().unwrap(key)).encrypt(nonce, text.encode(), place.as_bytes())
        sealed[place] = key.id.bytes + nonce + box
    return sealed


def unseal(sealed: bytes, place: Place) -> str:
    """The text again. Raises `Undecipherable` for a value that was changed or taken from another place."""
    return unseal_all({place: sealed})[place]


def unseal_all(sealed: Mapping[Place, bytes]) -> dict[Place, str]:
    """The texts again, in one query at most, however many there are. Raises as `unseal` does."""
    keys = _keys_of({(place.organisation_id, UUID(bytes=box[:KEY_ID_BYTES])) for place, box in sealed.items()})
    return {place: _open(box, place, keys) for place, box in sealed.items()}


def rehome(sealed: Mapping[Place, bytes], organisation_id: UUID, clock: Clock) -> dict[Place, bytes]:
    """The same texts sealed for another organisation, to which their rows go; by the place that they come from."""
    there = {place: replace(place, organisation_id=organisation_id) for place in sealed}
    opened = unseal_all(sealed)
    again = seal_all({there[place]: text for place, text in opened.items()}, clock)
    return {place: again[there[place]] for place in sealed}


def _keys_of(wanted: set[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], bytes]:
    ring = _key_ring()
    known = {each: key for each in wanted if (key := ring.find(*each)) is not None}
    missing = {key_id for owner_id, key_id in wanted if (owner_id, key_id) not in known}
    if missing:
        with system_scope(db.session(), "the keys that values were sealed with") as system:
            found = db.session.scalars(scoped(select(DataKey), system, DataKey).where(DataKey.id.in_(missing)))
            known |= {(key.owner_id, key.id): ring.unwrap(key) for key in found}
    return known


def _open(box: bytes, place: Place, keys: Mapping[tuple[UUID, UUID], bytes]) -> str:
    key = keys.get((place.organisation_id, UUID(bytes=box[:KEY_ID_BYTES])))
    if key is None:
        raise Undecipherable("The key that sealed this value is not there")
    nonce, hidden = box[KEY_ID_BYTES : KEY_ID_BYTES + NONCE_BYTES], box[KEY_ID_BYTES + NONCE_BYTES :]
    try:
        opened = AESGCM(key).decrypt(nonce, hidden, place.as_bytes())
    except InvalidTag:
        raise Undecipherable("A sealed value was changed, or moved from its place") from None
    return opened.decode()


def mark_of(text: str, organisation_id: UUID, purpose: str, clock: Clock) -> bytes:
    """What finds a sealed value again by equality, and tells nothing of it to whoever lacks the key.

    It begins with the key's id, as a sealed value does, so that it survives a new key being made.
    """
    key = _newest_key(organisation_id, clock)
    return _mark(text, key, purpose)


def marks_of(text: str, organisation_id: UUID, purpose: str) -> list[bytes]:
    """Every mark that the text can have been given in this organisation: one for each of its keys."""
    return marks_of_each([text], organisation_id, purpose)[text]


def marks_of_each(texts: Collection[str], organisation_id: UUID, purpose: str) -> dict[str, list[bytes]]:
    """As `marks_of`, for many texts. One query."""
    with system_scope(db.session(), "the keys that values were marked with") as system:
        rows = scoped(select(DataKey), system, DataKey).where(DataKey.owner_id == organisation_id)
        keys = db.session.scalars(rows).all()
    return {text: [_mark(text, key, purpose) for key in keys] for text in texts}


def _mark(text: str, key: DataKey, purpose: str) -> bytes:
    # A key of its own for each purpose, so that marks of different columns cannot be compared.
    marking_key = hmac.digest(_key_ring().unwrap(key), b"mark " + purpose.encode(), "sha256")
    return key.id.bytes + hmac.digest(marking_key, text.encode(), "sha256")
