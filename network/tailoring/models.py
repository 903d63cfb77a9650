"""What people can give, what organisations ask for, and who was asked to give it.

A request belongs to the organisation that asks. While somebody of another partner is asked, or has agreed, the row
names that partner; the moment they say no it does not, and the partner reads it no more. Who was asked stands in rows
of its own, which say nothing of what was asked for.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, column
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import OwnedByOrganisation, SharedWithPartner, Sharing
from network.organisations.vocabulary import TrainingTime, WorkforceLevel
from network.tailoring.vocabulary import InvitationState, RequestState
from network.training.vocabulary import Mode

_ONE_OPEN = column("state") == InvitationState.OPEN.value


class GivingOffer(OwnedByOrganisation, Entity, Versioned, Base):
    """What somebody can give in their role at one organisation. Removed when they hold no such role there."""

    __tablename__ = "tailoring_offer"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "user_id"),
        CheckConstraint("most_a_quarter > 0", name="gives_some"),
        CheckConstraint("for_others OR lent_at IS NULL", name="lent_only_where_wanted"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    courses: Mapped[list[str]]
    """Keys of courses, which are never removed."""
    sectors: Mapped[list[str]]
    """Words of `Sector`, in its order."""
    places: Mapped[list[str]]
    """Towns, first halves of postcodes or their letters, as they were typed."""
    modes: Mapped[list[str]]
    weekdays: Mapped[list[str]]
    """Digits of `Weekday`."""
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    most_a_quarter: Mapped[int]
    for_others: Mapped[bool]
    """They would train other partners too."""
    lent_at: Mapped[datetime | None]
    """Since when the lead of the organisation agrees to that; None where none does."""
    lent_by_id: Mapped[UUID | None]
    experience: Mapped[str]
    is_paused: Mapped[bool] = mapped_column(default=False)
    kept_at: Mapped[datetime]

    @property
    def may_be_borrowed(self) -> bool:
        """Both they and their lead say so."""
        return self.for_others and self.lent_at is not None


class TailoredRequest(SharedWithPartner, Entity, Versioned, Base):
    """Training that an organisation asks for, from the asking to what changed in practice."""

    __tablename__ = "tailored_request"
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        ForeignKeyConstraint(["organisation_id", "department_id"], ["department.organisation_id", "department.id"]),
        CheckConstraint("people > 0", name="for_somebody"),
        CheckConstraint("until_on >= from_on", name="ends_after_start"),
        CheckConstraint(
            "(state IN ('agreed', 'delivered', 'fed-back')) = (giver_id IS NOT NULL AND day IS NOT NULL)",
            name="agreed_with_somebody",
        ),
        CheckConstraint(
            "(state IN ('asked', 'withdrawn')) = (partner_organisation_id IS NULL)",
            name="shared_while_somebody_is_asked",
        ),
        Index("ix_tailored_request_organisation_id_state", "organisation_id", "state", "asked_at"),
        Index("ix_tailored_request_state", "state", "asked_at"),
        Index("ix_tailored_request_giver_id", "giver_id", "day"),
    )

    asked_by_id: Mapped[UUID | None]
    asked_at: Mapped[datetime]
    course_id: Mapped[UUID | None] = mapped_column(ForeignKey("training_course.id"), index=True)
    topics: Mapped[list[str]]
    """Words of `Topic`, in its order."""
    department_id: Mapped[UUID | None]
    people: Mapped[int]
    level: Mapped[WorkforceLevel | None] = mapped_column(words(WorkforceLevel))
    tailor: Mapped[str]
    """What it should fit, in their own words; removed 12 months after it is closed."""
    mode: Mapped[Mode] = mapped_column(words(Mode))
    town: Mapped[str]
    postcode: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date]
    weekdays: Mapped[list[str]]
    """Digits of `Weekday`; none for any."""
    time: Mapped[TrainingTime | None] = mapped_column(words(TrainingTime))
    access_needs: Mapped[str]
    """Of the group in general; removed 30 days after the session."""
    state: Mapped[RequestState] = mapped_column(words(RequestState), default=RequestState.ASKED)
    giver_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    day: Mapped[date | None]
    """The day that was agreed, and from then on the one on which it was held: what somebody's load is counted by."""
    starts_at: Mapped[datetime | None]
    minutes: Mapped[int | None]
    agreed_at: Mapped[datetime | None]
    trained: Mapped[int | None]
    """How many people were there, as one of the two sides said."""
    held_said_at: Mapped[datetime | None]
    fits: Mapped[int | None]
    safe: Mapped[int | None]
    useful: Mapped[int | None]
    """From 1, not at all, to 5, very much."""
    feedback: Mapped[str] = mapped_column(default="")
    practice: Mapped[str] = mapped_column(default="")
    """What changed in practice (CP-2)."""
    fed_back_at: Mapped[datetime | None]
    themes: Mapped[list[str]] = mapped_column(default=list)
    """What the coordinator found in the feedback."""
    withdrawn_at: Mapped[datetime | None]


class TailoredInvitation(SharedWithPartner, Entity, Versioned, Base):
    """One person was asked to give one training, and what came of it. It says nothing of the training itself."""

    __tablename__ = "tailored_invitation"
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        ForeignKeyConstraint(
            ["organisation_id", "request_id"], ["tailored_request.organisation_id", "tailored_request.id"]
        ),
        Index("ix_tailored_invitation_organisation_id_request_id", "organisation_id", "request_id"),
        Index("ix_tailored_invitation_state", "state", "answer_by"),
        Index("ix_tailored_invitation_user_id", "user_id", "state"),
        Index(
            "uq_tailored_invitation_one_open",
            "organisation_id",
            "request_id",
            unique=True,
            sqlite_where=_ONE_OPEN,
            postgresql_where=_ONE_OPEN,
        ),
    )

    request_id: Mapped[UUID]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    sent_by_id: Mapped[UUID | None]
    sent_at: Mapped[datetime]
    answer_by: Mapped[date]
    """The last day on which they can answer."""
    state: Mapped[InvitationState] = mapped_column(words(InvitationState), default=InvitationState.OPEN)
    closed_at: Mapped[datetime | None]
