"""Therapists who are asked whether they take somebody on, how much room they have, and whom they know (CI-7)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, column
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, words
from network.core.tenancy import OwnedByOrganisation, SharedWithProvider, Sharing
from network.incidents.rules.asking import MOST_PLACES, AskState, Connection, TurnDownReason

_WAITING = column("state") == AskState.WAITING.value


class TherapistAsk(SharedWithProvider, Entity, Base):
    """That a therapist is asked about a referral, in which turn, and what they said: never two of them at once."""

    __tablename__ = "therapist_ask"
    __table_args__: Any = (
        ForeignKeyConstraint(
            ["organisation_id", "referral_id"], ["referral.organisation_id", "referral.id"], ondelete="CASCADE"
        ),
        UniqueConstraint("organisation_id", "referral_id", "therapist_user_id"),
        CheckConstraint("state <> 'waiting' OR lapses_at IS NOT NULL", name="waiting_means_until_when"),
        CheckConstraint("(state = 'turned-down') = (reason IS NOT NULL)", name="turned_down_means_why"),
        Index(
            "uq_therapist_ask_waiting",
            "organisation_id",
            "referral_id",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index("ix_therapist_ask_therapist_user_id_state", "therapist_user_id", "state"),
    )

    referral_id: Mapped[UUID]
    therapist_user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    turn: Mapped[int]
    state: Mapped[AskState] = mapped_column(words(AskState), default=AskState.IN_TURN)
    asked_at: Mapped[datetime | None]
    """When they were told; None while it is not their turn."""
    lapses_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    reason: Mapped[TurnDownReason | None] = mapped_column(words(TurnDownReason))


class TherapistRoom(OwnedByOrganisation, Entity, Base):
    """How many people a therapist can support at the same time, and until when they take nobody on: their own word."""

    __tablename__ = "therapist_room"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "user_id"),
        CheckConstraint(f"places BETWEEN 0 AND {MOST_PLACES}", name="places"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    places: Mapped[int]
    away_until: Mapped[date | None]
    said_at: Mapped[datetime]


class TherapistConnection(OwnedByOrganisation, Entity, Base):
    """What ties a therapist to an organisation that the provider supports: their own word, and theirs to change."""

    __tablename__ = "therapist_connection"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (Index("ix_therapist_connection_organisation_id_user_id", "organisation_id", "user_id"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    tied_to_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    connection: Mapped[Connection] = mapped_column(words(Connection))
