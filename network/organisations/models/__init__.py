"""Organisations, their published identifiers, their departments, and registers on their way in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.organisations.models.capacity import TrainingCapacity
from network.organisations.models.contributions import Contribution
from network.organisations.models.journey import JourneyStage, OrganisationStage, OrganisationWorkstream
from network.organisations.models.people import ContactDeputy, WorkforceGroup
from network.organisations.registers.names import searchable
from network.organisations.vocabulary import Nation, Scheme, Sector, Standing

__all__ = [
    "ContactDeputy",
    "Contribution",
    "Department",
    "JourneyStage",
    "KnownApart",
    "Organisation",
    "OrganisationIdentifier",
    "OrganisationLogo",
    "OrganisationStage",
    "OrganisationWorkstream",
    "RegisterUpload",
    "Standing",
    "TrainingCapacity",
    "WorkforceGroup",
]


def _search_text(context: DefaultExecutionContext) -> str:
    values = context.get_current_parameters()
    return searchable(values["name"], values.get("short_name") or "", values.get("town") or "")


class Organisation(Entity, Versioned, Base):
    """A partner, or one that could be. Its name never identifies it: 58 schools can share one."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("workforce_size >= 0", name="workforce_size_counts_people"),
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("working_week <> ''", name="working_week_has_a_day"),
        CheckConstraint("(standing = 'merged') = (merged_into_id IS NOT NULL)", name="merged_into_another"),
    )

    name: Mapped[str] = mapped_column(index=True)
    short_name: Mapped[str] = mapped_column(default="")
    sector: Mapped[Sector] = mapped_column(words(Sector))
    nation: Mapped[Nation] = mapped_column(words(Nation), default=Nation.ENGLAND)
    town: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    standing: Mapped[Standing] = mapped_column(words(Standing), default=Standing.LISTED, index=True)
    is_host: Mapped[bool] = mapped_column(default=False)
    """Whether it hosts the network: the coordinator's role is held here."""
    is_current: Mapped[bool] = mapped_column(default=True)
    """What its register last said; one that has announced its closing is current until then."""
    closed_on: Mapped[date | None]
    successor: Mapped[str] = mapped_column(default="")
    """The code of the organisation that its register says took its place."""
    working_week: Mapped[str] = mapped_column(default="01234")
    """The days it works, as the digits of `core.working_days.Weekday` (D1)."""
    workforce_size: Mapped[int | None]
    contact_name: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    contact_telephone: Mapped[str] = mapped_column(default="")
    urgent_line_name: Mapped[str] = mapped_column(default="")
    urgent_line_telephone: Mapped[str] = mapped_column(default="")
    statement: Mapped[str] = mapped_column(default="", server_default="")
    """What it says of itself in public, in at most 150 words."""
    stage: Mapped[str | None] = mapped_column(ForeignKey("journey_stage.key"), index=True)
    """The stage of its journey, for the directory; since when, and what was before, is in `OrganisationStage`."""
    made_at: Mapped[datetime]
    left_on: Mapped[date | None]
    """The day on which it left the network, while it has not come back."""
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """The organisation that it became part of: there everything of it is found, and its own page leads there."""
    merged_on: Mapped[date | None]
    search_text: Mapped[str] = mapped_column(default=_search_text)
    """What a search by words is held against; made anew whenever one of its sources changes."""

    def refresh_search_text(self) -> None:
        """To be called after a change of name or town."""
        self.search_text = searchable(self.name, self.short_name, self.town)


class OrganisationIdentifier(OwnedByOrganisation, Entity, Base):
    """A code that a register gave an organisation, with the name as the register prints it."""

    __tablename__ = "organisation_identifier"
    __sharing__: ClassVar[Sharing] = Sharing.PUBLIC
    __table_args__: Any = (
        UniqueConstraint("scheme", "code"),
        Index("ix_organisation_identifier_organisation_id", "organisation_id"),
        CheckConstraint("code <> ''", name="code_given"),
    )

    scheme: Mapped[Scheme] = mapped_column(words(Scheme))
    code: Mapped[str]
    published_name: Mapped[str]
    other_code: Mapped[str] = mapped_column(default="")
    """The register's second code for it: a board's GSS code, a force's short word."""
    published: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What the register said when it was last imported, by field: what the next import compares with.

    An edit made here since then differs from it, and so is known from a change in the register. None for a
    code that was typed in.
    """


class OrganisationLogo(OwnedByOrganisation, Entity, Base):
    """An organisation's logo, written anew as a PNG of at most 400 by 400 pixels (`B23`)."""

    __tablename__ = "organisation_logo"
    __sharing__: ClassVar[Sharing] = Sharing.PUBLIC
    __table_args__: Any = (
        UniqueConstraint("organisation_id"),
        CheckConstraint("width BETWEEN 1 AND 400 AND height BETWEEN 1 AND 400", name="fits_its_square"),
    )

    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    digest: Mapped[str]
    """SHA-256 of the content, by which a browser knows that it has it."""
    width: Mapped[int]
    height: Mapped[int]
    uploaded_at: Mapped[datetime]
    uploaded_by_id: Mapped[UUID | None]
    """None where a job brought it."""


class Department(OwnedByOrganisation, Entity, Versioned, Base):
    """A part of an organisation by which its figures can be cut (ORG-4)."""

    __tablename__ = "department"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "name"),
        UniqueConstraint("organisation_id", "id"),
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("headcount >= 0", name="headcount_counts_people"),
    )

    name: Mapped[str]
    headcount: Mapped[int | None]


class KnownApart(OwnedByOrganisation, Entity, Base):
    """Two organisations that look like one, and of which the coordinator said that they are two. The host's."""

    __tablename__ = "organisation_known_apart"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "first_id", "second_id"),
        CheckConstraint("first_id <> second_id", name="are_two"),
    )

    first_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    """Of the two the one whose key comes first."""
    second_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    said_by_id: Mapped[UUID]
    said_at: Mapped[datetime]


class RegisterUpload(OwnedByOrganisation, Entity, Base):
    """A register that somebody sent, kept for a day between seeing what it would change and saying yes."""

    __tablename__ = "register_upload"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (UniqueConstraint("organisation_id", "id"),)

    filename: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """Emptied once it was imported."""
    content_hash: Mapped[str]
    uploaded_by_id: Mapped[UUID]
    uploaded_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    imported_at: Mapped[datetime | None]
    report: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What the import did, from the moment it was done."""
