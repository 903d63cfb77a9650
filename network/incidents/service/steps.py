"""A step of a referral as it is taken: state, instant, row, audit, and who is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.sql import ColumnElement

from network.accounts.public import PersonName, find_person, holds_role, invite_privately
from network.core import audit, outbox
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.permissions import Role
from network.core.tenancy import scoped
from network.incidents.messages import DeskChanged, DueSoon, ListChanged, PageChanged, PageMade, PageOffered
from network.incidents.models import Referral, ReferralStep, TherapistAsk
from network.incidents.queries.people import list_handlers
from network.incidents.queries.sessions import days_of_quiet
from network.incidents.rules.asking import OPEN_ASKS, AskState
from network.incidents.rules.quiet import when_to_write
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason, check_reason
from network.incidents.rules.states import Holder, State, Step, holder, next_state
from network.incidents.sealing import read_particulars
from network.incidents.service.keeping import keep_as_long_as_told

ENTITY = "referral"
REQUESTS = "/support/requests"
DESK = "/support/desk"
ALLOCATION = "/support/allocation"
CASELOAD = "/support/work"
ASKED = "/support/asked"


def take_step(
    actor: Actor, referral: Referral, step: Step, clock: Clock, reason: StepReason | None = None
) -> ReferralStep:
    """Moves a referral on and keeps the instant, with the reason where the step has a list of them (D2, RM).

    Raises StepNotAllowed where it has moved on already, RuleBroken for a reason of another list.
    """
    check_reason(step, reason)
    was, state = referral.state, next_state(referral.state, step)
    if step is Step.HAND_BACK:
        _forget_asking(actor, referral)
    elif was is State.WITH_PROVIDER and state is not was:
        end_asking(actor, referral, clock)
    if state is not was:
        referral.state = state
        keep_as_long_as_told(referral, clock)
    taken = ReferralStep(
        id=new_id(),
        organisation_id=referral.organisation_id,
        provider_organisation_id=referral.provider_organisation_id,
        referral_id=referral.id,
        step=step,
        reason=reason,
        at=clock.now(),
        user_id=actor.user_id,
    )
    db.session.add(taken)
    return taken


def end_asking(actor: Actor, referral: Referral, clock: Clock) -> None:
    """No therapist is asked any more: it has one, or nobody is to be asked. What was said stays with the provider."""
    db.session.execute(
        scoped(update(TherapistAsk), actor, TherapistAsk)
        .where(*_asked_about(referral), TherapistAsk.state.in_(OPEN_ASKS))
        .values(state=AskState.TAKEN_BACK, answered_at=clock.now())
    )


def _forget_asking(actor: Actor, referral: Referral) -> None:
    """Who said no at one provider, and why, is not for the next one to read."""
    db.session.execute(scoped(delete(TherapistAsk), actor, TherapistAsk).where(*_asked_about(referral)))


def _asked_about(referral: Referral) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (TherapistAsk.organisation_id == referral.organisation_id, TherapistAsk.referral_id == referral.id)


def note(
    actor: Actor | SystemActor,
    referral: Referral | None,
    verb: str,
    clock: Clock,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """The one audit entry of a request, in the chain of the organisation that the referral belongs to (B26)."""
    audit.record(
        actor,
        clock.now(),
        f"incidents.{ENTITY}.{verb}",
        ENTITY,
        referral.id if referral is not None else None,
        organisation_id=referral.organisation_id if referral is not None else None,
        changes=changes,
    )


def tell_leads(referral: Referral, key: UUID, clock: Clock, *, besides: UUID | None = None) -> None:
    """All incident leads, but whoever did it themselves; any one may act (D9)."""
    _tell_holders(referral, referral.organisation_id, Role.INCIDENT_LEAD, DESK, key, clock, besides)


def tell_provider(referral: Referral, key: UUID, clock: Clock, *, besides: UUID | None = None) -> None:
    """Whoever holds the step at the provider: the therapist once there is one, before that the allocators."""
    if referral.therapist_user_id is not None:
        if referral.therapist_user_id == besides:
            return
        therapist = find_person(referral.therapist_user_id)
        if therapist is not None:
            _tell_of_list([therapist.email], CASELOAD, key, clock)
    elif referral.provider_organisation_id is not None:
        provider_id = referral.provider_organisation_id
        _tell_holders(referral, provider_id, Role.PROVIDER_ALLOCATOR, ALLOCATION, key, clock, besides)


def tell_asked(therapist_user_id: UUID, key: UUID, clock: Clock) -> None:
    """The therapist whose turn it is, who has so many hours to answer."""
    therapist = find_person(therapist_user_id)
    if therapist is not None:
        _tell_of_list([therapist.email], ASKED, key, clock)


def nudge_holders(referral: Referral, key: str, clock: Clock, not_before: datetime) -> None:
    """Whoever holds the step, and who stands in: all leads, all allocators, or the therapist with the allocators."""
    paths = {
        Holder.LEAD: (DESK,),
        Holder.MANAGER: (REQUESTS, DESK),
        Holder.ALLOCATOR: (ALLOCATION,),
        Holder.THERAPIST: (CASELOAD, ALLOCATION),
        Holder.NOBODY: (),
    }[holder(referral.state)]
    due = {
        f"incidents.due-soon:{key}:{path}:{email}": DueSoon(email, path)
        for path in paths
        for email in _addresses(referral, path, clock)
    }
    outbox.enqueue_all(due, clock, not_before=not_before)


def nudge_person(referral: Referral, key: str, clock: Clock) -> None:
    """That something on their page waits for them: once (U34)."""
    address = read_particulars(referral, Capacity.STAFF_MEMBER).reached_by_email
    if address is not None and referral.staff_user_id is not None:
        later = when_to_write(clock.now(), days_of_quiet(referral), referral.paused_until)
        outbox.enqueue(PageChanged(address), clock, unique_key=f"incidents.page:{key}", not_before=later)


def _addresses(referral: Referral, path: str, clock: Clock) -> list[str]:
    """Who has this list, of those who may have this referral on it."""
    one = {REQUESTS: referral.manager_user_id, CASELOAD: referral.therapist_user_id}
    if path in one:
        user_id = one[path]
        person = find_person(user_id) if user_id is not None else None
        return [person.email] if person is not None else []
    at, role = (
        (referral.organisation_id, Role.INCIDENT_LEAD)
        if path == DESK
        else (referral.provider_organisation_id, Role.PROVIDER_ALLOCATOR)
    )
    return [each.email for each in list_handlers(at, role, referral.concerned, clock)] if at is not None else []


def tell_manager_of_end(referral: Referral, key: UUID, clock: Clock) -> None:
    """That it has ended, in the same words however it did (D10)."""
    manager = _manager_of(referral, clock)
    if manager is not None:
        outbox.enqueue(ListChanged(manager.email), clock, unique_key=f"incidents.list-changed:{key}")


def tell_manager(referral: Referral, key: UUID, clock: Clock) -> None:
    """That something of theirs waits for them: the lead asks for what is missing."""
    manager = _manager_of(referral, clock)
    if manager is not None:
        _tell_of_list([manager.email], REQUESTS, key, clock)


def _manager_of(referral: Referral, clock: Clock) -> PersonName | None:
    """Whoever sees it as its manager, as long as they are one here: to others it is not said that there is anything."""
    user_id = referral.manager_user_id
    if user_id is None or not holds_role(user_id, referral.organisation_id, Role.MANAGER, clock):
        return None
    return find_person(user_id)


def offer_page(referral: Referral, key: UUID, clock: Clock) -> None:
    """Tells the person of their page for the first time: with a way in, where they have none yet (B33).

    Without an address nobody is written to; the manager was asked to tell them.
    """
    address = read_particulars(referral, Capacity.STAFF_MEMBER).staff_email
    if address is None:
        return
    user_id, organisation_id = referral.staff_user_id, referral.organisation_id
    if user_id is not None and holds_role(user_id, organisation_id, Role.STAFF_MEMBER, clock):
        _tell_person(referral, PageMade(address), key, clock)
    else:
        _tell_person(referral, PageOffered(address, invite_privately(address, organisation_id, clock)), key, clock)


def tell_person(referral: Referral, key: UUID, clock: Clock) -> None:
    """That there is something new on their page, at the address that was given for them."""
    address = read_particulars(referral, Capacity.STAFF_MEMBER).reached_by_email
    if address is not None and referral.staff_user_id is not None:
        _tell_person(referral, PageChanged(address), key, clock)


def _tell_person(referral: Referral, message: PageMade | PageOffered | PageChanged, key: UUID, clock: Clock) -> None:
    """Never between 8pm and 7:30am, and not on a key date (U33)."""
    later = when_to_write(clock.now(), days_of_quiet(referral), referral.paused_until)
    outbox.enqueue(message, clock, unique_key=f"incidents.page:{key}", not_before=later)


def _tell_holders(
    referral: Referral, organisation_id: UUID, role: Role, path: str, key: UUID, clock: Clock, besides: UUID | None
) -> None:
    holders = list_handlers(organisation_id, role, referral.concerned, clock)
    _tell_of_list([each.email for each in holders if each.id != besides], path, key, clock)


def _tell_of_list(emails: Iterable[str], path: str, key: UUID, clock: Clock) -> None:
    outbox.enqueue_all(
        {f"incidents.desk-changed:{key}:{path}:{email}": DeskChanged(email, path) for email in emails}, clock
    )
