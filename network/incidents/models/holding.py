"""A legal hold on a referral (B30)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, words
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.incidents.rules.holding import HoldReason


class LegalHold(OwnedByOrganisation, Entity, Base):
    """That nothing of a referral is deleted until a day. It is the organisation’s; no provider learns of it."""

    __tablename__ = "legal_hold"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        ForeignKeyConstraint(
            ["organisation_id", "referral_id"], ["referral.organisation_id", "referral.id"], ondelete="CASCADE"
        ),
        UniqueConstraint("organisation_id", "referral_id"),
    )

    referral_id: Mapped[UUID]
    reason: Mapped[HoldReason] = mapped_column(words(HoldReason))
    until_on: Mapped[date]
    """The last day on which it stands."""
    set_at: Mapped[datetime]
    set_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
