"""A referral as somebody sees it: one shape for its manager, who sees four states, and one for those who act on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from network.core.actor import Actor
from network.core.clock import LONDON, local_date
from network.incidents.models import Referral
from network.incidents.queries.people import names_of
from network.incidents.queries.referrals import find_last_reason, list_openings
from network.incidents.queries.sessions import find_waiting_exception
from network.incidents.rules.answers import ExitPathway, MeetingMode, Reading
from network.incidents.rules.deadlines import Clocks
from network.incidents.rules.next_steps import NextFact, NextStep, what_happens_next
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.states import (
    AT_THE_DESK,
    Holder,
    ManagerView,
    State,
    Step,
    holder,
    is_closed,
    manager_view,
    steps_from,
)
from network.incidents.sealing import Particulars, WasSaid, read_amendments, read_particulars
from network.incidents.summing_up import Summary, read_released_text, read_summary
from network.incidents.support import NOTHING, Support, read_support


@dataclass(frozen=True, slots=True)
class ManagerCase:
    """What the manager who wrote it sees: their own words, one of four states, what happens next (D10).

    It holds no instant but that of their own submission, so that no page can show another.
    """

    id: UUID
    reference: str
    submitted_at: datetime
    standing: ManagerView
    particulars: Particulars
    department_id: UUID | None
    department_name: str | None
    next: tuple[NextFact, ...]
    version: int
    missing: StepReason | None
    """What an incident lead asks for before it goes on; None where nothing is."""
    summary: str | None
    """The closing summary, once both have it (CI-19)."""
    may_reopen: bool
    """Whether it was taken back by themselves, and is still kept."""

    @property
    def may_withdraw(self) -> bool:
        """Whether they can take it back: until support begins, whatever else has happened meanwhile."""
        return self.standing in (ManagerView.RECEIVED, ManagerView.WITH_PROVIDER)

    @property
    def may_amend(self) -> bool:
        """Whether they can still put it right."""
        return self.standing is not ManagerView.ENDED


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody else opened it: when, who, in which capacity (U11)."""

    at: datetime
    user_id: UUID | None
    name: str
    capacity: Capacity


@dataclass(frozen=True, slots=True)
class Case:
    """What a lead, an allocator, a therapist or the person themselves sees, as far as it is theirs to read."""

    id: UUID
    version: int
    reference: str
    capacity: Capacity
    state: State
    holder: Holder
    organisation_id: UUID
    organisation_name: str
    department_name: str | None
    provider_id: UUID | None
    provider_name: str | None
    therapist_name: str | None
    clocks: Clocks
    submitted_at: datetime
    passed_on_at: datetime | None
    allocated_at: datetime | None
    first_meeting_at: datetime | None
    first_meeting_mode: MeetingMode | None
    manager_contacted_at: datetime | None
    begun_at: datetime | None
    closed_at: datetime | None
    reading: Reading
    why_not_waited: StepReason | None
    """For the person alone: why it went on before they had read it (U19)."""
    is_late: bool
    let_through_at: datetime | None
    deleted_at: datetime | None
    """When what it says of people is deleted; None while it is open."""
    particulars: Particulars
    next: tuple[NextFact, ...]
    concerned: frozenset[UUID | None]
    """Whom no step is left to, and nobody is sent to."""
    openings: tuple[Opened, ...] = ()
    support: Support = NOTHING
    """Sessions and dates, for the therapist and the person; for a lead, what was asked of them (CI-13)."""
    amendments: tuple[WasSaid, ...] = ()
    """For the person alone: what was put right after it was sent, and how it read before (U13)."""
    summary: Summary | None = None
    exit_pathway: ExitPathway | None = None
    is_gp_advised: bool = False
    are_others_affected: bool | None = None
    is_manager_affected: bool | None = None
    """What the manager said, for the therapist alone (CI-9); None where that is not sure."""

    @property
    def is_closed(self) -> bool:
        """Whether nobody is expected to do anything more."""
        return is_closed(self.state)

    @property
    def waits_for_person(self) -> bool:
        """Whether the next step is its person's: to read it, and to say that it can go on (U19)."""
        return self.state in AT_THE_DESK and self.reading is Reading.WAITING

    @property
    def waits_for_leave(self) -> bool:
        """Whether it came too late, and an incident lead has not let it through (D6)."""
        return self.state in AT_THE_DESK and self.is_late and self.let_through_at is None

    @property
    def still_to_come(self) -> tuple[NextFact, ...]:
        """The steps that the person themselves has not seen taken: a meeting that is booked is said apart."""
        is_booked = self.first_meeting_at is not None
        return tuple(fact for fact in self.next if not (is_booked and fact.step is NextStep.FIRST_MEETING))

    @property
    def kept_until(self) -> date | None:
        """The last day of names, details and what happened; None while it is open."""
        return None if self.deleted_at is None else local_date(self.deleted_at, LONDON)

    @property
    def openings_by_minute(self) -> list[Opened]:
        """Who opened it, with what the same person opened within the same minute said once, by its latest time.

        Going back and forth between a case and its form opens it several times; a list of that hides who came when.
        """
        by_minute: dict[tuple[object, ...], Opened] = {}
        for opened in self.openings:
            minute = opened.at.replace(second=0, microsecond=0)
            by_minute.setdefault((opened.user_id, opened.name, opened.capacity, minute), opened)
        return list(by_minute.values())

    def may(self, step: str) -> bool:
        """Whether a step can be taken from where it stands."""
        return Step(step) in steps_from(self.state)


def clocks_of(referral: Referral) -> Clocks:
    """The clocks as they were computed at submission."""
    target, limit, contact = (
        referral.first_meeting_target_at,
        referral.first_meeting_limit_on,
        referral.manager_contact_limit_on,
    )
    if target is None or limit is None or contact is None:
        raise ValueError("A draft has no clocks")
    return Clocks(target, limit, contact)


def manager_case(actor: Actor, referral: Referral) -> ManagerCase:
    """The referral for the manager who wrote it. ValueError for a draft."""
    standing = manager_view(referral.state)
    if standing is None or referral.submitted_at is None or referral.reference is None:
        raise ValueError("A draft has no standing")
    names = names_of(departments=[referral.department_id], people=())
    return ManagerCase(
        id=referral.id,
        reference=referral.reference,
        submitted_at=referral.submitted_at,
        standing=standing,
        particulars=read_particulars(referral, Capacity.REFERRER),
        department_id=referral.department_id,
        department_name=names.get(referral.department_id),
        next=_next_of(referral),
        version=referral.version,
        missing=find_last_reason(actor, referral, Step.SEND_BACK) if referral.state is State.SENT_BACK else None,
        summary=read_released_text(actor, referral) if referral.state is State.ENDED else None,
        may_reopen=referral.state is State.WITHDRAWN and referral.forgotten_at is None,
    )


def case_for(actor: Actor, referral: Referral, capacity: Capacity) -> Case:
    """The referral for somebody who acts on it, or whom it is about. ValueError for a draft."""
    if referral.submitted_at is None or referral.reference is None:
        raise ValueError("A draft is nobody's case")
    openings = list_openings(actor, referral) if capacity is Capacity.STAFF_MEMBER else []
    names = names_of(
        organisations=[referral.organisation_id, referral.provider_organisation_id],
        departments=[referral.department_id],
        people=[referral.therapist_user_id, *(opening.user_id for opening in openings)],
    )
    return Case(
        id=referral.id,
        version=referral.version,
        reference=referral.reference,
        capacity=capacity,
        state=referral.state,
        holder=holder(referral.state),
        organisation_id=referral.organisation_id,
        organisation_name=names.get(referral.organisation_id, ""),
        department_name=names.get(referral.department_id),
        provider_id=referral.provider_organisation_id,
        provider_name=names.get(referral.provider_organisation_id),
        therapist_name=names.get(referral.therapist_user_id),
        clocks=clocks_of(referral),
        submitted_at=referral.submitted_at,
        passed_on_at=referral.passed_on_at,
        allocated_at=referral.allocated_at,
        first_meeting_at=referral.first_meeting_at,
        first_meeting_mode=referral.first_meeting_mode,
        manager_contacted_at=referral.manager_contacted_at,
        begun_at=referral.begun_at,
        closed_at=referral.closed_at,
        reading=referral.reading,
        why_not_waited=_why_not_waited(actor, referral, capacity),
        is_late=referral.is_late,
        let_through_at=referral.let_through_at,
        deleted_at=referral.kept_until,
        particulars=read_particulars(referral, capacity),
        next=_next_of(referral),
        concerned=referral.concerned,
        support=_support_for(actor, referral, capacity),
        amendments=read_amendments(actor, referral) if capacity is Capacity.STAFF_MEMBER else (),
        summary=_summary_for(actor, referral, capacity),
        exit_pathway=referral.exit_pathway,
        is_gp_advised=referral.is_gp_advised,
        are_others_affected=referral.are_others_affected if capacity is Capacity.THERAPIST else None,
        is_manager_affected=referral.is_manager_affected if capacity is Capacity.THERAPIST else None,
        openings=tuple(
            Opened(each.at, each.user_id, names.get(each.user_id, "Somebody"), each.capacity) for each in openings
        ),
    )


def _support_for(actor: Actor, referral: Referral, capacity: Capacity) -> Support:
    """All of it for those whose it is; a lead sees how much was used, and no session by itself."""
    if capacity not in {Capacity.LEAD, Capacity.THERAPIST, Capacity.STAFF_MEMBER}:
        return NOTHING
    support = NOTHING if capacity is Capacity.LEAD else read_support(actor, referral)
    if capacity is Capacity.STAFF_MEMBER:
        return support
    waiting = find_waiting_exception(actor, referral) if referral.state is State.UNDER_WAY else None
    return replace(support, asked_for_one_more=waiting.reason if waiting else None)


def _summary_for(actor: Actor, referral: Referral, capacity: Capacity) -> Summary | None:
    """Only its two people and its writer read it on the way; and there is none before the end."""
    is_theirs = capacity in {Capacity.THERAPIST, Capacity.STAFF_MEMBER}
    return read_summary(actor, referral) if is_theirs and referral.state is State.ENDED else None


def _why_not_waited(actor: Actor, referral: Referral, capacity: Capacity) -> StepReason | None:
    if capacity is not Capacity.STAFF_MEMBER or referral.reading is not Reading.NOT_WAITED:
        return None
    return find_last_reason(actor, referral, Step.DO_NOT_WAIT)


def _next_of(referral: Referral) -> tuple[NextFact, ...]:
    return what_happens_next(
        referral.state, clocks_of(referral), manager_contacted=referral.manager_contacted_at is not None
    )
