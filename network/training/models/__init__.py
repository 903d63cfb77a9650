"""The sessions held, the people who trained and what they completed, and the summary read from it.

Coverage (P2) is read from `CoverageSummary` alone. A completion is current to the end of a month, so that the people
of one organisation and tier fall into a few dozen buckets, however many completions there are: one for each month's
end. What is current today is the sum of the buckets that have not passed. Days go by without anything being written,
and no nightly job is needed for the figure to be right. `LearnerTier` says in which bucket each person is counted,
so that a write moves them from one to another in the transaction of their completion.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, column
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, words
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.training.delivery import models as _delivery  # noqa: F401 - a session held refers to the one to come
from network.training.models.catalogue import Course, CourseEquivalence, OfferSetting, Tier
from network.training.models.declarations import Declaration
from network.training.models.needs import Need, NeedsAssessment
from network.training.models.plans import PlanLine, TrainingPlan
from network.training.signing import models as _signing  # noqa: F401 - a sheet becomes a session held
from network.training.vocabulary import CompletionStatus, Deliverer, Mode

__all__ = [
    "Completion",
    "Course",
    "CourseEquivalence",
    "CoverageSummary",
    "Declaration",
    "Learner",
    "LearnerTier",
    "Need",
    "NeedsAssessment",
    "OfferSetting",
    "PlanLine",
    "Tier",
    "TrainingPlan",
    "TrainingSession",
]


class Learner(OwnedByOrganisation, Entity, Base):
    """Somebody who trained, as one organisation knows them. Needs no account.

    Found by e-mail or staff number, never by name: without either, a person is a new row each time, stands in the
    roster, and is counted apart from those who can be told from one another. Two rows found to be one person stay
    two rows, of which one stands for both (`same_as_id`): so what each is known by still finds them, and telling
    them apart again loses nothing.
    """

    __tablename__ = "learner"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        UniqueConstraint("organisation_id", "email"),
        UniqueConstraint("organisation_id", "staff_number"),
        Index("ix_learner_organisation_id_name", "organisation_id", "name", "id"),
        # Whoever looks for their own record may have trained anywhere.
        Index("ix_learner_email", "email"),
        ForeignKeyConstraint(["organisation_id", "department_id"], ["department.organisation_id", "department.id"]),
        ForeignKeyConstraint(["organisation_id", "same_as_id"], ["learner.organisation_id", "learner.id"]),
        Index("ix_learner_organisation_id_same_as_id", "organisation_id", "same_as_id"),
        CheckConstraint("same_as_id <> id", name="stands_for_another"),
    )

    name: Mapped[str]
    email: Mapped[str | None]
    """In lower case."""
    staff_number: Mapped[str | None]
    department_id: Mapped[UUID | None]
    left_on: Mapped[date | None]
    """Their last day: they stay in the history and are out of today's figures."""
    same_as_id: Mapped[UUID | None]
    """The row that stands for this one too; never itself one for which another stands."""
    before_joined: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What another row standing for this one changed in the two, so that telling them apart gives it back."""
    came_with_import: Mapped[bool] = mapped_column(default=False)
    """Nobody but an imported file has spoken of them: with the last such file taken back they go."""
    made_at: Mapped[datetime]

    @property
    def person_id(self) -> UUID:
        """The row that stands for this person."""
        return self.same_as_id or self.id

    @property
    def is_known(self) -> bool:
        """Whether there is anything to know them by the next time they train."""
        return self.email is not None or self.staff_number is not None


class TrainingSession(OwnedByOrganisation, Entity, Base):
    """A session that an organisation held for its people. The coordinator sees it; who came is the organisation's."""

    __tablename__ = "training_session"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        Index("ix_training_session_organisation_id_held_on", "organisation_id", "held_on", "id"),
        Index("ix_training_session_held_on", "held_on"),
        UniqueConstraint("organisation_id", "scheduled_id"),
        CheckConstraint("minutes > 0", name="took_time"),
    )

    course_id: Mapped[UUID] = mapped_column(ForeignKey("training_course.id"), index=True)
    held_on: Mapped[date]
    mode: Mapped[Mode] = mapped_column(words(Mode))
    minutes: Mapped[int]
    place: Mapped[str] = mapped_column(default="")
    given_by: Mapped[Deliverer | None] = mapped_column(words(Deliverer))
    """Who gave it, where that was asked and said: somebody may log what another gave (TR-1)."""
    people: Mapped[int]
    """How many completions it gave."""
    logged_by_id: Mapped[UUID | None]
    logged_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    scheduled_id: Mapped[UUID | None] = mapped_column(ForeignKey("scheduled_session.id"))
    """The session to come that it was, where people had booked it; it may have been another organisation's."""


class Completion(OwnedByOrganisation, Entity, Base):
    """One person completed one course on one day. A retake is another row; none is overwritten."""

    __tablename__ = "completion"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        ForeignKeyConstraint(["organisation_id", "learner_id"], ["learner.organisation_id", "learner.id"]),
        ForeignKeyConstraint(
            ["organisation_id", "session_id"], ["training_session.organisation_id", "training_session.id"]
        ),
        Index(
            "uq_completion_confirmed_once_a_day",
            "organisation_id",
            "learner_id",
            "course_id",
            "completed_on",
            unique=True,
            sqlite_where=column("status") == CompletionStatus.CONFIRMED.value,
            postgresql_where=column("status") == CompletionStatus.CONFIRMED.value,
        ),
        Index("ix_completion_organisation_id_learner_id", "organisation_id", "learner_id", "tier"),
        Index("ix_completion_organisation_id_session_id", "organisation_id", "session_id"),
        Index("ix_completion_organisation_id_completed_on", "organisation_id", "completed_on", "id"),
        # Short, because most completions count in a tier: what a decision about a course still has to reach.
        Index(
            "ix_completion_outside_the_tiers",
            "course_id",
            "completed_on",
            sqlite_where=column("tier").is_(None),
            postgresql_where=column("tier").is_(None),
        ),
    )

    learner_id: Mapped[UUID]
    course_id: Mapped[UUID] = mapped_column(ForeignKey("training_course.id"))
    tier: Mapped[int | None] = mapped_column(ForeignKey("training_tier.number"))
    """The course's tier on that day: a course that moves later does not rewrite what people did. None where it counts
    in no tier; it does from when somebody decides so for that day (`CourseEquivalence`)."""
    session_id: Mapped[UUID | None]
    completed_on: Mapped[date]
    expires_on: Mapped[date]
    """The last day on which it is current; `NEVER` where it does not run out."""
    status: Mapped[CompletionStatus] = mapped_column(words(CompletionStatus))
    came_with_import: Mapped[bool] = mapped_column(default=False)
    """It rests on imported files: with the last of them taken back it goes, unless a session says so too."""
    is_declared: Mapped[bool] = mapped_column(default=False)
    """Its person declared it, and somebody confirmed that: it stands without the session and the files too."""


class LearnerTier(OwnedByOrganisation, Base):
    """Where one person stands in one tier: the latest of their completions. Follows from them, kept with them."""

    __tablename__ = "learner_tier"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        ForeignKeyConstraint(["organisation_id", "learner_id"], ["learner.organisation_id", "learner.id"]),
        # Whom the worker reminds, over all organisations.
        Index("ix_learner_tier_expires_on", "expires_on"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True, sort_order=-9)
    learner_id: Mapped[UUID] = mapped_column(primary_key=True)
    tier: Mapped[int] = mapped_column(ForeignKey("training_tier.number"), primary_key=True)
    last_completed_on: Mapped[date]
    expires_on: Mapped[date]
    reminded_until: Mapped[date | None]
    """The last day of which its person was reminded; another than `expires_on` once they have renewed."""
    reminded_before: Mapped[int | None]
    """How many days before that they were reminded of it the last time."""


class CoverageSummary(OwnedByOrganisation, Base):
    """How many people of an organisation are current in a tier until one month's end, and no longer."""

    __tablename__ = "coverage_summary"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True, sort_order=-9)
    tier: Mapped[int] = mapped_column(ForeignKey("training_tier.number"), primary_key=True)
    expires_on: Mapped[date] = mapped_column(primary_key=True)
    people: Mapped[int]
    """Different people, known by e-mail or staff number."""
    unidentified: Mapped[int]
    """Attendances without either: some of them may be the same person, or one already counted in `people`."""
