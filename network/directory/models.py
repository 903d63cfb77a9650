"""Entries of the support directory. Nobody's reading of them is kept anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, Index, or_, true
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import SQL_JOB, SQL_ORGANISATION, OwnedByOrganisation, Scope
from network.directory.rules import shows_exit
from network.directory.vocabulary import SupportKind


@dataclass(frozen=True, slots=True)
class EntryRows:
    """The guard of the directory: one's own; of others', what is not for inside alone; the public ones for everybody.

    The coordinator is no exception: what is for inside an organisation is for inside it.
    """

    def criterion(self, entity: Any, scope: Scope) -> ColumnElement[bool]:
        """Own entries, and those of others that are not for inside alone; without an organisation the public ones."""
        if scope.job:
            return true()
        if scope.organisation_id is None:
            is_public: ColumnElement[bool] = entity.is_public.is_(True)
            return is_public
        return or_(entity.organisation_id == scope.organisation_id, entity.is_internal.is_(False))

    def may_load(self, row: Any, scope: Scope) -> bool:
        """As the criterion says."""
        if scope.organisation_id is None:
            return bool(scope.job) or bool(row.is_public)
        return row.organisation_id == scope.organisation_id or not row.is_internal

    def may_write(self, row: Any, scope: Scope) -> bool:
        """Own entries; nobody else's."""
        return self._is_own(row.organisation_id, scope)

    def may_insert(self, values: dict[str, Any], scope: Scope) -> bool:
        """As for one row."""
        return self._is_own(values.get("organisation_id"), scope)

    def _is_own(self, organisation_id: UUID | None, scope: Scope) -> bool:
        return bool(scope.job) or (organisation_id is not None and organisation_id == scope.organisation_id)

    sql_reads: ClassVar[str] = (
        f"organisation_id = {SQL_ORGANISATION} OR {SQL_JOB} OR is_public "
        f"OR (NOT is_internal AND {SQL_ORGANISATION} IS NOT NULL)"
    )
    sql_writes: ClassVar[str] = f"organisation_id = {SQL_ORGANISATION} OR {SQL_JOB}"


class SupportEntry(OwnedByOrganisation, Entity, Versioned, Base):
    """One place to find support: what it is for, how to reach it, whom it suits (WB-2, U29)."""

    __tablename__ = "support_entry"
    __guard__ = EntryRows()
    __table_args__: Any = (
        CheckConstraint("title <> ''", name="title_given"),
        CheckConstraint("link <> '' OR telephone <> '' OR email <> '' OR where_to_find <> ''", name="can_be_reached"),
        CheckConstraint("NOT (is_network AND is_internal)", name="network_is_for_all"),
        CheckConstraint("is_network OR NOT is_public", name="public_is_the_networks"),
        Index("ix_support_entry_organisation_id_kind", "organisation_id", "kind"),
        Index("ix_support_entry_is_network", "is_network"),
    )

    is_network: Mapped[bool]
    """Whether it is the network's, which the coordinator keeps and everybody reads."""
    is_internal: Mapped[bool]
    """Only inside its organisation: never shown to people of another."""
    is_public: Mapped[bool]
    """Of the network's, whether it is shown without signing in."""
    kind: Mapped[SupportKind] = mapped_column(words(SupportKind))
    title: Mapped[str]
    purpose: Mapped[str]
    """What it is for, in one line."""
    link: Mapped[str]
    telephone: Mapped[str]
    email: Mapped[str]
    where_to_find: Mapped[str]
    """For what has no address that everybody can open: where on an intranet, or in which room."""
    languages: Mapped[list[str]]
    suits: Mapped[str]
    content_note: Mapped[str | None]
    """What may be hard to read or hear there; None where no note is needed."""
    danger_nearby: Mapped[bool | None]
    """Whether somebody beside the reader may be the danger, where its keeper said so; None: as for its kind."""
    reviewed_on: Mapped[date]
    made_at: Mapped[datetime]

    @property
    def has_exit(self) -> bool:
        """Whether its page has *Exit this page* (U3)."""
        return shows_exit(self.kind, self.danger_nearby)
