"""In an emergency: one asks, another agrees, the first reads for an hour, and the person is told (safety.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from network.accounts.public import find_person
from network.core import audit, outbox
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import Conflict, NotFound
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.incidents.messages import AgreedInEmergency, DeskChanged
from network.incidents.models import EmergencyAccess, Referral
from network.incidents.permissions import IncidentPermission
from network.incidents.queries.emergency import find_by_reference, hold_emergency, list_emergencies
from network.incidents.queries.module import find_module
from network.incidents.queries.people import list_handlers, names_of
from network.incidents.rules.emergency import OPEN_FOR, PARTS, EmergencyReason, Standing, check_reference, standing
from network.incidents.sealing import Particulars, read_parts
from network.incidents.service.steps import tell_person

ENTITY = "emergency"
LIST = "/support/emergencies"


@dataclass(frozen=True, slots=True)
class Emergency:
    """A request as its asker, or a second person, sees it."""

    id: UUID
    reference: str
    reason: EmergencyReason
    asked_at: datetime
    asked_by: str
    is_own: bool
    standing: Standing
    is_there: bool | None
    """Whether the reference is somebody's: for an incident lead alone, who sees referrals anyway."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What the reason opens; nothing where the reference is nobody's."""

    reference: str
    reason: EmergencyReason
    until: datetime
    particulars: Particulars | None


def ask_in_emergency(actor: Actor, reference: str, reason: EmergencyReason, clock: Clock) -> EmergencyAccess:
    """Asks to see one referral by its reference. What follows is the same whether or not there is such a one.

    RuleBroken on `reference` for what can be none.
    """
    named = check_reference(reference)
    referral = find_by_reference(actor, named)
    asked = EmergencyAccess(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        reference=named,
        referral_id=referral.id if referral is not None else None,
        reason=reason,
        asked_at=clock.now(),
        asked_by_id=actor.user_id,
    )
    db.session.add(asked)
    _note(actor, "asked", asked.id, clock, reason)
    concerned = {actor.user_id, *(referral.concerned if referral is not None else ())}
    addresses = {
        each.email
        for role in (Role.ORGANISATION_LEAD, Role.INCIDENT_LEAD)
        for each in list_handlers(actor.organisation_id, role, concerned, clock)
    }
    _tell(addresses, asked.id, clock)
    return asked


def open_emergencies(actor: Actor, clock: Clock) -> list[Emergency]:
    """One's own requests, and those of others that wait. What an organisation lead sees says nothing of any case."""
    _note(actor, "listed", None, clock)
    found = list_emergencies(actor, clock.now())
    names = names_of(people={each.asked_by_id for each in found})
    may_see = actor.can(IncidentPermission.PASS_ON)
    return [
        Emergency(
            id=each.id,
            reference=each.reference,
            reason=each.reason,
            asked_at=each.asked_at,
            asked_by=names.get(each.asked_by_id, "Somebody"),
            is_own=each.asked_by_id == actor.user_id,
            standing=standing(each.asked_at, each.agreed_at, clock.now()),
            is_there=each.referral_id is not None if may_see else None,
        )
        for each in found
    ]


def agree_in_emergency(actor: Actor, emergency_id: UUID, clock: Clock) -> None:
    """Agrees, as somebody else than the asker; the person is told at once, without detail (U31).

    NotFound for one's own request and for one about or by oneself, Conflict where it no longer waits.
    """
    asked = hold_emergency(actor, emergency_id)
    if asked.asked_by_id == actor.user_id:
        raise NotFound()
    if standing(asked.asked_at, asked.agreed_at, clock.now()) is not Standing.WAITING:
        raise Conflict("This no longer waits for anybody. Open the list again to see what does.")
    asked.agreed_at, asked.agreed_by_id = clock.now(), actor.user_id
    _note(actor, "agreed", asked.id, clock, asked.reason)
    referral = _referral_of(asked)
    if referral is not None:
        referral.has_emergencies = True
        tell_person(referral, asked.id, clock)
    asker = find_person(asked.asked_by_id)
    _tell({asker.email} if asker is not None else set(), uuid4(), clock)
    _tell_data_protection(actor, asked, clock)


def open_in_emergency(actor: Actor, emergency_id: UUID, clock: Clock) -> Opened:
    """What the reason opens, to the asker alone, for 60 minutes from when another agreed. Otherwise NotFound."""
    asked = hold_emergency(actor, emergency_id)
    is_open = standing(asked.asked_at, asked.agreed_at, clock.now()) is Standing.OPEN
    if asked.asked_by_id != actor.user_id or asked.agreed_at is None or not is_open:
        raise NotFound()
    asked.opened_at = asked.opened_at or clock.now()
    _note(actor, "opened", asked.id, clock, asked.reason)
    referral = _referral_of(asked)
    said = read_parts(referral, PARTS[asked.reason]) if referral is not None else None
    return Opened(asked.reference, asked.reason, asked.agreed_at + OPEN_FOR, said)


def _tell_data_protection(actor: Actor, asked: EmergencyAccess, clock: Clock) -> None:
    """Whether or not the reference is somebody's: the answer says nothing of that."""
    module = find_module(actor)
    if module is not None and module.data_protection_email:
        key = f"incidents.emergency:{asked.id}"
        outbox.enqueue(AgreedInEmergency(module.data_protection_email), clock, unique_key=key)


def _referral_of(asked: EmergencyAccess) -> Referral | None:
    """None where the reference is nobody's, or the asker has meanwhile turned out to be whom it concerns."""
    with system_scope(db.session(), "a referral in an emergency") as system:
        referrals = scoped(select(Referral), system, Referral)
        found = db.session.scalars(referrals.where(Referral.id == asked.referral_id)).one_or_none()
    return found if found is not None and asked.asked_by_id not in found.concerned else None


def _tell(addresses: set[str], key: UUID, clock: Clock) -> None:
    outbox.enqueue_all(
        {f"incidents.desk-changed:{key}:{address}": DeskChanged(address, LIST) for address in addresses}, clock
    )


def _note(actor: Actor, verb: str, key: UUID | None, clock: Clock, reason: EmergencyReason | None = None) -> None:
    changes = {"reason": reason} if reason is not None else None
    audit.record(actor, clock.now(), f"incidents.{ENTITY}.{verb}", ENTITY, key, changes=changes)
