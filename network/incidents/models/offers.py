"""Support that was offered to somebody’s colleagues, one by one (CI-9). Nothing in it says who somebody is in plain."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.crypto import Place
from network.core.database import Base, Entity
from network.core.tenancy import OwnedByOrganisation, Sharing


class ColleagueOffer(OwnedByOrganisation, Entity, Base):
    """An offer to one address, and the answer to it. The provider, whose therapist may have made it, never reads it.

    No account stands with it: whoever signs in finds their own by the mark of their address.
    """

    __tablename__ = "colleague_offer"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        ForeignKeyConstraint(
            ["organisation_id", "referral_id"], ["referral.organisation_id", "referral.id"], ondelete="CASCADE"
        ),
        UniqueConstraint("organisation_id", "referral_id", "address_mark"),
        CheckConstraint("(answered_at IS NULL) = (answer_sealed IS NULL)", name="answered_means_answer"),
        CheckConstraint("taken_up_at IS NULL OR answered_at IS NOT NULL", name="taken_up_after_an_answer"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-10)
    referral_id: Mapped[UUID]
    """In whose course it was made: what it is counted by, and read by nothing else."""
    address_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    address_mark: Mapped[bytes] = mapped_column(LargeBinary, index=True)
    offered_at: Mapped[datetime] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]
    answer_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    taken_up_at: Mapped[datetime | None]
    """When an incident lead said that they have got in touch."""

    def place_of(self, part: str) -> Place:
        """Where a part is sealed for."""
        return Place(self.organisation_id, self.__tablename__, f"{part}_sealed", self.id)
