"""Reading a referral into a case: each part of it only where it is its reader’s to see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from network.core.actor import Actor
from network.core.clock import LONDON
from network.core.working_days import Skipped, UnknownBankHolidays
from network.incidents.cases import Case, Opened
from network.incidents.emergencies import read_emergencies
from network.incidents.models import LegalHold, Referral
from network.incidents.queries.holding import find_hold
from network.incidents.queries.lateness import find_lateness
from network.incidents.queries.people import names_of
from network.incidents.queries.referrals import Opening, find_last_reason, list_openings
from network.incidents.queries.sessions import find_waiting_exception
from network.incidents.rules.answers import Reading
from network.incidents.rules.deadlines import Clocks, skipped_days
from network.incidents.rules.due import Due, LateReason
from network.incidents.rules.next_steps import NextFact, what_happens_next
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.states import (
    State,
    Step,
    holder,
)
from network.incidents.sealing import read_amendments, read_particulars
from network.incidents.summing_up import Summary, read_summary
from network.incidents.support import NOTHING, Support, read_support
from network.organisations.public import calendar_of, get_organisation


def clocks_of(referral: Referral) -> Clocks:
    """The clocks as they were computed at submission."""
    target, limit, contact = (
        referral.first_meeting_target_at,
        referral.first_meeting_limit_on,
        referral.manager_contact_limit_on,
    )
    if target is None or limit is None:
        raise ValueError("A draft has no clocks")
    return Clocks(target, limit, contact)


def case_for(actor: Actor, referral: Referral, capacity: Capacity) -> Case:
    """The referral for somebody who acts on it, or whom it is about. ValueError for a draft."""
    if referral.submitted_at is None or referral.reference is None:
        raise ValueError("A draft is nobody's case")
    openings = list_openings(actor, referral, actor.user_id) if capacity is Capacity.STAFF_MEMBER else []
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
        is_self_requested=referral.is_self_requested,
        is_handed_over=referral.handed_over_at is not None,
        waits_for_manager=referral.waits_for_manager,
        why_not_waited=_why_not_waited(actor, referral, capacity),
        is_late=referral.is_late,
        let_through_at=referral.let_through_at,
        paused_until=referral.paused_until,
        days=referral.days,
        emptied_at=referral.forgotten_at,
        particulars=read_particulars(referral, capacity),
        next=next_of(referral),
        concerned=referral.concerned,
        support=_support_for(actor, referral, capacity),
        amendments=read_amendments(actor, referral) if capacity is Capacity.STAFF_MEMBER else (),
        summary=_summary_for(actor, referral, capacity),
        hold=_hold_for(actor, referral, capacity),
        emergencies=read_emergencies(actor, referral) if capacity is Capacity.STAFF_MEMBER else (),
        exit_pathway=referral.exit_pathway,
        is_gp_advised=referral.is_gp_advised,
        are_others_affected=referral.are_others_affected if capacity is Capacity.THERAPIST else None,
        is_manager_affected=referral.is_manager_affected if capacity is Capacity.THERAPIST else None,
        late_reasons=_late_reasons(actor, referral, capacity),
        openings=_opened(referral, openings, names),
    )


def who_opened(actor: Actor, referral: Referral) -> tuple[Opened, ...]:
    """For an incident lead: everybody who opened it but whom it is about (B29)."""
    openings = list_openings(actor, referral, referral.staff_user_id)
    return _opened(referral, openings, names_of(people=[opening.user_id for opening in openings]))


def _opened(referral: Referral, openings: Iterable[Opening], names: Mapping[UUID | None, str]) -> tuple[Opened, ...]:
    return tuple(
        Opened(
            each.at,
            each.user_id,
            names.get(each.user_id, "Somebody"),
            each.capacity,
            each.user_id == referral.successor_user_id and each.user_id != referral.referrer_user_id,
        )
        for each in openings
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


def _hold_for(actor: Actor, referral: Referral, capacity: Capacity) -> LegalHold | None:
    """It is the organisation's: nobody at the provider learns of it."""
    return find_hold(actor, referral) if capacity in {Capacity.LEAD, Capacity.STAFF_MEMBER} else None


def days_left_out(case: Case) -> tuple[Skipped, ...]:
    """The days that the limits of a case do not count, while it is open (D1, H6); none where no calendar says so."""
    if case.is_closed:
        return ()
    try:
        calendar = calendar_of(get_organisation(case.organisation_id))
        return skipped_days(case.submitted_at, case.clocks, calendar, LONDON)
    except UnknownBankHolidays:
        return ()


def _why_not_waited(actor: Actor, referral: Referral, capacity: Capacity) -> StepReason | None:
    if capacity is not Capacity.STAFF_MEMBER or referral.reading is not Reading.NOT_WAITED:
        return None
    return find_last_reason(actor, referral, Step.DO_NOT_WAIT)


def _late_reasons(actor: Actor, referral: Referral, capacity: Capacity) -> dict[Due, LateReason]:
    if capacity is Capacity.STAFF_MEMBER or not referral.has_late_reasons:
        return {}
    return {due: each.reason for due, each in find_lateness(actor, referral).items()}


def next_of(referral: Referral) -> tuple[NextFact, ...]:
    """What happens next, in the words that both people read (U10)."""
    return what_happens_next(
        referral.state,
        clocks_of(referral),
        manager_contacted=referral.manager_contacted_at is not None,
        is_self_requested=referral.is_self_requested,
    )
