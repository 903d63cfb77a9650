"""What keeps training current: extensions that the organisation decided, and who wants no reminders."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity
from network.core.tenancy import OwnedByOrganisation, Sharing, SystemRows


class Extension(OwnedByOrganisation, Entity, Base):
    """A decision that what runs out stands until a later day, for many people at once (TR-11)."""

    __tablename__ = "training_extension"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        Index("ix_training_extension_organisation_id_decided_at", "organisation_id", "decided_at"),
    )

    until: Mapped[date]
    """The last day of a month."""
    reason: Mapped[str]
    people: Mapped[int]
    decided_by_id: Mapped[UUID | None]
    decided_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]


class ExtendedCompletion(OwnedByOrganisation, Base):
    """A completion that an extension moved, and until when it had stood."""

    __tablename__ = "extended_completion"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        ForeignKeyConstraint(
            ["organisation_id", "extension_id"], ["training_extension.organisation_id", "training_extension.id"]
        ),
        # An import that is taken back takes its completions with it.
        ForeignKeyConstraint(
            ["organisation_id", "completion_id"],
            ["completion.organisation_id", "completion.id"],
            ondelete="CASCADE",
        ),
        Index("ix_extended_completion_organisation_id_completion_id", "organisation_id", "completion_id"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True, sort_order=-9)
    extension_id: Mapped[UUID] = mapped_column(primary_key=True)
    completion_id: Mapped[UUID] = mapped_column(primary_key=True)
    was_until: Mapped[date]


class ReminderRefusal(Base):
    """Somebody wants no reminders of training that runs out: no organisation's row, and nobody's name."""

    __tablename__ = "reminder_refusal"
    __guard__ = SystemRows()

    email_mark: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    """What their address is known by again, to whoever has the keys."""
    said_on: Mapped[date]
