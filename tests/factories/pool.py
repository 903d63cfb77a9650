"""Leads whom small organisations share, for tests: one who offers, and an organisation that looks for one."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from network.accounts.models import Invitation
from network.accounts.service.redeeming import accept_invitation
from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.incidents import service
from network.incidents.models import PooledLead
from tests.factories.incidents import SETUP, acting
from tests.support.world import Person, World


def be_small(app: Flask, world: World, clock: Clock, at: str = "other", *, is_small: bool = True) -> None:
    """Answers every page of questions as a small organisation does; the service is not on by it."""
    with acting(app, world.person(Role.ORGANISATION_LEAD, at)) as actor:
        service.set_up(actor, replace(SETUP, provider_id=world.provider, is_small=is_small), clock)


def offer_to_lead(app: Flask, person: Person, clock: Clock) -> UUID:
    """By an incident lead; the key of the offer."""
    with acting(app, person) as actor:
        return service.offer_to_lead(actor, clock).id


def ask_to_lead(app: Flask, world: World, offer_id: UUID, clock: Clock, at: str = "other") -> None:
    """By the lead of a small organisation."""
    with acting(app, world.person(Role.ORGANISATION_LEAD, at)) as actor:
        service.ask_to_lead(actor, offer_id, clock)


def accept_to_lead(app: Flask, person: Person, clock: Clock) -> None:
    """Whatever this person was asked to be, they are now."""
    with app.app_context():
        with system_scope(db.session(), "a test looks") as system:
            waiting = scoped(select(Invitation.id), system, Invitation).where(
                Invitation.email == person.email, Invitation.accepted_at.is_(None)
            )
            keys = db.session.scalars(waiting).all()
        for key in keys:
            accept_invitation(person.user_id, key, clock)
        commit()


def offers_kept(app: Flask) -> list[tuple[UUID, UUID]]:
    """Of each offer that is kept, the person and the organisation."""
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        kept = scoped(select(PooledLead.user_id, PooledLead.organisation_id), system, PooledLead)
        return [tuple(row) for row in db.session.execute(kept)]
