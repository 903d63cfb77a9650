"""A plan of training for one organisation: drafted by the coordinator, answered by its lead line by line."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.organisations.vocabulary import TrainingTime
from network.training.plans.vocabulary import LineState, PlanState
from network.training.vocabulary import Mode


class TrainingPlan(OwnedByOrganisation, Entity, Versioned, Base):
    """What training one organisation is offered. While it is a draft, only the coordinator sees it."""

    __tablename__ = "training_plan"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        Index("ix_training_plan_organisation_id_made_at", "organisation_id", "made_at"),
        CheckConstraint("(state = 'draft') = (sent_at IS NULL)", name="sent_at_some_time"),
    )

    state: Mapped[PlanState] = mapped_column(words(PlanState), default=PlanState.DRAFT)
    made_by_id: Mapped[UUID | None]
    made_at: Mapped[datetime]
    sent_by_id: Mapped[UUID | None]
    sent_at: Mapped[datetime | None]


class PlanLine(OwnedByOrganisation, Entity, Versioned, Base):
    """Sessions of one course, offered and answered. An agreed line stands until sessions are made of it."""

    __tablename__ = "training_plan_line"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        ForeignKeyConstraint(["organisation_id", "plan_id"], ["training_plan.organisation_id", "training_plan.id"]),
        Index("ix_training_plan_line_organisation_id_plan_id", "organisation_id", "plan_id"),
        CheckConstraint("people > 0 AND sessions >= 0 AND places > 0", name="counts_people"),
    )

    plan_id: Mapped[UUID]
    course_id: Mapped[UUID] = mapped_column(ForeignKey("training_course.id"), index=True)
    people: Mapped[int]
    """How many it is for."""
    sessions: Mapped[int]
    """0 for a course that people take in their own time."""
    places: Mapped[int]
    """In each session; in all, where there are none."""
    mode: Mapped[Mode] = mapped_column(words(Mode))
    time: Mapped[TrainingTime | None] = mapped_column(words(TrainingTime))
    by_on: Mapped[date | None]
    """By when; None where it may be any time."""
    why: Mapped[str] = mapped_column(default="")
    """The coordinator's sentence."""
    state: Mapped[LineState] = mapped_column(words(LineState), default=LineState.OPEN)
    answer: Mapped[str] = mapped_column(default="")
    """The organisation's words: what it proposes in its place, or why it declines. Kept when the line changes."""
    answered_by_id: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
