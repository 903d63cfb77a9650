"""Champions for tests, built through the services."""

from __future__ import annotations

from uuid import UUID

from flask import Flask

from network.champions import service
from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from tests.factories.training import acting
from tests.support.world import Person, World


def ask(app: Flask, world: World, person: Person, clock: Clock, *, at: str = "own") -> UUID:
    """Somebody whom their lead asked."""
    with acting(app, world.person(Role.ORGANISATION_LEAD, at)) as lead:
        return service.register_champion(lead, person.user_id, clock).id


def make_champion(app: Flask, world: World, person: Person, clock: Clock, *, at: str = "own") -> UUID:
    """Somebody whom their lead asked, and who said yes."""
    champion_id = ask(app, world, person, clock, at=at)
    with acting(app, person) as actor:
        service.agree(actor, champion_id, clock)
    return champion_id


def add_colleague(world: World, at: str, clock: Clock) -> Person:
    """One more person of an organisation, whom `world.person` does not find."""
    first = world.person(Role.STAFF_MEMBER, at)
    with system_scope(db.session(), "one more person for a test"):
        colleague = world.add_person(at, Role.STAFF_MEMBER, clock)
        commit()
    world.people[(at, Role.STAFF_MEMBER)] = first
    return colleague
