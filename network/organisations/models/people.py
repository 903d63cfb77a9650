"""Whom an organisation counts, by what they do and need (TR-6), and who stands in for its contact."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.organisations.vocabulary import WorkforceLevel


class WorkforceGroup(OwnedByOrganisation, Entity, Versioned, Base):
    """How many people of one kind of work need which level, in a department or in all of the organisation."""

    __tablename__ = "workforce_group"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        ForeignKeyConstraint(["organisation_id", "department_id"], ["department.organisation_id", "department.id"]),
        Index("ix_workforce_group_organisation_id_department_id", "organisation_id", "department_id"),
        CheckConstraint("role_group <> ''", name="role_group_given"),
        CheckConstraint("headcount >= 0", name="headcount_counts_people"),
    )

    role_group: Mapped[str]
    level: Mapped[WorkforceLevel] = mapped_column(words(WorkforceLevel))
    headcount: Mapped[int]
    department_id: Mapped[UUID | None]
    needed_by: Mapped[date | None]
    """By when they are to have it; None where nobody has said."""
    said_on: Mapped[date]
    """The day on which this was last said."""


class ContactDeputy(OwnedByOrganisation, Entity, Versioned, Base):
    """Whom to turn to when an organisation's contact is away."""

    __tablename__ = "contact_deputy"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        CheckConstraint("name <> ''", name="name_given"),
    )

    name: Mapped[str]
    job_title: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    telephone: Mapped[str] = mapped_column(default="")
