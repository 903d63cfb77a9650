"""Support for a group: that it was asked and wishes it, and one facilitated session. No name of anybody in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import SharedWithProvider
from network.incidents.rules.answers import MeetingMode
from network.incidents.rules.groups import GroupAskedBy, GroupState, GroupWish
from network.incidents.rules.setup import GroupReferrer


class GroupSupport(SharedWithProvider, Entity, Versioned, Base):
    """A group on its way to a session. It has no text, so that it holds nothing of what happened or to whom (D11)."""

    __tablename__ = "group_support"
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "reference"),
        CheckConstraint("state = 'asked' OR wish <> 'not-now'", name="sent_only_where_wished"),
        CheckConstraint(
            "state = 'asked' OR (submitted_at IS NOT NULL AND provider_limit_on IS NOT NULL)", name="sent_means_clock"
        ),
        CheckConstraint(
            "state NOT IN ('with_provider', 'allocated', 'arranged', 'held') OR provider_organisation_id IS NOT NULL",
            name="passed_on_means_provider",
        ),
        CheckConstraint(
            "state NOT IN ('allocated', 'arranged', 'held') OR therapist_user_id IS NOT NULL",
            name="allocated_means_therapist",
        ),
        CheckConstraint("(at IS NULL) = (mode IS NULL)", name="a_time_has_a_mode"),
        CheckConstraint("state NOT IN ('arranged', 'held') OR at IS NOT NULL", name="arranged_has_a_time"),
        CheckConstraint("(state = 'held') = (attendance IS NOT NULL)", name="held_means_attendance"),
        CheckConstraint("NOT is_combined OR mode = 'in-person'", name="a_combined_day_is_a_visit"),
        Index("ix_group_support_therapist_user_id_at", "therapist_user_id", "at"),
        Index("ix_group_support_organisation_id_state", "organisation_id", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-10)
    reference: Mapped[str]
    state: Mapped[GroupState] = mapped_column(words(GroupState), default=GroupState.ASKED)
    referrer_user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    position: Mapped[GroupReferrer] = mapped_column(words(GroupReferrer))
    asked_on: Mapped[date]
    asked_by: Mapped[GroupAskedBy] = mapped_column(words(GroupAskedBy))
    wish: Mapped[GroupWish] = mapped_column(words(GroupWish))
    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    provider_limit_on: Mapped[date | None]
    """By when the provider is to be heard from, computed when it was sent."""
    passed_on_at: Mapped[datetime | None]
    therapist_user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    allocated_at: Mapped[datetime | None]
    arranged_at: Mapped[datetime | None]
    """When the provider was first heard from with a time for the session."""
    at: Mapped[datetime | None]
    mode: Mapped[MeetingMode | None] = mapped_column(words(MeetingMode))
    is_combined: Mapped[bool] = mapped_column(default=False)
    """Whether individual meetings are held on the same visit (CI-15)."""
    attendance: Mapped[int | None]
    """How many came, and never who."""
    closed_at: Mapped[datetime | None]
