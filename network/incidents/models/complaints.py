"""A complaint about the support, and its answer: sealed, and read by two people."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from network.core.crypto import Place
from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.incidents.rules.complaints import ComplaintState


class Complaint(OwnedByOrganisation, Entity, Versioned, Base):
    """Between whoever made it and the one lead whom they chose. It leads to no referral, whoever reads it."""

    __tablename__ = "support_complaint"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        CheckConstraint("state <> 'acknowledged' OR acknowledged_at IS NOT NULL", name="acknowledged_means_when"),
        CheckConstraint(
            "state <> 'answered' OR (answered_at IS NOT NULL AND answer_sealed IS NOT NULL)",
            name="answered_means_answer",
        ),
        CheckConstraint("(state = 'taken_back') = (words_sealed IS NULL)", name="taken_back_means_no_words"),
        CheckConstraint("reader_user_id <> complainant_user_id", name="nobody_answers_themselves"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-10)
    state: Mapped[ComplaintState] = mapped_column(words(ComplaintState), default=ComplaintState.RECEIVED)
    complainant_user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    reader_user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    """Whom its writer chose: never the one whom it is about."""
    made_at: Mapped[datetime]
    acknowledge_by_on: Mapped[date]
    acknowledged_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]
    kept_until: Mapped[datetime] = mapped_column(index=True)
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    answer_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    def place_of(self, part: str) -> Place:
        """Where a part is sealed for."""
        return Place(self.organisation_id, self.__tablename__, f"{part}_sealed", self.id)
