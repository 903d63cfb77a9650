"""Network events and the places that people book at them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, column
from sqlalchemy.orm import Mapped, mapped_column

from network.core.crypto import Place
from network.core.database import Base, Entity, Versioned, words
from network.core.places import Counted
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.events.vocabulary import EventKind, EventState

_HELD = column("cancelled_at").is_(None)


class Event(OwnedByOrganisation, Counted, Versioned, Base):
    """An event that the network's host announces to everybody. Its joining link is for those who booked."""

    __tablename__ = "event"
    __sharing__: ClassVar[Sharing] = Sharing.PUBLIC
    __table_args__: Any = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("places_taken >= 0", name="places_taken_counts_people"),
        CheckConstraint("capacity IS NULL OR places_taken <= capacity", name="never_overbooked"),
        Index("ix_event_organisation_id_starts_at", "organisation_id", "starts_at"),
    )

    title: Mapped[str]
    summary: Mapped[str]
    kind: Mapped[EventKind] = mapped_column(words(EventKind))
    place: Mapped[str]
    joining_link: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime] = mapped_column(index=True)
    programme: Mapped[str]
    breaks: Mapped[str]
    content_note: Mapped[str | None]
    """None says that none is needed: an answer, not a gap (`U30`)."""
    camera_may_be_off: Mapped[bool]
    may_leave_any_time: Mapped[bool]
    state: Mapped[EventState] = mapped_column(words(EventState), default=EventState.ANNOUNCED)
    cancelled_because: Mapped[str] = mapped_column(default="")
    created_by_id: Mapped[UUID | None]
    made_at: Mapped[datetime]


class Booking(OwnedByOrganisation, Entity, Base):
    """A place that somebody took, for the organisation they act in. Cancelled, it stays as what happened."""

    __tablename__ = "booking"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        # One person is one place, whichever of their organisations they come for; so it cannot begin with one.
        Index(
            "ix_booking_one_place_a_person",
            "event_id",
            "user_id",
            unique=True,
            sqlite_where=_HELD,
            postgresql_where=_HELD,
        ),
        Index("ix_booking_organisation_id_user_id", "organisation_id", "user_id"),
        ForeignKeyConstraint(["organisation_id", "department_id"], ["department.organisation_id", "department.id"]),
    )

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    department_id: Mapped[UUID | None]
    """The department that they come from, where they said so (ORG-4)."""
    booked_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    access_needs: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed: it can say much about somebody's health. Removed 30 days after the event, or with the place."""

    def needs_place(self) -> Place:
        """Where the access needs are sealed for."""
        return Place(self.organisation_id, self.__tablename__, "access_needs", self.id)
