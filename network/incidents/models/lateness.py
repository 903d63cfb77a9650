"""Why something that was due was late: a reason from a list, by whoever held it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, words
from network.core.tenancy import SharedWithProvider
from network.incidents.rules.due import Due, LateReason


class Lateness(SharedWithProvider, Entity, Base):
    """One clock of a referral that was missed, and why, as it was last said (RM)."""

    __tablename__ = "referral_lateness"
    __table_args__: Any = (
        ForeignKeyConstraint(
            ["organisation_id", "referral_id"], ["referral.organisation_id", "referral.id"], ondelete="CASCADE"
        ),
        UniqueConstraint("organisation_id", "referral_id", "due"),
    )

    referral_id: Mapped[UUID]
    due: Mapped[Due] = mapped_column(words(Due))
    reason: Mapped[LateReason] = mapped_column(words(LateReason))
    said_at: Mapped[datetime]
    said_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
