"""Statements of other systems that were taken, so that none is taken twice."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base
from network.core.tenancy import OwnedByOrganisation, Sharing


class TakenStatement(OwnedByOrganisation, Base):
    """A statement that said that somebody completed a course of the network; nothing of what it said is kept here."""

    __tablename__ = "training_statement"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True, sort_order=-9)
    statement_id: Mapped[UUID] = mapped_column(primary_key=True)
    """Its sender's own key."""
    digest: Mapped[str]
    taken_at: Mapped[datetime]
