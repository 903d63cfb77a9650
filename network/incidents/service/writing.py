"""Writing a referral: the talk first, then a draft in five short sections, kept for 30 days (CI-4, U16, U40)."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from network.accounts.public import find_person
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.erasures import erase
from network.core.errors import NotAllowed, RuleBroken
from network.core.permissions import Role
from network.core.tenancy import scoped
from network.incidents.models import Referral, Talk
from network.incidents.permissions import IncidentPermission
from network.incidents.queries.module import ServiceSettings, get_service, keeping_of, list_departments
from network.incidents.queries.people import list_handlers
from network.incidents.queries.referrals import get_draft, get_talk_day
from network.incidents.routes import other_routes
from network.incidents.rules.answers import TalkOutcome, TeamInput
from network.incidents.rules.eligibility import is_eligible_department, window, window_message
from network.incidents.rules.readers import Capacity
from network.incidents.rules.submission import (
    check_incident_day,
    check_manager,
    check_narrative,
    check_staff_member,
    check_talk_day,
)
from network.incidents.sealing import read_particulars, write_particulars
from network.incidents.service.steps import note


def record_talk(actor: Actor, outcome: TalkOutcome, talked_on: date, clock: Clock) -> Referral | None:
    """Keeps that manager and staff member talked, when, and which way it went; a referral gets its draft (CI-4).

    Raises RuleBroken for a day to come, and where the organisation does not take referrals today.
    """
    check_right(actor)
    check_talk_day(talked_on, clock.today())
    check_open(actor, get_service(actor), clock)
    draft = None
    if outcome is TalkOutcome.REFER:
        check_received(actor, {actor.user_id}, clock)
        draft = begin_draft(actor, talked_on, clock)
    else:
        _add_talk(actor, outcome, talked_on, clock)
    note(actor, draft, "talk-recorded", clock, {"outcome": outcome})
    return draft


def begin_draft(actor: Actor, talked_on: date, clock: Clock) -> Referral:
    """An empty draft with the manager's own name and address in it already (U38)."""
    talk = _add_talk(actor, TalkOutcome.REFER, talked_on, clock)
    draft = Referral(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        talk_id=talk.id,
        referrer_user_id=actor.user_id,
        started_at=clock.now(),
        kept_until=keeping_of(actor.organisation_id).draft_until(clock.now()),
    )
    manager = find_person(actor.user_id)
    if manager is not None:
        write_particulars(draft, {"manager_name": manager.name, "manager_email": manager.email}, clock)
    db.session.flush()
    db.session.add(draft)
    db.session.flush()
    return draft


def _add_talk(actor: Actor, outcome: TalkOutcome, talked_on: date, clock: Clock) -> Talk:
    talk = Talk(
        id=new_id(),
        organisation_id=actor.organisation_id,
        manager_user_id=actor.user_id,
        talked_on=talked_on,
        outcome=outcome,
        recorded_at=clock.now(),
    )
    db.session.add(talk)
    return talk


def answer_when(actor: Actor, referral_id: UUID, incident_on: date, clock: Clock) -> Referral:
    """The day of the incident, held against the window at once, before anything else is typed (D6)."""
    draft = get_draft(actor, referral_id)
    check_day(actor, get_service(actor), incident_on, get_talk_day(actor, draft), clock)
    return _keep(actor, draft, {"incident_on": incident_on.isoformat()}, clock)


def answer_talk(actor: Actor, referral_id: UUID, talked_on: date, clock: Clock) -> Referral:
    """The day of the talk, put right (CI-4). Whether it fits the incident's is asked with that, and at the end."""
    draft = get_draft(actor, referral_id)
    check_talk_day(talked_on, clock.today())
    talks = scoped(select(Talk), actor, Talk).where(Talk.id == draft.talk_id)
    db.session.scalars(talks).one().talked_on = talked_on
    note(actor, draft, "draft-saved", clock, {"talked_on": "changed"})
    return draft


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Who a referral is about, and how to reach them."""

    name: str
    telephone: str = ""
    email: str = ""
    department_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class LineManager:
    """Whom the therapist contacts."""

    name: str
    telephone: str = ""
    email: str = ""


def answer_staff_member(actor: Actor, referral_id: UUID, person: StaffMember, clock: Clock) -> Referral:
    """Who it is about and how to reach them. Raises RuleBroken with a field, or for a department outside (CI-1)."""
    draft = get_draft(actor, referral_id)
    manager_email = read_particulars(draft, Capacity.REFERRER).manager_email or ""
    check_staff_member(person.name, person.telephone, person.email, manager_email=manager_email)
    check_department(actor, get_service(actor), person.department_id, clock)
    draft.department_id = person.department_id
    parts = {"staff_name": person.name, "staff_telephone": person.telephone, "staff_email": person.email}
    return _keep(actor, draft, parts, clock)


def answer_what_happened(actor: Actor, referral_id: UUID, narrative: str, clock: Clock) -> Referral:
    """What happened, briefly, and how the staff member was involved."""
    draft = get_draft(actor, referral_id)
    check_narrative(narrative)
    return _keep(actor, draft, {"narrative": narrative}, clock)


def answer_manager(actor: Actor, referral_id: UUID, manager: LineManager, clock: Clock) -> Referral:
    """Whom the therapist contacts within the week (CI-9)."""
    draft = get_draft(actor, referral_id)
    check_manager(manager.name, manager.telephone, manager.email)
    parts = {"manager_name": manager.name, "manager_telephone": manager.telephone, "manager_email": manager.email}
    return _keep(actor, draft, parts, clock)


def answer_team(actor: Actor, referral_id: UUID, team_input: TeamInput, clock: Clock) -> Referral:
    """Whether support is to be considered for others in the team."""
    return _keep(actor, get_draft(actor, referral_id), {"team_input": team_input}, clock)


def discard_draft(actor: Actor, referral_id: UUID, clock: Clock) -> None:
    """Deletes one's own draft at once."""
    draft = get_draft(actor, referral_id)
    note(actor, draft, "draft-discarded", clock)
    erase(draft, clock)


def _keep(actor: Actor, draft: Referral, parts: Mapping[str, str], clock: Clock) -> Referral:
    write_particulars(draft, parts, clock)
    note(actor, draft, "draft-saved", clock, dict.fromkeys(parts, "changed"))
    return draft


def check_right(actor: Actor) -> None:
    """Raises NotAllowed unless the actor may refer."""
    if not actor.can(IncidentPermission.REFER):
        raise NotAllowed()


def check_taken(actor: Actor, clock: Clock) -> None:
    """Raises RuleBroken, with other routes, where the actor's organisation takes no referral today (D6, U37)."""
    check_open(actor, get_service(actor), clock)


def check_open(actor: Actor, service: ServiceSettings, clock: Clock) -> None:
    """Raises RuleBroken, with other routes, where the organisation takes no referral today (D6, U37)."""
    if not service.is_taken_on(today := clock.today()):
        message = window_message(window(today, today, service.go_live_on))
        raise RuleBroken(None, f"{message}.", routes=other_routes(actor, clock))


def check_received(actor: Actor, concerned: Container[UUID | None], clock: Clock) -> None:
    """Raises RuleBroken where no incident lead could pass a referral on but those whom it is not left to (D10)."""
    if not list_handlers(actor.organisation_id, Role.INCIDENT_LEAD, concerned, clock):
        raise RuleBroken(
            None,
            "Whoever refers, or is referred, does not also pass it on, and nobody else here leads on this support. "
            "Ask your organisation’s lead to name another incident lead, and say no more than that.",
            routes=other_routes(actor, clock),
        )


def check_day(actor: Actor, service: ServiceSettings, incident_on: date, talked_on: date, clock: Clock) -> None:
    """Raises RuleBroken where an incident of this day cannot be referred today (D6)."""
    verdict = window(incident_on, clock.today(), service.go_live_on)
    routes = other_routes(actor, clock)
    check_incident_day(verdict, talked_on, clock.today(), routes, allows_late=service.allows_late)


def check_department(actor: Actor, service: ServiceSettings, department_id: UUID | None, clock: Clock) -> None:
    """Raises RuleBroken for a department that is not there, or whose staff the service is not for (CI-1)."""
    if department_id is not None and department_id not in {each.id for each in list_departments(actor)}:
        raise RuleBroken("department_id", "Choose a department from the list")
    if not service.department_ids:
        return
    if department_id is None:
        raise RuleBroken("department_id", "Choose the department that the staff member works in")
    if not is_eligible_department(department_id, service.department_ids):
        raise RuleBroken(
            "department_id",
            "Your organisation offers this service to other departments so far. Choose another if this was a slip",
            routes=other_routes(actor, clock),
        )
