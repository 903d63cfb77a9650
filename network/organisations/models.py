"""Organisations, their published identifiers and their departments."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.organisations.vocabulary import Nation, Scheme, Sector


class Standing(StrEnum):
    """How an organisation stands to the network."""

    LISTED = "listed"
    """Known from a register; nobody has been asked."""
    INVITED = "invited"
    PARTNER = "partner"
    LEFT = "left"


class Organisation(Entity, Versioned, Base):
    """A partner, or one that could be. Its name never identifies it: 58 schools can share one."""

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint("workforce_size >= 0", name="workforce_size_counts_people"),)

    name: Mapped[str] = mapped_column(index=True)
    sector: Mapped[Sector] = mapped_column(words(Sector))
    nation: Mapped[Nation] = mapped_column(words(Nation), default=Nation.ENGLAND)
    town: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    standing: Mapped[Standing] = mapped_column(words(Standing), default=Standing.LISTED, index=True)
    is_host: Mapped[bool] = mapped_column(default=False)
    """Whether it hosts the network: the coordinator's role is held here."""
    workforce_size: Mapped[int | None]
    contact_name: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    contact_telephone: Mapped[str] = mapped_column(default="")
    urgent_line_name: Mapped[str] = mapped_column(default="")
    urgent_line_telephone: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]


class OrganisationIdentifier(OwnedByOrganisation, Entity, Base):
    """A code that a register gave an organisation, with the name as the register prints it."""

    __tablename__ = "organisation_identifier"
    __sharing__: ClassVar[Sharing] = Sharing.PUBLIC
    __table_args__: Any = (
        UniqueConstraint("scheme", "code"),
        Index("ix_organisation_identifier_organisation_id", "organisation_id"),
    )

    scheme: Mapped[Scheme] = mapped_column(words(Scheme))
    code: Mapped[str]
    published_name: Mapped[str]


class Department(OwnedByOrganisation, Entity, Base):
    """A part of an organisation by which its figures can be cut (ORG-4)."""

    __tablename__ = "department"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "name"),
        UniqueConstraint("organisation_id", "id"),
    )

    name: Mapped[str]
    headcount: Mapped[int | None]
