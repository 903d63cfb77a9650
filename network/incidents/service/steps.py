"""A step of a referral as it is taken: state, instant, row, audit, and who is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from network.accounts.public import find_person, holds_role, invite_privately
from network.core import audit, outbox
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.permissions import Role
from network.incidents.messages import DeskChanged, ListChanged, PageChanged, PageMade, PageOffered
from network.incidents.models import Referral, ReferralStep
from network.incidents.queries.module import keeping_of
from network.incidents.queries.people import list_handlers
from network.incidents.queries.sessions import days_of_quiet
from network.incidents.rules.quiet import when_to_write
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason, check_reason
from network.incidents.rules.states import Step, is_closed, next_state
from network.incidents.sealing import read_particulars

ENTITY = "referral"
REQUESTS = "/support/requests"
DESK = "/support/desk"
ALLOCATION = "/support/allocation"
CASELOAD = "/support/work"


def take_step(
    actor: Actor, referral: Referral, step: Step, clock: Clock, reason: StepReason | None = None
) -> ReferralStep:
    """Moves a referral on and keeps the instant, with the reason where the step has a list of them (D2, RM).

    Raises StepNotAllowed where it has moved on already, RuleBroken for a reason of another list.
    """
    check_reason(step, reason)
    referral.state = next_state(referral.state, step)
    _keep_as_long_as_told(referral, clock)
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


def _keep_as_long_as_told(referral: Referral, clock: Clock) -> None:
    """What it says of people goes on a day that is known from the moment it closes, whatever is set later."""
    referral.closed_at = referral.kept_until = None
    if is_closed(referral.state):
        referral.closed_at = clock.now()
        referral.kept_until = keeping_of(referral.organisation_id).particulars_until(clock.now())


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


def tell_manager_of_end(referral: Referral, key: UUID, clock: Clock) -> None:
    """That it has ended, in the same words however it did (D10)."""
    manager = find_person(referral.referrer_user_id)
    if manager is not None:
        outbox.enqueue(ListChanged(manager.email), clock, unique_key=f"incidents.list-changed:{key}")


def tell_manager(referral: Referral, key: UUID, clock: Clock) -> None:
    """That something of theirs waits for them: the lead asks for what is missing."""
    manager = find_person(referral.referrer_user_id)
    if manager is not None:
        _tell_of_list([manager.email], REQUESTS, key, clock)


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
    later = when_to_write(clock.now(), days_of_quiet(referral))
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
