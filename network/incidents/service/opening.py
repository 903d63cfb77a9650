"""Reading a referral: every reading is noted, in the same transaction (B26)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.pagination import PAGE_SIZE, Page
from network.incidents.case_reading import case_for, who_opened
from network.incidents.cases import Case
from network.incidents.complaining import show_complaints
from network.incidents.manager_cases import ManagerCase, manager_case
from network.incidents.models import Referral
from network.incidents.own_record import OwnRecord, Told
from network.incidents.queries.complaints import list_complaints, own_complaints
from network.incidents.queries.lines import Line, list_lines
from network.incidents.queries.module import get_service
from network.incidents.queries.referrals import get_draft, get_sent_referral, list_steps
from network.incidents.rules.readers import Capacity
from network.incidents.rules.told import managers_at
from network.incidents.sealing import Particulars, read_particulars
from network.incidents.service.steps import note
from network.incidents.service.writing import check_open, check_right


def open_case(actor: Actor, capacity: Capacity, referral_id: UUID, clock: Clock) -> Case:
    """The referral for a lead, an allocator, a therapist or the person themselves. Raises NotFound."""
    referral = get_sent_referral(actor, capacity, referral_id)
    _note_opening(actor, referral, capacity, clock)
    return case_for(actor, referral, capacity)


def open_openings(actor: Actor, referral_id: UUID, clock: Clock) -> Case:
    """The referral for an incident lead, with everybody who opened it but whom it is about (B29). Raises NotFound."""
    case = open_case(actor, Capacity.LEAD, referral_id, clock)
    return replace(case, openings=who_opened(actor, get_sent_referral(actor, Capacity.LEAD, referral_id)))


def open_own_record(actor: Actor, referral_id: UUID, clock: Clock) -> OwnRecord:
    """Everything that is held on oneself, with each step and who was told of it (U11, B31). Raises NotFound."""
    referral = get_sent_referral(actor, Capacity.STAFF_MEMBER, referral_id)
    _note_opening(actor, referral, Capacity.STAFF_MEMBER, clock)
    steps = list_steps(actor, referral)
    managers = managers_at(
        [each.step for each in steps],
        has_author=not referral.is_self_requested,
        has_successor=referral.manager_user_id is not None,
    )
    story = tuple(
        Told(each.step, each.at, is_there, each.reason) for each, is_there in zip(steps, managers, strict=True)
    )
    complaints = show_complaints(list_complaints(own_complaints(actor)))
    return OwnRecord(case_for(actor, referral, Capacity.STAFF_MEMBER), story, tuple(complaints))


def open_own_referral(actor: Actor, referral_id: UUID, clock: Clock) -> ManagerCase:
    """What the manager who wrote it may see of a referral that was sent (D10). Raises NotFound."""
    referral = get_sent_referral(actor, Capacity.REFERRER, referral_id)
    _note_opening(actor, referral, Capacity.REFERRER, clock)
    return manager_case(actor, referral)


def open_draft(actor: Actor, referral_id: UUID, clock: Clock) -> tuple[Referral, Particulars]:
    """One's own draft and what it says so far. Raises NotFound."""
    draft = get_draft(actor, referral_id)
    note(actor, draft, "draft-opened", clock)
    return draft, read_particulars(draft, Capacity.REFERRER)


def list_referrals(
    actor: Actor,
    capacity: Capacity,
    clock: Clock,
    *,
    number: int = 1,
    size: int = PAGE_SIZE,
    is_cancelled: bool = False,
) -> Page[Line]:
    """A page of the referrals that the actor sees in a capacity, without names (U4).

    Whoever acts on them sees those whose support never began apart, where `is_cancelled` (RM).
    """
    page = list_lines(actor, capacity, number, size, is_cancelled=is_cancelled)
    note(actor, None, "listed", clock, {"as": capacity})
    return page


def _note_opening(actor: Actor, referral: Referral, capacity: Capacity, clock: Clock) -> None:
    note(actor, referral, "opened", clock, {"as": capacity})


def open_talk(actor: Actor, clock: Clock) -> None:
    """The page before a referral. Raises RuleBroken, with other routes, where none is taken today (D6, U37)."""
    check_right(actor)
    check_open(actor, get_service(actor), clock)
    note(actor, None, "talk-opened", clock)
