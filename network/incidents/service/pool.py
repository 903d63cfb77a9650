"""Leads whom small organisations share: offering oneself, taking it back, and asking one of them (CI-1, CI-6)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select

from network.accounts.public import NewInvitation, find_person, invite
from network.core import audit
from network.core.actor import Actor, Anyone
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.erasures import erase
from network.core.errors import NotAllowed, NotFound
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.incidents.models import PooledLead
from network.incidents.permissions import IncidentPermission
from network.incidents.queries.module import find_module
from network.incidents.queries.pool import PoolLine, find_own_offer, get_in_pool, lapsed_offers
from network.incidents.rules.pool import PoolStanding, check_can_be_asked, check_can_offer
from network.organisations.public import hold_organisation

JOB = "forget offers to lead"


def offer_to_lead(actor: Actor, clock: Clock) -> PooledLead:
    """Offers that the actor, an incident lead here, leads for small partners too; a second time says no more (CI-6).

    Raises Conflict while the service of the organisation is off.
    """
    _check_right(actor, IncidentPermission.OFFER_TO_LEAD)
    hold_organisation(actor.organisation_id)  # so that two presses at once make one offer
    offer = find_own_offer(actor)
    if offer is not None:
        return offer
    module = find_module(actor)
    check_can_offer(is_on=module is not None and module.is_on)
    offer = PooledLead(
        id=new_id(), organisation_id=actor.organisation_id, user_id=actor.user_id, offered_at=clock.now()
    )
    db.session.add(offer)
    _note(actor, offer, "offered", clock)
    return offer


def take_back_offer(actor: Actor, clock: Clock) -> None:
    """Takes the actor's own offer back, wherever they made it; nothing where there is none. Roles stay as they are."""
    _check_right(actor, IncidentPermission.OFFER_TO_LEAD)
    offer = find_own_offer(actor)
    if offer is not None:
        _note(actor, offer, "taken-back", clock)
        erase(offer, clock)


def ask_to_lead(actor: Actor, offer_id: UUID, clock: Clock) -> PoolLine:
    """Invites one of those who offer, as any incident lead is invited, but for their address, which nobody is shown.

    Raises NotFound for an organisation that is not small and for whoever does not offer, Conflict for somebody who
    was asked or leads here already, RuleBroken as every invitation does.
    """
    _check_right(actor, IncidentPermission.ASK_FOR_LEADS)
    hold_organisation(actor.organisation_id)  # so that two presses at once ask once
    line, user_id = get_in_pool(actor, offer_id, clock)
    check_can_be_asked(line.standing)
    person = find_person(user_id)
    if person is None:
        raise NotFound
    asked = NewInvitation(person.email, person.name, Role.INCIDENT_LEAD, actor.organisation_id, hides_address=True)
    sent = invite(actor, asked, clock)
    audit.record(actor, clock.now(), "incidents.pool.asked", "invitation", sent.invitation.id)
    return PoolLine(line.id, line.name, line.organisation, PoolStanding.ASKED)


def forget_offers_to_lead(clock: Clock) -> None:
    """Deletes the offers of those who do not lead in their own organisation any more (B30)."""
    with system_scope(db.session(), JOB) as system:
        _forget(system, lapsed_offers(system, clock), clock)


def end_offer_of(user_id: UUID, clock: Clock) -> None:
    """Deletes somebody's offer where the role that it was made in is not held any more (B30)."""
    with system_scope(db.session(), JOB) as system:
        _forget(system, lapsed_offers(system, clock).where(PooledLead.user_id == user_id), clock)


def end_offers_at(actor: Actor, organisation_id: UUID, clock: Clock) -> None:
    """Deletes every offer of an organisation that leaves."""
    with system_scope(db.session(), "an organisation leaves the network") as system:
        every = scoped(select(PooledLead), system, PooledLead)
        _forget(actor, every.where(PooledLead.organisation_id == organisation_id), clock)


def _forget(by: Anyone, offers: Select[PooledLead], clock: Clock) -> None:
    for offer in db.session.scalars(offers.order_by(PooledLead.id)).all():
        _note(by, offer, "ended", clock)
        erase(offer, clock)


def _note(by: Anyone, offer: PooledLead, what: str, clock: Clock) -> None:
    """In the chain of the lead's own organisation: no other learns who of it offers."""
    audit.record(
        by, clock.now(), f"incidents.pool.{what}", "pooled_lead", offer.id, organisation_id=offer.organisation_id
    )


def _check_right(actor: Actor, right: IncidentPermission) -> None:
    if not actor.can(right):
        raise NotAllowed()
