"""Sheets on which people write themselves down, and their lines until the session is logged."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.crypto import Place
from network.core.database import Base, Entity, words
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.training.vocabulary import Mode


class SignInSheet(OwnedByOrganisation, Entity, Base):
    """A sheet for one session: one that is logged from it, or one part of a session to come.

    Found by its code, which people type, or by its link, which the QR code holds. Of neither anything is kept that
    could be read: a mark or a hash to find it by, and the text sealed, to show it again.
    """

    __tablename__ = "sign_in_sheet"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        UniqueConstraint("organisation_id", "scheduled_id", "part"),
        ForeignKeyConstraint(
            ["organisation_id", "scheduled_id"], ["scheduled_session.organisation_id", "scheduled_session.id"]
        ),
        ForeignKeyConstraint(
            ["organisation_id", "logged_session_id"], ["training_session.organisation_id", "training_session.id"]
        ),
        CheckConstraint("minutes > 0", name="takes_time"),
        CheckConstraint("(scheduled_id IS NULL) = (part IS NULL)", name="of_a_part"),
        Index("ix_sign_in_sheet_organisation_id_held_on", "organisation_id", "held_on"),
        Index("ix_sign_in_sheet_held_on", "held_on"),
    )

    course_id: Mapped[UUID] = mapped_column(ForeignKey("training_course.id"), index=True)
    held_on: Mapped[date]
    mode: Mapped[Mode] = mapped_column(words(Mode))
    minutes: Mapped[int]
    place: Mapped[str]
    scheduled_id: Mapped[UUID | None]
    """The session to come that it is for; that then says day, place and mode, which may still change."""
    part: Mapped[int | None]
    code_mark: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    code_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    link_hash: Mapped[str] = mapped_column(unique=True)
    link_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    opened_by_id: Mapped[UUID | None]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    """When somebody closed it by hand, before its time."""
    logged_at: Mapped[datetime | None]
    logged_by_id: Mapped[UUID | None]
    logged_session_id: Mapped[UUID | None]
    """The session that it became."""

    def code_place(self) -> Place:
        """Where the code is sealed for."""
        return Place(self.organisation_id, self.__tablename__, "code_sealed", self.id)

    def link_place(self) -> Place:
        """Where the link is sealed for."""
        return Place(self.organisation_id, self.__tablename__, "link_sealed", self.id)


class SheetLine(OwnedByOrganisation, Entity, Base):
    """Somebody who wrote themselves down, until the session is logged; at a session to come they have a place instead.

    Removed when it is logged, and 30 days after the day where it never is.
    """

    __tablename__ = "sign_in_sheet_line"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        ForeignKeyConstraint(["organisation_id", "sheet_id"], ["sign_in_sheet.organisation_id", "sign_in_sheet.id"]),
        # Whoever signs twice is one line, and so is whoever presses twice.
        UniqueConstraint("organisation_id", "sheet_id", "email"),
        UniqueConstraint("organisation_id", "sheet_id", "staff_number"),
        Index("ix_sign_in_sheet_line_organisation_id_sheet_id", "organisation_id", "sheet_id", "id"),
    )

    sheet_id: Mapped[UUID]
    name: Mapped[str]
    """Empty where those who hold the session gave an address alone."""
    email: Mapped[str | None]
    """In lower case."""
    staff_number: Mapped[str | None]
    signed_at: Mapped[datetime]
    by_hand: Mapped[bool]
    """Whether those who hold the session wrote it."""
