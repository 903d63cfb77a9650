"""What an organisation pledges, what shows that it is kept, and what another partner saw of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, column
from sqlalchemy.orm import Mapped, mapped_column

from network.charter.vocabulary import CheckState, EvidenceKind, Finding, PledgeKind, PledgeState
from network.core.database import Base, Entity, Versioned, words
from network.core.files.checked import Kind
from network.core.tenancy import OwnedByOrganisation, SharedWithPeer, Sharing

_OPEN = column("state").in_([CheckState.ASKED.value, CheckState.ANSWERED.value])


class Pledge(OwnedByOrganisation, Entity, Versioned, Base):
    """An action for the next twelve months, or what is done for one principle, with how far it has come.

    The public reads it in the register, without its owner.
    """

    __tablename__ = "charter_pledge"
    __sharing__: ClassVar[Sharing] = Sharing.PUBLIC
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        Index("ix_charter_pledge_organisation_id_ended_on", "organisation_id", "ended_on"),
        CheckConstraint("text <> ''", name="text_given"),
        CheckConstraint("(kind = 'action') = (principle = '')", name="commitment_has_its_principle"),
        CheckConstraint("state <> 'checked' OR checked_on IS NOT NULL", name="checked_has_its_day"),
    )

    kind: Mapped[PledgeKind] = mapped_column(words(PledgeKind))
    principle: Mapped[str] = mapped_column(default="")
    """The name of the principle that a commitment is for."""
    text: Mapped[str]
    owner_name: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    state: Mapped[PledgeState] = mapped_column(words(PledgeState), default=PledgeState.PLANNED)
    state_since: Mapped[date]
    made_at: Mapped[datetime]
    ended_on: Mapped[date | None]
    """The day from which it is history: done and followed by another, or taken off the list."""
    checked_on: Mapped[date | None]
    checked_by: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    """The partner that looked, once both agreed to show what it saw."""
    seen: Mapped[str] = mapped_column(default="")
    """What it saw, in its words."""


class Evidence(OwnedByOrganisation, Entity, Base):
    """A file or a link that shows a pledge, read by the organisation and by whoever is asked to check it."""

    __tablename__ = "charter_evidence"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        ForeignKeyConstraint(["organisation_id", "pledge_id"], ["charter_pledge.organisation_id", "charter_pledge.id"]),
        UniqueConstraint("organisation_id", "id"),
        Index("ix_charter_evidence_pledge_id", "organisation_id", "pledge_id"),
        CheckConstraint("(kind = 'link') = (address <> '')", name="link_has_its_address"),
        CheckConstraint("(kind = 'file') = (content IS NOT NULL)", name="file_has_its_content"),
    )

    pledge_id: Mapped[UUID]
    kind: Mapped[EvidenceKind] = mapped_column(words(EvidenceKind))
    title: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """Checked and written anew before it came here (B23)."""
    file_kind: Mapped[Kind | None] = mapped_column(words(Kind))
    digest: Mapped[str] = mapped_column(default="")
    filename: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    """Of the file, in bytes."""
    review_on: Mapped[date | None]
    """When somebody is to look whether it still holds."""
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    added_at: Mapped[datetime]


class PeerCheck(SharedWithPeer, Entity, Versioned, Base):
    """One partner looks at another's commitment and says what it saw. Shown once both agree."""

    __tablename__ = "charter_peer_check"
    __table_args__: Any = (
        ForeignKeyConstraint(["organisation_id", "pledge_id"], ["charter_pledge.organisation_id", "charter_pledge.id"]),
        UniqueConstraint("organisation_id", "id"),
        Index(
            "uq_charter_peer_check_one_open",
            "organisation_id",
            "pledge_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        CheckConstraint("organisation_id <> peer_organisation_id", name="peer_is_another"),
        CheckConstraint("state NOT IN ('answered', 'agreed') OR finding IS NOT NULL", name="answer_says_what"),
    )

    pledge_id: Mapped[UUID]
    state: Mapped[CheckState] = mapped_column(words(CheckState), default=CheckState.ASKED)
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")
    """What the peer is asked to look at, in a line."""
    finding: Mapped[Finding | None] = mapped_column(words(Finding))
    seen: Mapped[str] = mapped_column(default="")
    pledge_version: Mapped[int | None]
    """The pledge's as the peer saw it: what was changed since is not what was checked."""
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    """When both agreed, or it ended otherwise."""
