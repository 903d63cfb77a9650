"""What training an organisation's people need, as it was assessed on a day (TR-8). Earlier days are kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, column
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, words
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.organisations.vocabulary import WorkforceLevel


class NeedsAssessment(OwnedByOrganisation, Entity, Base):
    """One organisation's training needs on one day, whole. It holds until the next is made, and is never changed.

    So a percentage of last year keeps last year's denominator. How many people need each level or a higher one
    stands here, so that the coverage of a whole network is read without the lines.
    """

    __tablename__ = "needs_assessment"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        Index("ix_needs_assessment_organisation_id_assessed_on", "organisation_id", "assessed_on"),
        Index(
            "uq_needs_assessment_one_holds",
            "organisation_id",
            unique=True,
            sqlite_where=column("superseded_on").is_(None),
            postgresql_where=column("superseded_on").is_(None),
        ),
        CheckConstraint("informed >= skilled AND skilled >= in_depth AND in_depth >= 0", name="levels_hold_the_higher"),
        CheckConstraint("superseded_on >= assessed_on", name="superseded_after"),
    )

    assessed_on: Mapped[date]
    superseded_on: Mapped[date | None]
    """The first day on which another holds; None for the one that holds today."""
    assessed_at: Mapped[datetime]
    assessed_by_id: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(default="")
    workforce: Mapped[int | None]
    """The number of staff as it was said that day."""
    informed: Mapped[int]
    skilled: Mapped[int]
    in_depth: Mapped[int]


class Need(OwnedByOrganisation, Entity, Base):
    """A line of an assessment: so many people of one kind of work need a level, perhaps by a day."""

    __tablename__ = "need"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        ForeignKeyConstraint(
            ["organisation_id", "assessment_id"], ["needs_assessment.organisation_id", "needs_assessment.id"]
        ),
        ForeignKeyConstraint(["organisation_id", "department_id"], ["department.organisation_id", "department.id"]),
        Index("ix_need_organisation_id_assessment_id", "organisation_id", "assessment_id"),
        Index("ix_need_organisation_id_department_id", "organisation_id", "department_id"),
        CheckConstraint("role_group <> ''", name="role_group_given"),
        CheckConstraint("headcount >= 0", name="headcount_counts_people"),
    )

    assessment_id: Mapped[UUID]
    department_id: Mapped[UUID | None]
    """None for people of the whole organisation."""
    role_group: Mapped[str]
    level: Mapped[WorkforceLevel] = mapped_column(words(WorkforceLevel))
    headcount: Mapped[int]
    needed_by: Mapped[date | None]
