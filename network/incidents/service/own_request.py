"""Somebody asks for support for themselves: to the incident lead, past their manager, where that is allowed."""

from __future__ import annotations

from uuid import UUID, uuid4

from network.accounts.public import PersonName, find_person, give_private_role
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import NotFound, RuleBroken
from network.incidents.models import Referral
from network.incidents.permissions import IncidentPermission
from network.incidents.queries.module import ServiceSettings, get_service, keeping_of, list_modes
from network.incidents.rules.answers import Reading
from network.incidents.rules.eligibility import window
from network.incidents.rules.own_request import OwnRequest, check_own_request, parts_of
from network.incidents.rules.states import Step
from network.incidents.sealing import write_particulars
from network.incidents.service.referring import new_reference, start_clocks
from network.incidents.service.steps import note, take_step, tell_leads
from network.incidents.service.writing import check_day, check_department, check_open, check_received


def open_own_request(actor: Actor, clock: Clock) -> ServiceSettings:
    """The page on which somebody asks for themselves. NotFound where the organisation does not offer it."""
    service = _offered(actor)
    note(actor, None, "own-request-opened", clock)
    return service


def ask_for_oneself(actor: Actor, request: OwnRequest, clock: Clock) -> Referral:
    """Sends a referral about oneself to the incident leads, with the window and the clocks of any other (D1 to D3, D6).

    No talk is kept, no manager is told, and it waits for no reading. Their page is theirs from now on, though nobody
    sees that they have one. NotFound where the organisation does not offer it, RuleBroken as a referral's.
    """
    service = _offered(actor)
    person = _person(actor)
    check_open(actor, service, clock)
    check_day(actor, service, request.incident_on, clock.today(), clock)
    check_own_request(request, person.email, list_modes(actor.organisation_id))
    _check_department(actor, service, request.department_id, clock)
    check_received(actor, {actor.user_id}, clock)
    give_private_role(actor.user_id, actor.organisation_id, clock)
    asked = Referral(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        department_id=request.department_id,
        staff_user_id=actor.user_id,
        started_at=clock.now(),
        kept_until=keeping_of(actor.organisation_id).draft_until(clock.now()),
        reading=Reading.READ,
        is_late=not window(request.incident_on, clock.today(), service.go_live_on).is_open,
        reference=new_reference(actor),
    )
    write_particulars(asked, {**parts_of(request), "staff_name": person.name, "staff_email": person.email}, clock)
    start_clocks(actor, asked, clock)
    if not request.may_contact_manager:
        asked.manager_contact_limit_on = None
    return _send(actor, asked, clock)


def _send(actor: Actor, asked: Referral, clock: Clock) -> Referral:
    db.session.add(asked)
    db.session.flush()
    taken = take_step(actor, asked, Step.ASK_FOR_ONESELF, clock)
    note(actor, asked, "asked-for-oneself", clock)
    tell_leads(asked, taken.id, clock)
    return asked


def _offered(actor: Actor) -> ServiceSettings:
    service = get_service(actor)
    if not actor.can(IncidentPermission.ASK) or service.go_live_on is None or not service.allows_self_request:
        raise NotFound()
    return service


def _person(actor: Actor) -> PersonName:
    person = find_person(actor.user_id)
    if person is None:
        raise NotFound()
    return person


def _check_department(actor: Actor, service: ServiceSettings, department_id: UUID | None, clock: Clock) -> None:
    """The same question as a manager's, asked of the person themselves (CI-1)."""
    if service.department_ids and department_id is None:
        raise RuleBroken("department_id", "Choose the department that you work in")
    check_department(actor, service, department_id, clock)
