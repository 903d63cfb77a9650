"""Signatures: in the making, made, and renewed; and who answers for them.

What the public reads of a signature stands in `Signature`. Addresses and deputies stand apart, in tables that only
the organisation and the coordinator read.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    column,
)
from sqlalchemy.orm import Mapped, mapped_column

from network.charter.vocabulary import Basis, Purpose, SigningOutcome
from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import OwnedByOrganisation, Sharing

_OPEN = column("closed_at").is_(None)
_STANDS = column("withdrawn_on").is_(None)
_IN_POST = column("left_on").is_(None)


class Signing(OwnedByOrganisation, Entity, Versioned, Base):
    """A signature in the making: what was prepared, and for whom. An organisation has one open at a time."""

    __tablename__ = "charter_signing"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        Index(
            "uq_charter_signing_one_open",
            "organisation_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="closed_says_how"),
        CheckConstraint("(sent_at IS NULL) = (expires_at IS NULL)", name="sent_runs_out"),
    )

    purpose: Mapped[Purpose] = mapped_column(words(Purpose), default=Purpose.SIGN)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("charter_version.id"))
    """The version that was read when it was prepared. Only the current one can be signed."""
    prepared_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    prepared_at: Mapped[datetime]
    signs_themselves: Mapped[bool | None]
    """Whether whoever prepares it signs it too; None until that was said."""
    signatory_name: Mapped[str] = mapped_column(default="")
    job_title: Mapped[str] = mapped_column(default="")
    signatory_email: Mapped[str] = mapped_column(default="")
    basis: Mapped[Basis | None] = mapped_column(words(Basis))
    basis_words: Mapped[str] = mapped_column(default="")
    deputy_name: Mapped[str] = mapped_column(default="")
    deputy_title: Mapped[str] = mapped_column(default="")
    deputy_email: Mapped[str] = mapped_column(default="")
    statement: Mapped[str] = mapped_column(default="")
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    """Of the link that was sent to the signatory."""
    sent_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[SigningOutcome | None] = mapped_column(words(SigningOutcome))

    def is_sent_on(self, version_id: UUID) -> bool:
        """Whether a signatory has this version before them: a link on one that was replaced signs nothing."""
        return self.sent_at is not None and self.version_id == version_id


class Signature(OwnedByOrganisation, Entity, Versioned, Base):
    """An organisation's signature on one version. Kept for good; who was signed in is not shown to the public."""

    __tablename__ = "charter_signature"
    __sharing__: ClassVar[Sharing] = Sharing.PUBLIC
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        # Whoever withdrew may come back to the same version.
        Index(
            "uq_charter_signature_one_for_a_version",
            "organisation_id",
            "version_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
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
    typed_signature: Mapped[str] = mapped_column(default="", server_default="")
    """The name as the signatory typed it to sign."""
    actions: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    """The actions for the next twelve months as they were shown when it was signed."""
    signed_as: Mapped[str] = mapped_column(default="", server_default="")
    """The name of the organisation that signed, where it became part of this one since."""
    signed_at: Mapped[datetime]
    signed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    """The account that signed; None for a signatory who came by the link that was sent to them."""
    current_until: Mapped[date]
    """The day by which it is to be reviewed, and until which it is current: twelve months on, each time."""
    withdrawn_on: Mapped[date | None]


class Signatory(OwnedByOrganisation, Entity, Base):
    """Who answers for an organisation's signature, with a deputy; when they leave, a successor is asked for."""

    __tablename__ = "charter_signatory"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        Index(
            "uq_charter_signatory_one_in_post",
            "organisation_id",
            unique=True,
            sqlite_where=_IN_POST,
            postgresql_where=_IN_POST,
        ),
    )

    name: Mapped[str]
    job_title: Mapped[str]
    email: Mapped[str]
    """Where they confirmed from."""
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    """Their account, where they have one; the end of its role says that they have left."""
    deputy_name: Mapped[str] = mapped_column(default="")
    deputy_title: Mapped[str] = mapped_column(default="")
    deputy_email: Mapped[str] = mapped_column(default="")
    since: Mapped[date]
    left_on: Mapped[date | None]


class Review(OwnedByOrganisation, Entity, Base):
    """A look back after twelve months, with the answers as they stood: the next one begins from them."""

    __tablename__ = "charter_review"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        ForeignKeyConstraint(
            ["organisation_id", "signature_id"], ["charter_signature.organisation_id", "charter_signature.id"]
        ),
        UniqueConstraint("organisation_id", "id"),
        Index("ix_charter_review_signature_id", "organisation_id", "signature_id"),
    )

    signature_id: Mapped[UUID]
    reviewed_on: Mapped[date]
    reviewed_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    current_until: Mapped[date]
    answers: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Each pledge as it stood: kind, principle, text, state, due_on."""
