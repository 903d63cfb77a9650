"""Champions for tests, built through the services."""

from __future__ import annotations

from uuid import UUID

from flask import Flask

from network.champions import service
from network.core.clock import Clock
from network.core.permissions import Role
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
