"""Asking for training, changing what is asked for, and taking that back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict, RuleBroken
from network.core.tenancy import system_scope
from network.organisations.public import get_organisation, list_departments
from network.tailoring.messages import HelpCalledOff, RequestChanged
from network.tailoring.models import TailoredInvitation, TailoredRequest
from network.tailoring.queries.offers import may_give
from network.tailoring.queries.requests import draft_of, get_own_request, weekdays_in_words
from network.tailoring.rules import states
from network.tailoring.rules.requests import LABELS, RequestDraft, checked_request
from network.tailoring.service.changes import as_kept, check_seen, forget_agreement, record
from network.tailoring.service.inviting import close, find_live
from network.tailoring.service.telling import tell
from network.tailoring.vocabulary import InvitationState, RequestState, Step
from network.training.public import list_courses_to_give
from network.ui.filters import as_date

_UNNOTED: Final = frozenset({"tailor", "access_needs"})
"""What the audit names and does not copy."""
_KEPT: Final = ("course_id", "department_id", "people", "level", "tailor", "mode", "town", "postcode")
_LATER: Final = ("from_on", "until_on", "time", "access_needs")


def check_request(actor: Actor, draft: RequestDraft, clock: Clock, before: RequestDraft | None = None) -> RequestDraft:
    """What would be asked, tidied, before anything is kept. Raises RuleBroken on the field to mend."""
    courses = {course.id for course in list_courses_to_give(actor)}
    departments = {each.id for each in list_departments(actor, actor.organisation_id)}
    return checked_request(draft, courses, departments, clock.today(), before)


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


def change(actor: Actor, request_id: UUID, draft: RequestDraft, seen_version: int, clock: Clock) -> TailoredRequest:
    """Changes what is asked for, until somebody has agreed to it. Whoever is asked is told once that it changed.

    Raises NotFound, RuleBroken on the field to mend, and Conflict once somebody has agreed, or, with both texts, where
    it was changed since it was read.
    """
    request = get_own_request(actor, request_id)
    states.check(Step.CHANGE, request.state)
    before = draft_of(request)
    said = check_request(actor, draft, clock, before)
    changed = [name for name in LABELS if getattr(said, name) != getattr(before, name)]
    if seen_version != request.version:
        raise Conflict(yours=in_words(said, changed), theirs=in_words(before, changed))
    if not changed:
        return request
    with system_scope(db.session(), "a request is changed, and whoever is asked is told") as system:
        invitation = find_live(system, request.id)
        if invitation is not None and {"course_id", "topics"} & set(changed):
            _check_giver(invitation, said, clock)
    for name in changed:
        setattr(request, name, as_kept(getattr(said, name)))
    db.session.flush()
    words = in_words(said, changed)
    record(
        actor,
        clock,
        "changed",
        request,
        {name: "changed" if name in _UNNOTED else words[LABELS[name]] for name in changed},
    )
    if invitation is not None:
        key, organisation = str(invitation.id), get_organisation(request.organisation_id).name
        about = f"changed:{key}:{request.version}"
        tell(invitation.user_id, about, lambda who: RequestChanged(who.email, who.name, organisation, key), clock)
    return request


def _check_giver(invitation: TailoredInvitation, said: RequestDraft, clock: Clock) -> None:
    """RuleBroken where whoever is asked may not give what it would be: nobody is asked for what they may not (TR-1)."""
    at = invitation.partner_organisation_id or invitation.organisation_id
    if not may_give(invitation.user_id, at, said.course_id, said.topics, clock.today()):
        field = "topics" if said.course_id is None else "course_id"
        raise RuleBroken(field, "Whoever is asked may not give this. Ask somebody else first, then change it")


def in_words(draft: RequestDraft, names: Iterable[str]) -> dict[str, str]:
    """Parts of a request for whoever compares two of them, and for the audit."""
    return {LABELS[name]: _word(name, getattr(draft, name)) for name in names}


def _word(name: str, value: Any) -> str:
    if name in ("course_id", "department_id"):
        return "Another choice" if value is not None else "None"
    if name == "weekdays":
        return weekdays_in_words(str(int(day)) for day in value) or "Any"
    if isinstance(value, tuple):
        return ", ".join(each.label for each in value) or "None"
    if isinstance(value, date):
        return as_date(value)
    return str(getattr(value, "label", value)) if value not in (None, "") else "Not said"


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
