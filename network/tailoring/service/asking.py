"""Asking for training, and taking that back."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.tenancy import system_scope
from network.organisations.public import list_departments
from network.tailoring.messages import HelpCalledOff
from network.tailoring.models import TailoredRequest
from network.tailoring.queries.requests import get_own_request
from network.tailoring.rules import states
from network.tailoring.rules.requests import RequestDraft, checked_request
from network.tailoring.service.changes import check_seen, forget_agreement, record
from network.tailoring.service.inviting import close, find_live
from network.tailoring.service.telling import tell
from network.tailoring.vocabulary import InvitationState, RequestState, Step
from network.training.public import list_courses_to_give

_KEPT: Final = ("course_id", "department_id", "people", "level", "tailor", "mode", "town", "postcode")
_LATER: Final = ("from_on", "until_on", "time", "access_needs")


def check_request(actor: Actor, draft: RequestDraft, clock: Clock) -> RequestDraft:
    """What would be asked, tidied, before anything is kept. Raises RuleBroken on the field to mend."""
    courses = {course.id for course in list_courses_to_give(actor)}
    departments = {each.id for each in list_departments(actor, actor.organisation_id)}
    return checked_request(draft, courses, departments, clock.today())


def ask(actor: Actor, draft: RequestDraft, clock: Clock) -> TailoredRequest:
    """Asks for training in the name of the actor's organisation (CP-2, ORG-9). RuleBroken names the field to mend."""
    said = check_request(actor, draft, clock)
    request = TailoredRequest(
        id=new_id(),
        organisation_id=actor.organisation_id,
        asked_by_id=actor.user_id,
        asked_at=clock.now(),
        topics=[str(each) for each in said.topics],
        weekdays=[str(int(day)) for day in said.weekdays],
        state=RequestState.ASKED,
        **{name: getattr(said, name) for name in (*_KEPT, *_LATER)},
    )
    db.session.add(request)
    db.session.flush()
    noted = {"people": said.people, "mode": said.mode, "from": said.from_on.isoformat()}
    record(actor, clock, "asked", request, {**noted, "until": said.until_on.isoformat()})
    return request


def withdraw(actor: Actor, request_id: UUID, seen_version: int | None, clock: Clock) -> TailoredRequest:
    """Takes a request back; no reason is asked (U15). Whoever was asked or had agreed is told.

    Raises NotFound, and Conflict once it was held, or where it was changed since it was read.
    """
    request = get_own_request(actor, request_id)
    check_seen(request, seen_version)
    states.check(Step.WITHDRAW, request.state)
    withdraw_for(actor, request, clock)
    return request


def withdraw_for(actor: Actor | SystemActor, request: TailoredRequest, clock: Clock) -> None:
    """The same, once it is known that it may be: whoever was asked is told and reads it no more."""
    with system_scope(db.session(), "a request is taken back, and whoever was asked is told") as system:
        invitation = find_live(system, request.id)
        if invitation is not None:
            close(actor, invitation, InvitationState.TAKEN_BACK, clock)
            key = f"called_off:{invitation.id}"
            tell(invitation.user_id, key, lambda who: HelpCalledOff(who.email, who.name), clock)
        before, request.state = request.state, RequestState.WITHDRAWN
        request.withdrawn_at = clock.now()
        forget_agreement(request)
    record(actor, clock, "withdrawn", request, {"state": [before, RequestState.WITHDRAWN]})
