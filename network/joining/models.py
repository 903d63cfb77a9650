"""A request to join: an organisation as somebody names it, and who asks, sealed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.crypto import Place
from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.joining.vocabulary import DeclineReason, RequestState
from network.organisations.vocabulary import Nation, Scheme, Sector

PARTS = ("person", "job_title", "email", "telephone", "words")
"""What somebody says of themselves: the columns whose names end in `_sealed` (B24)."""


class JoinRequest(OwnedByOrganisation, Entity, Versioned, Base):
    """What one person asks of the host for one organisation. It becomes a coordinator's when its address is confirmed.

    Whoever asks for the same organisation while a request waits stands beside it, and is answered with it.
    """

    __tablename__ = "join_request"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        UniqueConstraint("organisation_id", "token_hash"),
        UniqueConstraint("organisation_id", "waits_for"),
        ForeignKeyConstraint(["organisation_id", "beside_id"], ["join_request.organisation_id", "join_request.id"]),
        Index("ix_join_request_organisation_id_state", "organisation_id", "state", "verified_at"),
        Index("ix_join_request_organisation_id_beside_id", "organisation_id", "beside_id"),
    )

    listed_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    """The organisation of the directory that they say it is."""
    scheme: Mapped[Scheme | None] = mapped_column(words(Scheme))
    code: Mapped[str] = mapped_column(default="")
    """A code that no register had brought when they asked."""
    name: Mapped[str]
    sector: Mapped[Sector] = mapped_column(words(Sector))
    nation: Mapped[Nation] = mapped_column(words(Nation))
    town: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")

    person_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    job_title_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    email_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    telephone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    state: Mapped[RequestState] = mapped_column(words(RequestState), default=RequestState.UNVERIFIED)
    token_hash: Mapped[str | None]
    sent_at: Mapped[datetime]
    verified_at: Mapped[datetime | None]
    answer_by: Mapped[date | None]
    """The last day of the time in which the coordinator answers; None past the bank holidays that are known."""
    waits_for: Mapped[str | None]
    """The organisation in one spelling, while this is the request that waits for it: there is one at a time."""
    beside_id: Mapped[UUID | None]
    """The request for the same organisation that came first."""
    reason: Mapped[DeclineReason | None] = mapped_column(words(DeclineReason))
    became_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    """The organisation that was invited."""
    answered_at: Mapped[datetime | None]

    def place_of(self, part: str) -> Place:
        """Where a part is sealed for."""
        return Place(self.organisation_id, self.__tablename__, f"{part}_sealed", self.id)
