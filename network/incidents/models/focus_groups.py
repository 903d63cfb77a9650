"""Focus groups about the support: a line each, and nobody’s name (LE-7)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.incidents.rules.focus_groups import FocusTheme


class FocusGroup(OwnedByOrganisation, Entity, Versioned, Base):
    """A focus group that was held, and what was changed because of it, once that is known."""

    __tablename__ = "focus_group"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        CheckConstraint("attendance > 0", name="somebody_came"),
        Index("ix_focus_group_organisation_id_held_on", "organisation_id", "held_on"),
    )

    theme: Mapped[FocusTheme] = mapped_column(words(FocusTheme))
    title: Mapped[str]
    held_on: Mapped[date]
    attendance: Mapped[int]
    changed: Mapped[str] = mapped_column(default="")
    logged_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    logged_at: Mapped[datetime]
