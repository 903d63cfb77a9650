"""What a referral brings: the sessions granted, those booked and held, the review, the exception, the dates to come.

Process facts alone (D11). How many sessions there can be is the database's to hold: one takes an allowance, an
allowance has a number from 1 to 7, the fourth needs a review, the seventh somebody's name and reason (D4).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, column
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import SharedWithProvider
from network.incidents.rules.answers import (
    AskedBy,
    DateKind,
    DateScope,
    ExceptionReason,
    MeetingMode,
    MoveReason,
    ReviewOutcome,
)
from network.incidents.rules.sessions import MOST_SESSIONS, SESSIONS_BEFORE_REVIEW, SessionState

_WAITING = column("decided_at").is_(None)


def _of_referral() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["organisation_id", "referral_id"], ["referral.organisation_id", "referral.id"], ondelete="CASCADE"
    )


class SessionReview(SharedWithProvider, Entity, Base):
    """What therapist and staff member found when they looked back together: enough, or three more (CI-10, CI-11)."""

    __tablename__ = "session_review"
    __table_args__: Any = (_of_referral(), UniqueConstraint("organisation_id", "referral_id", "id"))

    referral_id: Mapped[UUID]
    outcome: Mapped[ReviewOutcome] = mapped_column(words(ReviewOutcome))
    reviewed_at: Mapped[datetime]
    reviewed_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))


class SessionException(SharedWithProvider, Entity, Versioned, Base):
    """A therapist asks for a seventh session, and an incident lead answers: nobody grants it to themselves (CI-13)."""

    __tablename__ = "session_exception"
    __table_args__: Any = (
        _of_referral(),
        CheckConstraint(
            "(decided_at IS NULL AND decided_by_id IS NULL AND is_granted IS NULL) OR "
            "(decided_at IS NOT NULL AND decided_by_id IS NOT NULL AND is_granted IS NOT NULL)",
            name="decided_means_by_whom",
        ),
        CheckConstraint("decided_by_id <> asked_by_id", name="decided_by_another"),
        Index(
            "uq_session_exception_waiting",
            "organisation_id",
            "referral_id",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
    )

    referral_id: Mapped[UUID]
    reason: Mapped[ExceptionReason] = mapped_column(words(ExceptionReason))
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    is_granted: Mapped[bool | None]


class SessionAllowance(SharedWithProvider, Entity, Base):
    """One of the sessions that a person may have, by its number. There is no eighth (D4)."""

    __tablename__ = "session_allowance"
    __table_args__: Any = (
        _of_referral(),
        ForeignKeyConstraint(
            ["organisation_id", "referral_id", "review_id"],
            ["session_review.organisation_id", "session_review.referral_id", "session_review.id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("organisation_id", "referral_id", "number"),
        CheckConstraint(f"number BETWEEN 1 AND {MOST_SESSIONS}", name="never_an_eighth"),
        CheckConstraint(f"number <= {SESSIONS_BEFORE_REVIEW} OR review_id IS NOT NULL", name="more_after_a_review"),
        CheckConstraint(
            f"number < {MOST_SESSIONS} OR (approved_by_id IS NOT NULL AND approved_because IS NOT NULL)",
            name="the_last_has_an_approver",
        ),
    )

    referral_id: Mapped[UUID]
    number: Mapped[int]
    granted_at: Mapped[datetime]
    review_id: Mapped[UUID | None]
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    approved_because: Mapped[ExceptionReason | None] = mapped_column(words(ExceptionReason))


class KeyDate(SharedWithProvider, Entity, Versioned, Base):
    """A day to come on which somebody may want to talk again: what it is, and when, once that is known (CI-12)."""

    __tablename__ = "key_date"
    __table_args__: Any = (_of_referral(), UniqueConstraint("organisation_id", "referral_id", "id"))

    referral_id: Mapped[UUID]
    kind: Mapped[DateKind] = mapped_column(words(DateKind))
    scope: Mapped[DateScope] = mapped_column(words(DateScope))
    on: Mapped[date | None]
    noted_at: Mapped[datetime]
    noted_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    offered_at: Mapped[datetime | None]
    """When the therapist offered a follow-up, quietly; nothing is sent for it."""
    dropped_at: Mapped[datetime | None]


class SupportSession(SharedWithProvider, Entity, Versioned, Base):
    """A session kept for a date to come, booked, held, or not. What takes an allowance has its number (D4, D5)."""

    __tablename__ = "support_session"
    __table_args__: Any = (
        _of_referral(),
        ForeignKeyConstraint(
            ["organisation_id", "referral_id", "number"],
            ["session_allowance.organisation_id", "session_allowance.referral_id", "session_allowance.number"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["organisation_id", "referral_id", "key_date_id"],
            ["key_date.organisation_id", "key_date.referral_id", "key_date.id"],
        ),
        UniqueConstraint("organisation_id", "id"),
        UniqueConstraint("organisation_id", "referral_id", "number"),
        CheckConstraint(
            "(state IN ('kept', 'booked', 'held', 'held-late')) = (number IS NOT NULL)", name="what_counts_has_a_number"
        ),
        CheckConstraint("state <> 'kept' OR key_date_id IS NOT NULL", name="kept_for_a_date"),
        CheckConstraint("(at IS NULL) = (mode IS NULL)", name="a_time_has_a_mode"),
        CheckConstraint("state IN ('kept', 'let-go') OR at IS NOT NULL", name="booked_has_a_time"),
        Index("ix_support_session_referral_id", "referral_id"),
        Index("ix_support_session_therapist_user_id_at", "therapist_user_id", "at"),
    )

    referral_id: Mapped[UUID]
    number: Mapped[int | None]
    state: Mapped[SessionState] = mapped_column(words(SessionState))
    key_date_id: Mapped[UUID | None]
    therapist_user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime | None]
    mode: Mapped[MeetingMode | None] = mapped_column(words(MeetingMode))
    booked_at: Mapped[datetime | None]
    noted_at: Mapped[datetime | None]
    """When somebody said how it went."""


class SessionMove(SharedWithProvider, Entity, Base):
    """A session that was moved or called off: when it was to be, who asked, and why, from a list (RM)."""

    __tablename__ = "session_move"
    __table_args__: Any = (
        _of_referral(),
        ForeignKeyConstraint(
            ["organisation_id", "session_id"],
            ["support_session.organisation_id", "support_session.id"],
            ondelete="CASCADE",
        ),
        Index("ix_session_move_referral_id", "referral_id"),
    )

    referral_id: Mapped[UUID]
    session_id: Mapped[UUID]
    was_at: Mapped[datetime]
    was_mode: Mapped[MeetingMode] = mapped_column(words(MeetingMode))
    moved_at: Mapped[datetime]
    moved_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    asked_by: Mapped[AskedBy | None] = mapped_column(words(AskedBy))
    reason: Mapped[MoveReason | None] = mapped_column(words(MoveReason))
    """Both are None for what was moved before they were asked."""
