"""The charter's versions with what they hold, what was said of them and what their changes came from.

A version belongs to the organisation that hosts the network; everybody reads it. What a published version says
never changes: a signature names the hash of its text.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.charter.vocabulary import Source, VersionState
from network.core.crypto import Place
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
        CheckConstraint("state IN ('draft', 'consulted') OR published_on IS NOT NULL", name="published_has_its_day"),
        CheckConstraint("state <> 'consulted' OR consult_until IS NOT NULL", name="consultation_has_an_end"),
    )

    number: Mapped[int]
    """1, 2, 3: how people name it."""
    title: Mapped[str]
    introduction: Mapped[str]
    definition: Mapped[str]
    definition_source: Mapped[str]
    state: Mapped[VersionState] = mapped_column(words(VersionState), default=VersionState.DRAFT)
    consulted_from: Mapped[date | None]
    consult_until: Mapped[date | None]
    """The last day on which a comment is taken, or was."""
    published_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    stands_until: Mapped[date | None]
    """Of a version that was replaced: the day by which its signatories are asked to affirm the one after it."""


IS_CURRENT = CharterVersion.state == VersionState.PUBLISHED
Index(
    "uq_charter_version_one_current",
    CharterVersion.organisation_id,
    unique=True,
    sqlite_where=IS_CURRENT,
    postgresql_where=IS_CURRENT,
)


class _PartOfVersion(OwnedByOrganisation, Entity):
    """Something in a version, at its place."""

    version_id: Mapped[UUID]
    position: Mapped[int]


def _in_its_version() -> tuple[Any, ...]:
    return (
        ForeignKeyConstraint(
            ["organisation_id", "version_id"], ["charter_version.organisation_id", "charter_version.id"]
        ),
        UniqueConstraint("organisation_id", "version_id", "position"),
    )


class Principle(_PartOfVersion, Base):
    """One of a version's principles. Sets of principles are data: six at first, renamed and added to at will (D8)."""

    __tablename__ = "charter_principle"
    __sharing__: ClassVar[Sharing] = Sharing.PUBLIC
    __table_args__: Any = _in_its_version()

    name: Mapped[str]
    meaning: Mapped[str]
    formerly: Mapped[str] = mapped_column(default="", server_default="")
    """What the version before called it, where it has a new name: pledges made under the old one follow (D8)."""


class Commitment(_PartOfVersion, Base):
    """One thing that whoever signs a version will do (CH-5)."""

    __tablename__ = "charter_commitment"
    __sharing__: ClassVar[Sharing] = Sharing.PUBLIC
    __table_args__: Any = _in_its_version()

    text: Mapped[str]


class CharterChange(_PartOfVersion, Base):
    """One thing that is different in a version, and whose voice it came from (CH-3, CH-6)."""

    __tablename__ = "charter_change"
    __sharing__: ClassVar[Sharing] = Sharing.PUBLIC
    __table_args__: Any = _in_its_version()

    text: Mapped[str]
    source: Mapped[Source] = mapped_column(words(Source))


class CharterComment(OwnedByOrganisation, Entity, Base):
    """What somebody said of a version while it was consulted. Who they are is nowhere noted."""

    __tablename__ = "charter_comment"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        ForeignKeyConstraint(
            ["organisation_id", "version_id"], ["charter_version.organisation_id", "charter_version.id"]
        ),
        Index("ix_charter_comment_version_id", "organisation_id", "version_id"),
    )

    version_id: Mapped[UUID]
    source: Mapped[Source] = mapped_column(words(Source))
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """Sealed, for people write of themselves where they are asked about trauma (B24)."""
    made_at: Mapped[datetime]

    def place(self) -> Place:
        """Where the words are sealed for."""
        return Place(self.organisation_id, self.__tablename__, "words_sealed", self.id)
