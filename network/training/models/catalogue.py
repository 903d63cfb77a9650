"""The offer: tiers, courses, which course counts as a tier by whose decision, and how tiers count in one another."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, column
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, Versioned, words
from network.organisations.vocabulary import WorkforceLevel
from network.training.vocabulary import LivedExperience

ROUNDS: Final = 2
"""How often everybody is counted anew where it is switched: the second time, an hour later, finds whoever was on their
way in while it was."""


class Tier(Versioned, Base):
    """A step of the network's offer (D15). Its number is its key; its name is the network's to choose."""

    __tablename__ = "training_tier"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    level: Mapped[WorkforceLevel] = mapped_column(words(WorkforceLevel))
    scottish: Mapped[list[str]] = mapped_column(default=list)
    """The levels of Scotland's framework that it answers to (`ScottishLevel`)."""
    welsh: Mapped[list[str]] = mapped_column(default=list)
    """The levels of Wales's framework that it answers to (`WelshLevel`)."""


class Course(Entity, Versioned, Base):
    """A course of the network's catalogue: everybody's to read, the coordinator's to change."""

    __tablename__ = "training_course"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="takes_time"),
        CheckConstraint("validity_months > 0", name="validity_is_positive"),
        CheckConstraint("renewal_months > 0 AND renewal_months < validity_months", name="renewed_within_validity"),
    )

    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    tier: Mapped[int | None] = mapped_column(ForeignKey("training_tier.number"), index=True)
    """None for a course outside the tiers (TR-10): it counts in none, unless it is decided so."""
    level: Mapped[WorkforceLevel | None] = mapped_column(words(WorkforceLevel))
    """Whom it is for (TR-6); None where its tier says so, or nobody has."""
    modes: Mapped[list[str]]
    minutes: Mapped[int]
    validity_months: Mapped[int | None]
    """How long it stays current (TR-11); None where it does not run out."""
    renewal_months: Mapped[int | None]
    """For how many months before the end people are asked to renew; None where nobody is asked. Renewing earlier
    counts all the same."""
    topics: Mapped[list[str]]
    outline: Mapped[str] = mapped_column(default="")
    provider: Mapped[str] = mapped_column(default="")
    deliverers: Mapped[list[str]] = mapped_column(default=list)
    lived_experience: Mapped[LivedExperience] = mapped_column(words(LivedExperience), default=LivedExperience.NONE)
    content_note: Mapped[str | None]
    """What may be hard to hear (U30). Empty where no note is needed; None where nobody has said yet."""
    carries_trauma_content: Mapped[bool] = mapped_column(default=False)
    """Of a course outside the tiers (TR-10); one in a tier is about nothing else."""
    prerequisites: Mapped[list[str]] = mapped_column(default=list)
    """The keys of the courses that come before it. A course is never removed."""
    link: Mapped[str] = mapped_column(default="")
    """Where it is found, for a course outside this platform (TR-2)."""
    is_open: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime]


class CourseEquivalence(Entity, Base):
    """Somebody decided that a course outside the tiers counts as one of them, for what is completed from a day on."""

    __tablename__ = "training_course_equivalence"
    __table_args__ = (
        Index(
            "uq_training_course_equivalence_one_at_a_time",
            "course_id",
            unique=True,
            sqlite_where=column("ended_on").is_(None),
            postgresql_where=column("ended_on").is_(None),
        ),
    )

    course_id: Mapped[UUID] = mapped_column(ForeignKey("training_course.id"), index=True)
    tier: Mapped[int] = mapped_column(ForeignKey("training_tier.number"))
    from_on: Mapped[date]
    """The first day that counts."""
    reason: Mapped[str]
    decided_by_id: Mapped[UUID | None]
    decided_at: Mapped[datetime]
    ended_on: Mapped[date | None]
    """The last day that counts."""
    ended_by_id: Mapped[UUID | None]


class OfferSetting(Versioned, Base):
    """How the network counts its tiers: one row, or none while nothing was chosen."""

    __tablename__ = "training_offer_setting"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    is_cumulative: Mapped[bool]
    """Whether whoever is current in a higher tier counts in the lower ones too (D15)."""
    switched_at: Mapped[datetime | None]
    rounds_left: Mapped[int] = mapped_column(default=0)
    """How often everybody is still to be counted anew since it was switched."""
    counted_to: Mapped[UUID | None]
    """Up to whom they are counted anew in this round."""

    @property
    def is_under_way(self) -> bool:
        """Whether some people are still counted the other way."""
        return self.rounds_left == ROUNDS
