"""The closing summary: general words alone, read first by whom they are about, the same to both (CI-19, U20)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.crypto import Place
from network.core.database import Base, Entity, Versioned
from network.core.tenancy import SharedWithProvider


class ClosingSummary(SharedWithProvider, Entity, Versioned, Base):
    """What manager and staff member both get when support has ended, and on its way there (CI-19)."""

    __tablename__ = "closing_summary"
    __table_args__: Any = (
        ForeignKeyConstraint(
            ["organisation_id", "referral_id"], ["referral.organisation_id", "referral.id"], ondelete="CASCADE"
        ),
        UniqueConstraint("organisation_id", "referral_id"),
        CheckConstraint("released_at IS NULL OR text_hash IS NOT NULL", name="released_means_hash"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-10)
    referral_id: Mapped[UUID]
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """What was ticked and written, as JSON."""
    text_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """The one text that both read, byte for byte."""
    text_hash: Mapped[str | None]
    comment_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What the staff member said of it: the therapist's to read, and nobody else's."""
    shown_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]

    def place_of(self, part: str) -> Place:
        """Where a part is sealed for."""
        return Place(self.organisation_id, self.__tablename__, f"{part}_sealed", self.id)
