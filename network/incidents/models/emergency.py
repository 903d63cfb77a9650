"""That two people opened a referral in an emergency, or that one asked and nobody agreed."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, words
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.incidents.rules.emergency import EmergencyReason


class EmergencyAccess(OwnedByOrganisation, Entity, Base):
    """One request, by a reference that may be nobody's: whether it is, is not the asker's to learn by asking."""

    __tablename__ = "emergency_access"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        ForeignKeyConstraint(
            ["organisation_id", "referral_id"], ["referral.organisation_id", "referral.id"], ondelete="CASCADE"
        ),
        CheckConstraint("(agreed_at IS NULL) = (agreed_by_id IS NULL)", name="agreed_by_somebody"),
        CheckConstraint("agreed_by_id <> asked_by_id", name="agreed_by_another"),
        CheckConstraint("opened_at IS NULL OR agreed_at IS NOT NULL", name="opened_after_agreed"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-10)
    reference: Mapped[str]
    referral_id: Mapped[UUID | None] = mapped_column(index=True)
    """Whose reference it is; None where it is nobody's."""
    reason: Mapped[EmergencyReason] = mapped_column(words(EmergencyReason))
    asked_at: Mapped[datetime] = mapped_column(index=True)
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    agreed_at: Mapped[datetime | None]
    agreed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    opened_at: Mapped[datetime | None]
    """When the asker first read it."""
