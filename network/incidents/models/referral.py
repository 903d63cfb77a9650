"""The talk, the referral and its way. Nothing of a person in plain."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.crypto import Place
from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import OwnedByOrganisation, SharedWithProvider, Sharing
from network.incidents.rules.answers import ExitPathway, MeetingMode, Reading, TalkOutcome
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.retention import Days
from network.incidents.rules.states import State, Step


class Talk(OwnedByOrganisation, Entity, Base):
    """That a manager and a staff member talked, when, and which of three ways it went (CI-4). It names nobody else."""

    __tablename__ = "incident_talk"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (UniqueConstraint("organisation_id", "id"),)

    manager_user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    talked_on: Mapped[date]
    outcome: Mapped[TalkOutcome] = mapped_column(words(TalkOutcome))
    recorded_at: Mapped[datetime]


class Referral(SharedWithProvider, Entity, Versioned, Base):
    """A referral, from its draft to its end.

    Its key is random: it says nothing of when it was made, and cannot be guessed from another (B25). What says
    something of a person is in the columns whose names end in `_sealed`, and only there (B24).
    """

    __tablename__ = "referral"
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        UniqueConstraint("organisation_id", "reference"),
        ForeignKeyConstraint(["organisation_id", "talk_id"], ["incident_talk.organisation_id", "incident_talk.id"]),
        ForeignKeyConstraint(["organisation_id", "department_id"], ["department.organisation_id", "department.id"]),
        CheckConstraint(
            "state = 'draft' OR (submitted_at IS NOT NULL AND reference IS NOT NULL AND "
            "first_meeting_target_at IS NOT NULL AND first_meeting_limit_on IS NOT NULL AND "
            "(manager_contact_limit_on IS NOT NULL OR referrer_user_id IS NULL OR handed_over_at IS NOT NULL))",
            name="sent_means_clocks_run",
        ),
        CheckConstraint("(talk_id IS NULL) = (referrer_user_id IS NULL)", name="referred_means_talked"),
        CheckConstraint(
            "state NOT IN ('with_provider', 'allocated', 'meeting_booked', 'under_way') OR "
            "provider_organisation_id IS NOT NULL",
            name="passed_on_means_provider",
        ),
        CheckConstraint(
            "state NOT IN ('allocated', 'meeting_booked', 'under_way') OR therapist_user_id IS NOT NULL",
            name="allocated_means_therapist",
        ),
        CheckConstraint("successor_user_id IS NULL OR handed_over_at IS NOT NULL", name="followed_means_handed_over"),
        Index("ix_referral_organisation_id_state", "organisation_id", "state"),
        Index("ix_referral_organisation_id_referrer_user_id", "organisation_id", "referrer_user_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-10)
    reference: Mapped[str | None]
    state: Mapped[State] = mapped_column(words(State), default=State.DRAFT)
    talk_id: Mapped[UUID | None]
    department_id: Mapped[UUID | None]
    referrer_user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    """The manager who wrote it, after a talk; None, and no talk, where the person asked for themselves."""
    handed_over_at: Mapped[datetime | None]
    """From when on who wrote it sees nothing more of it: another manages the person, or nobody does (RM)."""
    successor_user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    """The manager who follows, once the person has agreed that they do."""
    staff_user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    """Once the person referred has signed in; until then `staff_mark` finds their referral."""
    staff_mark: Mapped[bytes | None] = mapped_column(LargeBinary)
    therapist_user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"), index=True)

    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    first_meeting_target_at: Mapped[datetime | None]
    first_meeting_limit_on: Mapped[date | None]
    manager_contact_limit_on: Mapped[date | None]
    """None where there is no manager to contact: whoever asked for themselves named none, or nobody follows (CI-9)."""
    amended_at: Mapped[datetime | None]
    reading: Mapped[Reading] = mapped_column(words(Reading), default=Reading.WAITING)
    is_late: Mapped[bool] = mapped_column(default=False)
    """Whether it was sent after its window had closed, for an incident lead to let through or not (D6)."""
    let_through_at: Mapped[datetime | None]
    has_late_reasons: Mapped[bool] = mapped_column(default=False)
    """Whether somebody said why something was late, so that no page asks where nobody did."""
    has_emergencies: Mapped[bool] = mapped_column(default=False)
    """Whether two people ever agreed to open it in an emergency, so that no page asks where nobody did."""
    passed_on_at: Mapped[datetime | None]
    allocated_at: Mapped[datetime | None]
    first_meeting_booked_at: Mapped[datetime | None]
    first_meeting_at: Mapped[datetime | None]
    first_meeting_mode: Mapped[MeetingMode | None] = mapped_column(words(MeetingMode))
    manager_contacted_at: Mapped[datetime | None]
    are_others_affected: Mapped[bool | None]
    is_manager_affected: Mapped[bool | None]
    """What the therapist heard when they spoke with the manager (CI-9); None where that is not sure."""
    begun_at: Mapped[datetime | None]
    sessions_granted: Mapped[int] = mapped_column(default=0)
    """How many allowances it has: counted where they are granted, so that no page counts them."""
    exit_pathway: Mapped[ExitPathway | None] = mapped_column(words(ExitPathway))
    is_gp_advised: Mapped[bool] = mapped_column(default=False)
    """Whether they were advised to see their GP about something outside the incident (CI-18)."""
    paused_until: Mapped[date | None]
    """The last day on which nobody contacts the person, because they asked for a pause."""
    closed_at: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]
    """When it was opened again for the first time: that starts the time it is kept once more, and only once."""
    kept_until: Mapped[datetime | None] = mapped_column(index=True)
    """When what it says of people is deleted: of a draft from the start, of a referral once it has closed."""
    kept_from: Mapped[datetime | None]
    """The closing that its days are counted from: the first, or the first after it was opened again."""
    summary_until: Mapped[datetime | None]
    skeleton_until: Mapped[datetime | None] = mapped_column(index=True)
    """When the last of it is deleted. All three days stand, unused, while it is open again."""
    forgotten_at: Mapped[datetime | None]
    held_until: Mapped[date | None]
    """The last day of a hold, so that no page asks for one where there is none (`LegalHold`)."""

    staff_name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    staff_telephone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    staff_email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    manager_name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    manager_telephone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    manager_email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    successor_name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    successor_telephone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    successor_email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    incident_on_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    narrative_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    team_input_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    correction_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    called_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    own_telephone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    own_email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact_way_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact_times_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    voicemail_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    interpreter_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    mode_wish_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    therapist_wish_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    @property
    def is_self_requested(self) -> bool:
        """Whether the person asked for themselves: then no manager is told anything of it."""
        return self.referrer_user_id is None

    @property
    def manager_user_id(self) -> UUID | None:
        """The manager who sees its four states and is told of its end; None where there is none (D10)."""
        return self.referrer_user_id if self.handed_over_at is None else self.successor_user_id

    @property
    def waits_for_manager(self) -> bool:
        """Whether it was handed over, and the person has not said yet whether to that manager (RM)."""
        return self.successor_name_sealed is not None

    @property
    def waits_for_person(self) -> bool:
        """Whether it stays at the desk until the person has read it, or says that it can go at once (U19)."""
        return self.reading is Reading.WAITING

    @property
    def waits_for_leave(self) -> bool:
        """Whether it came too late, and nobody has let it through (D6)."""
        return self.is_late and self.let_through_at is None

    @property
    def days(self) -> Days | None:
        """When each part of it is deleted; None while it is open."""
        if self.closed_at is None or not (self.kept_until and self.summary_until and self.skeleton_until):
            return None
        return Days(self.kept_until, self.summary_until, self.skeleton_until)

    @property
    def concerned(self) -> frozenset[UUID | None]:
        """Whom no step is left to: who wrote it, who would see more than a manager may (D10), and whom it is about."""
        return frozenset({self.referrer_user_id, self.successor_user_id, self.staff_user_id})

    def place_of(self, part: str) -> Place:
        """Where a part is sealed for."""
        return Place(self.organisation_id, self.__tablename__, f"{part}_sealed", self.id)


class ReferralStep(SharedWithProvider, Entity, Base):
    """One step of a referral, with its instant (D2) and who took it, until the person referred is forgotten (B30)."""

    __tablename__ = "referral_step"
    __table_args__: Any = (
        ForeignKeyConstraint(
            ["organisation_id", "referral_id"], ["referral.organisation_id", "referral.id"], ondelete="CASCADE"
        ),
        Index("ix_referral_step_referral_id", "referral_id"),
    )

    referral_id: Mapped[UUID]
    step: Mapped[Step] = mapped_column(words(Step))
    reason: Mapped[StepReason | None] = mapped_column(words(StepReason))
    at: Mapped[datetime]
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))


class Amendment(SharedWithProvider, Entity, Base):
    """A part of a referral that was changed after it was sent, as it read before: its person sees it (U13, RM)."""

    __tablename__ = "referral_amendment"
    __table_args__: Any = (
        ForeignKeyConstraint(
            ["organisation_id", "referral_id"], ["referral.organisation_id", "referral.id"], ondelete="CASCADE"
        ),
        Index("ix_referral_amendment_referral_id", "referral_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-10)
    referral_id: Mapped[UUID]
    part: Mapped[str]
    was_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    amended_at: Mapped[datetime]
    amended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))

    @property
    def place(self) -> Place:
        """Where what it was before is sealed for."""
        return Place(self.organisation_id, self.__tablename__, "was_sealed", self.id)
