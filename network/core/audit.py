"""The audit: who did what to what, append-only, each organisation's entries chained by hash (`B26`, `B27`).

`record` notes an entry; the commit wrapper writes all of a transaction's entries at its end, so that the lock on
the chain is held for a moment only, and an entry exists exactly when its effect does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, false, select, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from network.core.actor import Actor, Anyone, SystemActor
from network.core.database import Base, Entity, db, is_postgresql, new_id
from network.core.parts import in_parts
from network.core.tenancy import (
    NO_ORGANISATION,
    SQL_JOB,
    SQL_ORGANISATION,
    Scope,
    scoped,
    system_scope,
)

GENESIS = "0" * 64
PENDING = "network_audit"
HEADS_AT_ONCE = 500
WRITTEN = "network_audit_written"


@dataclass(frozen=True, slots=True)
class AuditRows:
    """The guard of the audit: an organisation reads its own; only the audit itself writes."""

    def criterion(self, entity: Any, scope: Scope) -> ColumnElement[bool]:
        """Own entries."""
        if scope.job:
            return true()
        if scope.organisation_id is None:
            return false()
        own: ColumnElement[bool] = entity.chain_id == scope.organisation_id
        return own

    def may_load(self, row: Any, scope: Scope) -> bool:
        """Own entries."""
        return bool(scope.job) or row.chain_id == scope.organisation_id

    def may_write(self, row: Any, scope: Scope) -> bool:  # noqa: ARG002 - a guard's signature
        """Only inside the audit's own scope: an entry about a case is written while its provider acts."""
        return bool(scope.job)

    def may_insert(self, values: dict[str, Any], scope: Scope) -> bool:  # noqa: ARG002 - a guard's signature
        """As for one row."""
        return bool(scope.job)

    sql_reads: ClassVar[str] = f"chain_id = {SQL_ORGANISATION} OR {SQL_JOB}"
    sql_writes: ClassVar[str] = SQL_JOB


class AuditEntry(Entity, Base):
    """One thing that was done, read or refused. Never the content of a case."""

    __tablename__ = "audit_entry"
    __guard__ = AuditRows()
    __table_args__ = (UniqueConstraint("chain_id", "sequence"),)

    chain_id: Mapped[UUID]
    sequence: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)
    user_id: Mapped[UUID | None]
    token_id: Mapped[UUID | None]
    job: Mapped[str | None]
    acting_in_id: Mapped[UUID | None]
    action: Mapped[str]
    entity: Mapped[str]
    entity_id: Mapped[UUID | None] = mapped_column(index=True)
    changes: Mapped[dict[str, Any]]
    previous_hash: Mapped[str]
    hash: Mapped[str]

    def digest(self) -> str:
        """The hash of this entry and, through `previous_hash`, of all before it."""
        said = [
            self.previous_hash,
            str(self.chain_id),
            self.sequence,
            self.at.isoformat(),
            *(str(value) if value else None for value in (self.user_id, self.token_id, self.job, self.acting_in_id)),
            self.action,
            self.entity,
            str(self.entity_id) if self.entity_id else None,
            self.changes,
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


class AuditHead(Base):
    """The end of each chain. Its row is the lock under which a chain grows; its hash is what an anchor keeps."""

    __tablename__ = "audit_head"
    __guard__ = AuditRows()

    chain_id: Mapped[UUID] = mapped_column(primary_key=True)
    sequence: Mapped[int]
    hash: Mapped[str]


@dataclass(frozen=True, slots=True)
class Pending:
    """An entry on its way to the end of the transaction."""

    actor: Anyone
    at: datetime
    action: str
    entity: str
    entity_id: UUID | None
    chain_id: UUID
    changes: Mapping[str, Any] = field(default_factory=dict)


def record(
    actor: Anyone,
    at: datetime,
    action: str,
    entity: str,
    entity_id: UUID | None,
    *,
    organisation_id: UUID | None = None,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Notes what was done, as `feature.entity.action`, in the chain of the organisation that it concerns.

    Without `organisation_id` it is the organisation that the actor acts in. `changes` holds plain JSON values by
    field; free text of a case is noted as `"changed"`, never copied.
    """
    chain = organisation_id or actor.organisation_id or NO_ORGANISATION
    pending = Pending(actor, at, action, entity, entity_id, chain, dict(changes or {}))
    db.session.info.setdefault(PENDING, []).append(pending)


def forget_pending() -> None:
    """Drops what was noted: the transaction was rolled back."""
    db.session.info.pop(PENDING, None)


def write_pending() -> None:
    """Writes what was noted. Chains are locked in one order, so that two transactions cannot wait for each other."""
    pending: list[Pending] = db.session.info.pop(PENDING, [])
    if not pending:
        return
    with system_scope(db.session(), "audit") as system:
        heads = _locked_heads(sorted({entry.chain_id for entry in pending}), system)
        for entry in pending:
            _append(heads[entry.chain_id], entry)
    db.session.info.setdefault(WRITTEN, set()).update(entry.entity for entry in pending)


def has_written_about(entity: str) -> bool:
    """Whether this session, which lives as long as its request, has written an entry about this kind of thing."""
    return entity in db.session.info.get(WRITTEN, ())


def _append(head: AuditHead, entry: Pending) -> None:
    row = AuditEntry(
        id=new_id(),
        chain_id=head.chain_id,
        sequence=head.sequence + 1,
        at=entry.at,
        user_id=entry.actor.user_id,
        token_id=entry.actor.token_id if isinstance(entry.actor, Actor) else None,
        job=entry.actor.job if isinstance(entry.actor, SystemActor) else None,
        acting_in_id=entry.actor.organisation_id,
        action=entry.action,
        entity=entry.entity,
        entity_id=entry.entity_id,
        changes=dict(entry.changes),
        previous_hash=head.hash,
    )
    row.hash = row.digest()
    head.sequence, head.hash = row.sequence, row.hash
    db.session.add(row)


def _locked_heads(chain_ids: list[UUID], system: SystemActor) -> dict[UUID, AuditHead]:
    """The ends of these chains, locked, by chain; an import can touch a thousand, so they are fetched together."""
    heads: dict[UUID, AuditHead] = {}
    for some in in_parts(chain_ids, HEADS_AT_ONCE):
        # One chain alone is there nearly always, and waits for no other: a statement is spared on each write.
        found = _lock(some, system) if len(some) == 1 else []
        if not found:
            _begin_chains(some)
            found = _lock(some, system)
        heads.update((head.chain_id, head) for head in found)
    return heads


def _begin_chains(chain_ids: list[UUID]) -> None:
    insert = postgresql.insert if is_postgresql(db.session()) else sqlite.insert
    new_heads = [{"chain_id": chain_id, "sequence": 0, "hash": GENESIS} for chain_id in chain_ids]
    db.session.execute(insert(AuditHead).on_conflict_do_nothing(), new_heads)


def _lock(chain_ids: list[UUID], system: SystemActor) -> Sequence[AuditHead]:
    locked = (
        scoped(select(AuditHead), system, AuditHead)
        .where(AuditHead.chain_id.in_(chain_ids))
        .order_by(AuditHead.chain_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(locked).all()


@dataclass(frozen=True, slots=True)
class ChainFault:
    """Where a chain does not hold: the entry's number in its chain, and what is wrong in words."""

    chain_id: UUID
    sequence: int
    why: str


def verify(anchors: Mapping[UUID, tuple[int, str]] | None = None) -> Iterator[ChainFault]:
    """Walks every chain and yields each fault. `anchors`: chain, with the sequence and hash kept elsewhere (`B27`)."""
    with system_scope(db.session(), "verify the audit") as system:
        heads = {head.chain_id: head for head in db.session.scalars(scoped(select(AuditHead), system, AuditHead))}
        for chain_id in sorted({*heads, *(anchors or {})}):
            yield from _verify_chain(chain_id, heads.get(chain_id), (anchors or {}).get(chain_id), system)


def _verify_chain(
    chain_id: UUID, head: AuditHead | None, anchor: tuple[int, str] | None, system: SystemActor
) -> Iterator[ChainFault]:
    previous, expected, hashes = GENESIS, 0, {}
    entries = (
        scoped(select(AuditEntry), system, AuditEntry)
        .where(AuditEntry.chain_id == chain_id)
        .order_by(AuditEntry.sequence)
        .execution_options(yield_per=1000)
    )
    for entry in db.session.scalars(entries):
        expected += 1
        if entry.sequence != expected:
            yield ChainFault(chain_id, expected, "an entry is missing")
            expected = entry.sequence
        elif entry.previous_hash != previous:
            yield ChainFault(chain_id, entry.sequence, "it does not follow from the entry before it")
        if entry.digest() != entry.hash:
            yield ChainFault(chain_id, entry.sequence, "it was changed after it was written")
        previous = entry.hash
        if anchor is not None and entry.sequence == anchor[0]:
            hashes[entry.sequence] = entry.hash
    if head is not None and (head.sequence != expected or head.hash != previous):
        yield ChainFault(chain_id, expected + 1, "the end of the chain is missing")
    if anchor is not None and hashes.get(anchor[0]) != anchor[1]:
        yield ChainFault(chain_id, anchor[0], "it is not what the anchor kept")
