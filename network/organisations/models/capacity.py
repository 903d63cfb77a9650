"""When and how an organisation's staff can train (ORG-9)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, Versioned
from network.core.tenancy import OwnedByOrganisation, Sharing


class TrainingCapacity(OwnedByOrganisation, Entity, Versioned, Base):
    """What an organisation says of its time for training, so that the coordinator can plan by it. One for each."""

    __tablename__ = "training_capacity"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id"),
        CheckConstraint("largest_group > 0", name="largest_group_holds_people"),
    )

    times: Mapped[list[str]]
    """Words of `TrainingTime`, in its order."""
    ways: Mapped[list[str]]
    """Words of `TrainingWay`, in its order."""
    shift_pattern: Mapped[str] = mapped_column(default="")
    largest_group: Mapped[int | None]
    difficulty: Mapped[str] = mapped_column(default="")
    """What has been hard, in its own words."""
    said_at: Mapped[datetime]
