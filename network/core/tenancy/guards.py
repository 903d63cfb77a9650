"""How each table is guarded: whose rows they are, who else reads them, and the same in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, false, or_, true
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from network.core.actor import Anyone, SystemActor


class Sharing(StrEnum):
    """Who else reads and writes the rows that an organisation owns."""

    PRIVATE = "private"
    """Nobody else."""
    WITH_PROVIDER = "with-provider"
    """The provider that the row names in `provider_organisation_id`."""
    WITH_PEER = "with-peer"
    """The partner that the row names in `peer_organisation_id`."""
    WITH_PARTNER = "with-partner"
    """The partner that the row names in `partner_organisation_id`, once it names one, and the coordinator."""
    NETWORK = "network"
    """The network's coordinator."""
    PUBLIC = "public"
    """Everybody reads; the organisation and the coordinator write."""


class UnscopedQuery(Exception):
    """A statement reads a guarded table without saying for whom. A mistake in our code, never a person's."""


class ForeignRow(Exception):
    """A row of another organisation was loaded or was about to be written. A mistake in our code."""


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom a session works right now; PostgreSQL is told the same (`core.tenancy.telling`)."""

    organisation_id: UUID | None = None
    user_id: UUID | None = None
    is_wide: bool = False
    job: str | None = None

    @classmethod
    def of(cls, actor: Anyone) -> Scope:
        """The scope in which this actor's request or job runs."""
        if isinstance(actor, SystemActor):
            return cls(job=actor.job)
        return cls(actor.organisation_id, actor.user_id, actor.is_network_wide)


NOBODY = Scope()


class Guard(Protocol):
    """How one table is guarded. Everything that is asked about a table's tenancy is asked here."""

    def criterion(self, entity: Any, scope: Scope) -> ColumnElement[bool]:
        """What a select of `entity` (a class or its alias) is restricted to."""

    def may_load(self, row: Any, scope: Scope) -> bool:
        """Whether this loaded row may be in the session's hands."""

    def may_write(self, row: Any, scope: Scope) -> bool:
        """Whether this row may be inserted, updated or deleted, as it stands."""

    def may_insert(self, values: dict[str, Any], scope: Scope) -> bool:
        """Whether a bulk insert of these values is allowed."""

    @property
    def sql_reads(self) -> str:
        """The row-level security condition for reading."""

    @property
    def sql_writes(self) -> str:
        """The row-level security condition for writing."""


SQL_ORGANISATION = "(SELECT nullif(current_setting('network.organisation_id', true), '')::uuid)"
SQL_USER = "(SELECT nullif(current_setting('network.user_id', true), '')::uuid)"
SQL_WIDE = "(SELECT coalesce(current_setting('network.is_wide', true), '') = 'yes')"
SQL_JOB = "(SELECT coalesce(current_setting('network.job', true), '') <> '')"


_PARTY = {
    Sharing.WITH_PROVIDER: "provider_organisation_id",
    Sharing.WITH_PEER: "peer_organisation_id",
    Sharing.WITH_PARTNER: "partner_organisation_id",
}
"""The column that names the one other organisation that reads and writes a row."""
_OF_COORDINATOR = frozenset({Sharing.NETWORK, Sharing.WITH_PARTNER})
"""What the coordinator reads of every partner, and writes."""


@dataclass(frozen=True, slots=True)
class OwnedRows:
    """The guard of a table whose every row belongs to one organisation."""

    sharing: Sharing

    def criterion(self, entity: Any, scope: Scope) -> ColumnElement[bool]:
        """Own rows, and what the sharing adds."""
        if scope.job or self.sharing is Sharing.PUBLIC:
            return true()
        if self.sharing in _OF_COORDINATOR and scope.is_wide:
            return true()
        if scope.organisation_id is None:
            return false()
        own: ColumnElement[bool] = entity.organisation_id == scope.organisation_id
        if self._party is not None:
            return or_(own, getattr(entity, self._party) == scope.organisation_id)
        return own

    def may_load(self, row: Any, scope: Scope) -> bool:
        """Public rows are anybody's to read; the rest as for writing."""
        return self.sharing is Sharing.PUBLIC or self.may_write(row, scope)

    def may_write(self, row: Any, scope: Scope) -> bool:
        """Own rows; those of the one that the row names; every partner's for the coordinator."""
        party = getattr(row, self._party) if self._party is not None else None
        return self._is_writable(row.organisation_id, party, scope)

    def may_insert(self, values: dict[str, Any], scope: Scope) -> bool:
        """As for a single row: the organisation named in the values decides."""
        party = values.get(self._party) if self._party is not None else None
        return self._is_writable(values.get("organisation_id"), party, scope)

    @property
    def _party(self) -> str | None:
        return _PARTY.get(self.sharing)

    def _is_writable(self, organisation_id: UUID | None, party_id: UUID | None, scope: Scope) -> bool:
        if scope.job:
            return True
        if self.sharing in (*_OF_COORDINATOR, Sharing.PUBLIC) and scope.is_wide:
            return True
        if scope.organisation_id is None:
            return False
        return scope.organisation_id in (organisation_id, party_id)

    @property
    def sql_reads(self) -> str:
        """Everything for a public table; else as for writing."""
        return "true" if self.sharing is Sharing.PUBLIC else self.sql_writes

    @property
    def sql_writes(self) -> str:
        """The same words as `may_write`, for the database."""
        conditions = [f"organisation_id = {SQL_ORGANISATION}", SQL_JOB]
        if self._party is not None:
            conditions.append(f"{self._party} = {SQL_ORGANISATION}")
        if self.sharing in (*_OF_COORDINATOR, Sharing.PUBLIC):
            conditions.append(SQL_WIDE)
        return " OR ".join(conditions)


NO_ORGANISATION = UUID(int=0)
"""Stands for the network itself where an organisation is named: its audit chain, its data keys."""


@dataclass(frozen=True, slots=True)
class SystemRows:
    """The guard of a table that no request reads by itself: only `system_scope` and jobs do."""

    def criterion(self, entity: Any, scope: Scope) -> ColumnElement[bool]:  # noqa: ARG002 - a guard's signature
        """Everything, or nothing."""
        return true() if scope.job else false()

    def may_load(self, row: Any, scope: Scope) -> bool:  # noqa: ARG002 - a guard's signature
        """In the system's scope."""
        return bool(scope.job)

    def may_write(self, row: Any, scope: Scope) -> bool:  # noqa: ARG002 - a guard's signature
        """In the system's scope."""
        return bool(scope.job)

    def may_insert(self, values: dict[str, Any], scope: Scope) -> bool:  # noqa: ARG002 - a guard's signature
        """In the system's scope."""
        return bool(scope.job)

    sql_reads: ClassVar[str] = SQL_JOB
    sql_writes: ClassVar[str] = SQL_JOB


class OwnedByOrganisation:
    """A row that one organisation owns. The class says how it is shared: `__sharing__ = Sharing.PRIVATE`."""

    __sharing__: ClassVar[Sharing]

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), sort_order=-9)


class SharedWithProvider(OwnedByOrganisation):
    """A row of a case: the organisation's, and from the moment it is passed on, the provider's too."""

    __sharing__: ClassVar[Sharing] = Sharing.WITH_PROVIDER

    @declared_attr
    @classmethod
    def provider_organisation_id(cls) -> Mapped[UUID | None]:
        """The provider that the case was passed to; empty until then."""
        return mapped_column(ForeignKey("organisation.id"), index=True, sort_order=-8)


class SharedWithPeer(OwnedByOrganisation):
    """A row that one partner shares with another that it asked for something."""

    __sharing__: ClassVar[Sharing] = Sharing.WITH_PEER

    @declared_attr
    @classmethod
    def peer_organisation_id(cls) -> Mapped[UUID]:
        """The partner that was asked."""
        return mapped_column(ForeignKey("organisation.id"), index=True, sort_order=-8)


class SharedWithPartner(OwnedByOrganisation):
    """A row that one partner shares with another while somebody there helps it, and with the coordinator."""

    __sharing__: ClassVar[Sharing] = Sharing.WITH_PARTNER

    @declared_attr
    @classmethod
    def partner_organisation_id(cls) -> Mapped[UUID | None]:
        """The partner whose person helps, or is asked to; empty while nobody is."""
        return mapped_column(ForeignKey("organisation.id"), index=True, sort_order=-8)


def guard_of(model: type) -> Guard | None:
    """The guard of a model's table, or None for a table that no organisation owns."""
    guard: Guard | None = getattr(model, "__guard__", None)
    if guard is not None:
        return guard
    sharing = getattr(model, "__sharing__", None)
    return OwnedRows(sharing) if sharing is not None else None
