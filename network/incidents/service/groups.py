"""Support for a group: asked first, sent by whoever may, one facilitated session (CI-14, CI-15, D12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from network.accounts.public import find_person
from network.core import audit, outbox
from network.core.actor import Actor
from network.core.clock import LONDON, Clock, in_utc
from network.core.database import db
from network.core.errors import RuleBroken
from network.core.pagination import PAGE_SIZE, Page
from network.core.permissions import Role
from network.core.working_days import UnknownBankHolidays
from network.incidents.group_cases import GroupCase, group_case, group_cases
from network.incidents.messages import DeskChanged
from network.incidents.models import GroupSupport
from network.incidents.queries.groups import get_group, hold_group, is_with_a_group, list_page
from network.incidents.queries.module import get_service, list_modes
from network.incidents.queries.people import list_handlers
from network.incidents.queries.sessions import is_busy
from network.incidents.routes import other_routes
from network.incidents.rules.answers import MeetingMode
from network.incidents.rules.groups import (
    OVER,
    GroupAskedBy,
    GroupState,
    GroupStep,
    GroupStepNotAllowed,
    GroupWish,
    check_asked_on,
    check_attendance,
    check_group_session,
    check_wished,
    hear_by,
    next_group_state,
)
from network.incidents.rules.readers import Capacity
from network.incidents.rules.setup import GroupReferrer
from network.incidents.rules.submission import check_mode
from network.incidents.service.passing import find_provider
from network.incidents.service.referring import random_letters
from network.incidents.service.writing import check_right, check_taken
from network.organisations.public import calendar_of, get_organisation

ENTITY = "group"
LISTS = {
    Capacity.REFERRER: "/support/groups",
    Capacity.LEAD: "/support/desk/groups",
    Capacity.ALLOCATOR: "/support/allocation/groups",
    Capacity.THERAPIST: "/support/work/groups",
}


@dataclass(frozen=True, slots=True)
class GroupAsked:
    """That a group was asked: when, by whom, and what it said (D12)."""

    asked_on: date
    asked_by: GroupAskedBy
    wish: GroupWish


@dataclass(frozen=True, slots=True)
class GroupSession:
    """When a group meets, how, and whether individual meetings are held on the same visit (CI-15)."""

    at: datetime
    mode: MeetingMode
    is_combined: bool = False


def ask_group(actor: Actor, position: GroupReferrer, asked: GroupAsked, clock: Clock) -> GroupSupport:
    """Keeps that a group was asked, before anything can be sent (CI-14).

    Raises RuleBroken where the organisation takes nothing today, for a position that may not ask for a group, and on
    `asked_on`.
    """
    check_right(actor)
    check_taken(actor, clock)
    if position not in get_service(actor).group_referrers:
        raise RuleBroken("position", "In your organisation somebody else asks for groups. Ask your incident lead who")
    check_asked_on(asked.asked_on, clock.today())
    group = GroupSupport(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        reference=f"G-{random_letters()}",
        referrer_user_id=actor.user_id,
        position=position,
        started_at=clock.now(),
    )
    _keep_asked(group, asked)
    db.session.add(group)
    db.session.flush()
    _note(actor, group, "asked", clock)
    return group


def ask_group_again(actor: Actor, group_id: UUID, asked: GroupAsked, clock: Clock) -> GroupSupport:
    """What it said the next time, or put right, until it is sent. Raises GroupStepNotAllowed after that."""
    group = hold_group(actor, Capacity.REFERRER, group_id)
    if group.state is not GroupState.ASKED:
        raise GroupStepNotAllowed
    check_asked_on(asked.asked_on, clock.today())
    _keep_asked(group, asked)
    _note(actor, group, "asked-again", clock)
    return group


def send_group(actor: Actor, group_id: UUID, clock: Clock) -> GroupSupport:
    """Sends it to the incident leads, where the group wishes it, and starts its clock (CI-14, D12).

    Raises RuleBroken, with other routes, where it does not wish it, or nothing is taken today.
    """
    group = hold_group(actor, Capacity.REFERRER, group_id)
    check_taken(actor, clock)
    check_wished(group.wish, other_routes(actor, clock))
    group.provider_limit_on = _limit(actor, clock)
    group.submitted_at = clock.now()
    _take(group, GroupStep.SEND, clock)
    _note(actor, group, "sent", clock)
    _tell(group, Capacity.LEAD, clock, besides=actor)
    return group


def pass_group_on(actor: Actor, group_id: UUID, clock: Clock) -> GroupSupport:
    """Passes it to the organisation’s provider. RuleBroken where nobody there could receive it."""
    group = hold_group(actor, Capacity.LEAD, group_id)
    group.provider_organisation_id = find_provider(actor, None, (), clock)
    _take(group, GroupStep.PASS_ON, clock)
    group.passed_on_at = clock.now()
    _note(actor, group, "passed-on", clock)
    _tell(group, Capacity.ALLOCATOR, clock, besides=actor)
    return group


def allocate_group(actor: Actor, group_id: UUID, therapist_user_id: UUID, clock: Clock) -> GroupSupport:
    """Gives it to a therapist of the provider; to another one, who arranges it anew. RuleBroken on `therapist_id`."""
    group = hold_group(actor, Capacity.ALLOCATOR, group_id)
    if therapist_user_id not in {each.id for each in list_handlers(actor.organisation_id, Role.THERAPIST, (), clock)}:
        raise RuleBroken("therapist_id", "Choose a therapist from the list")
    group.therapist_user_id, group.allocated_at = therapist_user_id, clock.now()
    group.at, group.mode, group.is_combined = None, None, False
    _take(group, GroupStep.NAME_THERAPIST, clock)
    _note(actor, group, "allocated", clock, {"therapist": str(therapist_user_id)})
    _tell(group, Capacity.THERAPIST, clock, besides=actor)
    return group


def arrange_group(actor: Actor, group_id: UUID, session: GroupSession, clock: Clock) -> GroupSupport:
    """The one facilitated session, or another time for it (CI-14, CI-15).

    Raises RuleBroken on `day`, `time`, `mode` or `is_combined`.
    """
    group = hold_group(actor, Capacity.THERAPIST, group_id)
    check_group_session(session.at, session.mode, clock.now(), is_combined=session.is_combined)
    check_mode("mode", session.mode, list_modes(group.organisation_id))
    if is_busy(actor, actor.user_id, session.at, None) or is_with_a_group(actor, session.at, group.id):
        raise RuleBroken("time", "You have another session then. Choose a time at least an hour from it")
    group.at, group.mode, group.is_combined = in_utc(session.at), session.mode, session.is_combined
    group.arranged_at = group.arranged_at or clock.now()
    _take(group, GroupStep.ARRANGE, clock)
    _note(actor, group, "arranged", clock, {"at": group.at.isoformat(), "mode": session.mode})
    _tell(group, Capacity.REFERRER, clock, besides=actor)
    return group


def note_group_held(actor: Actor, group_id: UUID, attendance: int, clock: Clock) -> GroupSupport:
    """That it was held, and how many came: a number, which can be put right. RuleBroken on `attendance`."""
    group = hold_group(actor, Capacity.THERAPIST, group_id)
    if group.at is None:
        raise GroupStepNotAllowed
    check_attendance(attendance, group.at, clock.now())
    group.attendance = attendance
    _take(group, GroupStep.HOLD, clock)
    _note(actor, group, "held", clock)
    _tell(group, Capacity.REFERRER, clock, besides=actor)
    return group


def call_off_group(actor: Actor, capacity: Capacity, group_id: UUID, clock: Clock) -> GroupSupport:
    """It is not to be, by whoever asked for it, a lead or its therapist. No reason is asked (U15)."""
    group = hold_group(actor, capacity, group_id)
    _take(group, GroupStep.CALL_OFF, clock)
    _note(actor, group, "called-off", clock)
    for other in (Capacity.REFERRER, Capacity.LEAD, Capacity.ALLOCATOR, Capacity.THERAPIST):
        _tell(group, other, clock, besides=actor)
    return group


def open_group(actor: Actor, capacity: Capacity, group_id: UUID, clock: Clock) -> GroupCase:
    """One of them, as far as it is theirs to see. Raises NotFound."""
    group = get_group(actor, capacity, group_id)
    _note(actor, group, "opened", clock, {"as": capacity})
    return group_case(actor, group, capacity)


def list_groups(
    actor: Actor, capacity: Capacity, clock: Clock, *, number: int = 1, size: int = PAGE_SIZE
) -> Page[GroupCase]:
    """A page of those that the actor sees in a capacity."""
    page = list_page(actor, capacity, number, size)
    _note(actor, None, "listed", clock, {"as": capacity})
    cases = {case.id: case for case in group_cases(page.items, capacity)}
    return page.map(lambda group: cases[group.id])


def open_asking(actor: Actor, clock: Clock) -> None:
    """The page before a group is asked. Raises RuleBroken, with other routes, where nothing is taken today (U37)."""
    check_right(actor)
    check_taken(actor, clock)
    _note(actor, None, "asking-opened", clock)


def _keep_asked(group: GroupSupport, asked: GroupAsked) -> None:
    group.asked_on, group.asked_by, group.wish = asked.asked_on, asked.asked_by, asked.wish


def _limit(actor: Actor, clock: Clock) -> date:
    try:
        return hear_by(clock.now(), calendar_of(get_organisation(actor.organisation_id)), LONDON)
    except UnknownBankHolidays:
        words = "This cannot be sent here today: the bank holidays of the coming days are not known to the service."
        raise RuleBroken(None, words, routes=other_routes(actor, clock)) from None


def _take(group: GroupSupport, step: GroupStep, clock: Clock) -> None:
    group.state = next_group_state(group.state, step)
    group.closed_at = (group.closed_at or clock.now()) if group.state in OVER else None


def _note(
    actor: Actor, group: GroupSupport | None, verb: str, clock: Clock, changes: dict[str, str] | None = None
) -> None:
    group_id, organisation_id = (group.id, group.organisation_id) if group is not None else (None, None)
    audit.record(
        actor,
        clock.now(),
        f"incidents.{ENTITY}.{verb}",
        ENTITY,
        group_id,
        organisation_id=organisation_id,
        changes=changes,
    )


def _tell(group: GroupSupport, capacity: Capacity, clock: Clock, *, besides: Actor) -> None:
    """Whoever has it in this capacity, but who did it: that their list has changed, and nothing of what (U31)."""
    path, key = LISTS[capacity], uuid4()
    emails = [email for user_id, email in _holders(group, capacity, clock) if user_id != besides.user_id]
    outbox.enqueue_all({f"incidents.desk-changed:{key}:{email}": DeskChanged(email, path) for email in emails}, clock)


def _holders(group: GroupSupport, capacity: Capacity, clock: Clock) -> list[tuple[UUID, str]]:
    people = {Capacity.REFERRER: group.referrer_user_id, Capacity.THERAPIST: group.therapist_user_id}
    if capacity in people:
        user_id = people[capacity]
        person = find_person(user_id) if user_id is not None else None
        return [(person.id, person.email)] if person is not None else []
    if capacity is Capacity.LEAD:
        found = list_handlers(group.organisation_id, Role.INCIDENT_LEAD, (), clock)
    elif group.provider_organisation_id is not None and group.therapist_user_id is None:
        found = list_handlers(group.provider_organisation_id, Role.PROVIDER_ALLOCATOR, (), clock)
    else:
        found = []
    return [(each.id, each.email) for each in found]
