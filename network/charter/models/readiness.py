"""The readiness checklist: the network's questions, and what each organisation answers before it signs."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.charter.vocabulary import Readiness
from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import OwnedByOrganisation, Sharing


class CharterSetting(OwnedByOrganisation, Entity, Versioned, Base):
    """How this network runs its charter: one row, the host's. Without one, the defaults hold."""

    __tablename__ = "charter_setting"
    __sharing__: ClassVar[Sharing] = Sharing.PUBLIC
    __table_args__: Any = (UniqueConstraint("organisation_id"),)

    readiness: Mapped[Readiness] = mapped_column(words(Readiness), default=Readiness.OFFERED)


class ReadinessItem(OwnedByOrganisation, Entity, Base):
    """One line of the network's checklist. A line that is taken off keeps the answers that were given."""

    __tablename__ = "charter_readiness_item"
    __sharing__: ClassVar[Sharing] = Sharing.PUBLIC
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        Index("ix_charter_readiness_item_position", "organisation_id", "position"),
        CheckConstraint("text <> ''", name="text_given"),
    )

    position: Mapped[int]
    text: Mapped[str]
    is_used: Mapped[bool] = mapped_column(default=True)


class ReadinessAnswer(OwnedByOrganisation, Entity, Versioned, Base):
    """What an organisation says of one line, and, apart from that, whether somebody else looked."""

    __tablename__ = "charter_readiness_answer"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "item_id"),
        CheckConstraint("checked_at IS NULL OR is_ready", name="checked_is_ready"),
    )

    item_id: Mapped[UUID] = mapped_column(ForeignKey("charter_readiness_item.id"))
    is_ready: Mapped[bool]
    """Yes; otherwise not yet."""
    answered_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime]
    checked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    """The coordinator who looked and saw that it is so."""
    checked_at: Mapped[datetime | None]
