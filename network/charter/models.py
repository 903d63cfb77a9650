"""The charter's versions with what they hold, and the signatures on them.

A version belongs to the organisation that hosts the network; everybody reads it. What a published version says
never changes: a signature names the hash of its text.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.charter.vocabulary import Basis, VersionState
from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import OwnedByOrganisation, Sharing


class CharterVersion(OwnedByOrganisation, Entity, Versioned, Base):
    """One version of the charter's text (CH-1, CH-6), with the network's one definition of trauma (CH-7)."""

    __tablename__ = "charter_version"
    __sharing__: ClassVar[Sharing] = Sharing.PUBLIC
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        UniqueConstraint("organisation_id", "number"),
        CheckConstraint("number > 0", name="number_counts_from_one"),
        CheckConstraint("state = 'draft' OR published_on IS NOT NULL", name="published_has_its_day"),
    )

    number: Mapped[int]
    """1, 2, 3: how people name it."""
    title: Mapped[str]
    introduction: Mapped[str]
    definition: Mapped[str]
    definition_source: Mapped[str]
    state: Mapped[VersionState] = mapped_column(words(VersionState), default=VersionState.DRAFT)
    published_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]


IS_CURRENT = CharterVersion.state == VersionState.PUBLISHED
Index(
    "uq_charter_version_one_current",
    CharterVersion.organisation_id,
    unique=True,
    sqlite_where=IS_CURRENT,
    postgresql_where=IS_CURRENT,
)


class Principle(OwnedByOrganisation, Entity, Base):
    """One of a version's principles. Sets of principles are data: six at first, renamed and added to at will (D8)."""

    __tablename__ = "charter_principle"
    __sharing__: ClassVar[Sharing] = Sharing.PUBLIC
    __table_args__: Any = (
        ForeignKeyConstraint(
            ["organisation_id", "version_id"], ["charter_version.organisation_id", "charter_version.id"]
        ),
        UniqueConstraint("organisation_id", "version_id", "position"),
    )

    version_id: Mapped[UUID]
    position: Mapped[int]
    name: Mapped[str]
    meaning: Mapped[str]


class Commitment(OwnedByOrganisation, Entity, Base):
    """One thing that whoever signs a version will do (CH-5)."""

    __tablename__ = "charter_commitment"
    __sharing__: ClassVar[Sharing] = Sharing.PUBLIC
    __table_args__: Any = (
        ForeignKeyConstraint(
            ["organisation_id", "version_id"], ["charter_version.organisation_id", "charter_version.id"]
        ),
        UniqueConstraint("organisation_id", "version_id", "position"),
    )

    version_id: Mapped[UUID]
    position: Mapped[int]
    text: Mapped[str]


class Signature(OwnedByOrganisation, Entity, Base):
    """An organisation's signature on one version. Kept for good; who was signed in is not shown to the public."""

    __tablename__ = "charter_signature"
    __sharing__: ClassVar[Sharing] = Sharing.PUBLIC
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        UniqueConstraint("organisation_id", "version_id"),
        Index("ix_charter_signature_version_id", "version_id"),
        CheckConstraint("basis <> 'other' OR basis_words <> ''", name="other_basis_is_said"),
    )

    version_id: Mapped[UUID] = mapped_column(ForeignKey("charter_version.id"))
    signatory_name: Mapped[str]
    job_title: Mapped[str]
    basis: Mapped[Basis] = mapped_column(words(Basis))
    basis_words: Mapped[str] = mapped_column(default="")
    """In their own words, where the basis is another one."""
    statement: Mapped[str] = mapped_column(default="")
    text_hash: Mapped[str]
    """SHA-256 of the text of the version as it was shown, in hexadecimal."""
    signed_at: Mapped[datetime]
    signed_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
