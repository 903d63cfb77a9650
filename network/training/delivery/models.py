"""Sessions to come, their days, who holds them, and the places that people have.

A session belongs to the organisation that holds it. A place belongs to the organisation of its person, and is shared
with the one that holds the session: for running it, until 30 days after.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    and_,
    column,
)
from sqlalchemy.orm import Mapped, mapped_column

from network.core.crypto import Place
from network.core.database import Base, Entity, Versioned, words
from network.core.places import Counted
from network.core.tenancy import OwnedByOrganisation, SharedWithPeer, Sharing, SystemRows
from network.training.delivery.vocabulary import HELD, Occasion, PlaceState, PracticeChange, SessionState
from network.training.vocabulary import Mode

_OF_SESSION = (["organisation_id", "session_id"], ["scheduled_session.organisation_id", "scheduled_session.id"])
_ONE_PLACE = and_(column("email").is_not(None), column("state").in_([state.value for state in HELD]))


class ScheduledSession(OwnedByOrganisation, Counted, Versioned, Base):
    """A session to come. Its joining link is for those with a place, its booking link for whoever is given it."""

    __tablename__ = "scheduled_session"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("places_taken >= 0", name="places_taken_counts_people"),
        CheckConstraint("capacity IS NULL OR places_taken <= capacity", name="never_overbooked"),
        Index("ix_scheduled_session_organisation_id_starts_at", "organisation_id", "starts_at"),
        Index("ix_scheduled_session_starts_at", "starts_at"),
        Index("ix_scheduled_session_ends_at", "ends_at"),
    )

    course_id: Mapped[UUID] = mapped_column(ForeignKey("training_course.id"), index=True)
    series_id: Mapped[UUID | None]
    """The same for sessions that were planned at once, one a week."""
    starts_at: Mapped[datetime]
    """The beginning of its first part."""
    ends_at: Mapped[datetime]
    """The end of its last part."""
    mode: Mapped[Mode] = mapped_column(words(Mode))
    place: Mapped[str]
    joining_link: Mapped[str]
    is_open_to_all: Mapped[bool]
    """Whether people of every partner can book, or those of its own organisation."""
    books_until: Mapped[date | None]
    """The last day on which people book by themselves; None until it begins."""
    content_note: Mapped[str | None]
    """None says that none is needed: an answer, not a gap (`U30`)."""
    breaks: Mapped[str]
    camera_may_be_off: Mapped[bool]
    may_leave_any_time: Mapped[bool]
    state: Mapped[SessionState] = mapped_column(words(SessionState), default=SessionState.PLANNED)
    because: Mapped[str] = mapped_column(default="")
    """Why it was moved last, or cancelled."""
    link_hash: Mapped[str] = mapped_column(unique=True)
    link_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_by_id: Mapped[UUID | None]
    made_at: Mapped[datetime]
    recorded_at: Mapped[datetime | None]
    """When it was first recorded who was there."""
    asked_later_at: Mapped[datetime | None]
    """When people were asked what changed in practice (TR-12)."""

    def link_place(self) -> Place:
        """Where the booking link is sealed for."""
        return Place(self.organisation_id, self.__tablename__, "link_sealed", self.id)


class SessionPart(OwnedByOrganisation, Base):
    """One day of a session. Everybody with a place comes to all of them."""

    __tablename__ = "scheduled_session_part"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        ForeignKeyConstraint(*_OF_SESSION),
        CheckConstraint("ends_at > starts_at", name="takes_time"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True, sort_order=-9)
    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 1, in the order of time."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class SessionFacilitator(OwnedByOrganisation, Base):
    """Somebody who holds a session. Those who share it may each do everything with it."""

    __tablename__ = "scheduled_session_facilitator"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (ForeignKeyConstraint(*_OF_SESSION),)

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True, sort_order=-9)
    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)


class SessionPlace(SharedWithPeer, Entity, Base):
    """What somebody has of a session, for the organisation that they work in. Needs no account.

    The organisation that holds the session is the peer, so that it can run it. Removed 30 days after the session:
    what somebody completed is kept in the records of their own organisation alone.
    """

    __tablename__ = "scheduled_session_place"
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        ForeignKeyConstraint(
            ["peer_organisation_id", "session_id"], ["scheduled_session.organisation_id", "scheduled_session.id"]
        ),
        # One person is one place, whichever organisation they come for; so it cannot begin with one.
        Index(
            "uq_scheduled_session_place_one_a_person",
            "session_id",
            "email",
            unique=True,
            sqlite_where=_ONE_PLACE,
            postgresql_where=_ONE_PLACE,
        ),
        Index("ix_scheduled_session_place_waiting", "session_id", "state", "since"),
    )

    session_id: Mapped[UUID]
    name: Mapped[str]
    email: Mapped[str | None]
    """In lower case. None where a trainer knew a name alone: nobody is written to then."""
    state: Mapped[PlaceState] = mapped_column(words(PlaceState))
    since: Mapped[datetime]
    """From when they have it; who waits longest is the next."""
    made_at: Mapped[datetime]
    link_hash: Mapped[str] = mapped_column(unique=True)
    link_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    access_needs: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed: it can say much about somebody's health. Removed with the place, at the latest 30 days after."""
    presence: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """How they were there (`Presence`), by the number of the part."""
    completion_id: Mapped[UUID | None]
    """What was recorded of it in their own organisation."""
    thanked_at: Mapped[datetime | None]
    """When they were written to after the session."""

    def link_place(self) -> Place:
        """Where the link to this place is sealed for."""
        return Place(self.organisation_id, self.__tablename__, "link_sealed", self.id)

    def needs_place(self) -> Place:
        """Where the access needs are sealed for."""
        return Place(self.organisation_id, self.__tablename__, "access_needs", self.id)


class AnswerLink(Base):
    """A link to say how a session was. It knows no person, and is removed when it is used."""

    __tablename__ = "session_answer_link"
    __guard__ = SystemRows()

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("scheduled_session.id"), index=True)
    occasion: Mapped[Occasion] = mapped_column(words(Occasion))
    ends_on: Mapped[date] = mapped_column(index=True)


class SessionAnswer(OwnedByOrganisation, Versioned, Base):
    """What somebody says of a session. Nothing says who they are, or when it was but for the day.

    Its key is random: one that begins with the time would tell it.
    """

    __tablename__ = "session_answer"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        ForeignKeyConstraint(*_OF_SESSION),
        Index("ix_session_answer_organisation_id_session_id", "organisation_id", "session_id"),
        Index("ix_session_answer_course_id", "course_id", "occasion"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-10)
    session_id: Mapped[UUID]
    course_id: Mapped[UUID] = mapped_column(ForeignKey("training_course.id"))
    occasion: Mapped[Occasion] = mapped_column(words(Occasion))
    clear: Mapped[int | None]
    safe: Mapped[int | None]
    useful: Mapped[int | None]
    """From 1, not at all, to 5, very much; asked after the session."""
    change: Mapped[PracticeChange | None] = mapped_column(words(PracticeChange))
    """Asked three months later."""
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Removed a year after."""
    themes: Mapped[list[str]] = mapped_column(default=list)
    """What the coordinator found in the words."""
    answered_on: Mapped[date]

    def words_place(self) -> Place:
        """Where the words are sealed for."""
        return Place(self.organisation_id, self.__tablename__, "words_sealed", self.id)
