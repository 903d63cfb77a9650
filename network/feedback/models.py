"""What somebody told the network. Nothing says who they were, but what they wrote of it themselves."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.crypto import Place
from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.feedback.vocabulary import FeedbackKind


class Feedback(OwnedByOrganisation, Entity, Versioned, Base):
    """A message to the host of the network. What was typed is in the columns whose names end in `_sealed` (B24)."""

    __tablename__ = "feedback"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        Index("ix_feedback_organisation_id_sent_at", "organisation_id", "sent_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-10)
    kind: Mapped[FeedbackKind] = mapped_column(words(FeedbackKind))
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    about_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sent_at: Mapped[datetime]
    acknowledge_by: Mapped[date | None]
    acknowledged_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    def place_of(self, part: str) -> Place:
        """Where a part is sealed for."""
        return Place(self.organisation_id, self.__tablename__, f"{part}_sealed", self.id)
