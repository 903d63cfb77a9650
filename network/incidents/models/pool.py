"""Incident leads who offer to lead for small partners too. The row is its person's, and nobody else's to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity
from network.core.tenancy import SQL_JOB, SQL_USER, OwnedByOrganisation, Scope


@dataclass(frozen=True, slots=True)
class OwnRows:
    """The guard of what one person says of themselves: theirs, wherever they act; not their colleagues'."""

    def criterion(self, entity: Any, scope: Scope) -> ColumnElement[bool]:
        """One's own."""
        if scope.job:
            return true()
        if scope.user_id is None:
            return false()
        own: ColumnElement[bool] = entity.user_id == scope.user_id
        return own

    def may_load(self, row: Any, scope: Scope) -> bool:
        """One's own."""
        return self._is_own(row.user_id, scope)

    def may_write(self, row: Any, scope: Scope) -> bool:
        """One's own."""
        return self._is_own(row.user_id, scope)

    def may_insert(self, values: dict[str, Any], scope: Scope) -> bool:
        """As for one row."""
        return self._is_own(values.get("user_id"), scope)

    def _is_own(self, user_id: UUID | None, scope: Scope) -> bool:
        return bool(scope.job) or (user_id is not None and user_id == scope.user_id)

    sql_reads: ClassVar[str] = f"user_id = {SQL_USER} OR {SQL_JOB}"
    sql_writes: ClassVar[str] = f"user_id = {SQL_USER} OR {SQL_JOB}"


class PooledLead(OwnedByOrganisation, Entity, Base):
    """That an incident lead of `organisation_id` offers to lead for small partners too; no row, and they do not."""

    __tablename__ = "pooled_lead"
    __guard__ = OwnRows()
    __table_args__: Any = (UniqueConstraint("user_id"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    offered_at: Mapped[datetime] = mapped_column(index=True)
