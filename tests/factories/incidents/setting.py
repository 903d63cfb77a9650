"""The service switched on, with everybody that a referral passes through."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from sqlalchemy import delete

from network.accounts.models import Membership, User
from network.core import tenancy
from network.core.actor import Actor
from network.core.clock import Clock, FrozenClock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.directory.vocabulary import SupportKind
from network.incidents import service
from network.incidents.queries.module import find_module, read_setup
from network.incidents.rules.setup import Setup
from tests.factories.directory import an_entry
from tests.support.world import Person, World


@contextmanager
def acting(app: Flask, person: Person) -> Iterator[Actor]:
    """This person at work: whatever the block does through services is committed at its end."""
    roles = frozenset({person.role})
    with app.app_context():
        permissions = app.extensions["policies"].permissions_of(roles)
        actor = Actor(person.user_id, person.organisation_id, roles, permissions, has_second_factor=True)
        tenancy.enter(db.session(), actor)
        yield actor
        commit()


SETUP = Setup(go_live_on=date(2026, 1, 1), agreed_on=date(2025, 11, 3))
"""A service for everybody, without its provider."""


@contextmanager
def a_service_complete(app: Flask, world: World, at: str, clock: Clock) -> Iterator[None]:
    """What the checklist asks for besides its pages: where else people turn, and a stand-in, who has left at its end.

    So that most tests have one incident lead, whom everybody tells.
    """
    first = world.person(Role.INCIDENT_LEAD, at)
    with app.app_context(), system_scope(db.session(), "what a service needs"):
        for kind in (SupportKind.WELLBEING_SERVICE, SupportKind.SUPERVISION):
            db.session.add(an_entry(getattr(world, at), kind, clock))
        stand_in = world.add_person(at, Role.INCIDENT_LEAD, clock)
        commit()
    world.people[(at, Role.INCIDENT_LEAD)] = first
    yield
    with app.app_context(), system_scope(db.session(), "they have left") as system:
        for rows, of_them in ((Membership, Membership.user_id), (User, User.id)):
            db.session.execute(scoped(delete(rows), system, rows).where(of_them == stand_in.user_id))
        commit()


@dataclass
class Setting:
    """The service of `own`, switched on, with everybody that a referral passes through."""

    app: Flask
    world: World
    clock: FrozenClock
    manager: Person = field(init=False)
    lead: Person = field(init=False)
    allocator: Person = field(init=False)
    therapist: Person = field(init=False)
    staff_member: Person = field(init=False)
    booked_until: datetime = datetime(2000, 1, 1, tzinfo=UTC)

    def __post_init__(self) -> None:
        self.manager = self.world.person(Role.MANAGER)
        self.lead = self.world.person(Role.INCIDENT_LEAD)
        self.allocator = self.world.person(Role.PROVIDER_ALLOCATOR, "provider")
        self.therapist = self.world.person(Role.THERAPIST, "provider")
        self.staff_member = self.world.person(Role.STAFF_MEMBER)

    def add_person(self, at: str, role: Role) -> Person:
        """Another person of a role; the first one stays who they are."""
        with self.app.app_context(), system_scope(db.session(), "another person for a test"):
            person = self.world.add_person(at, role, self.clock)
            # Under a name of its own too: the next address is numbered by how many there are.
            self.world.people[(str(person.user_id), role)] = person
            commit()
        return person

    def switch_on(self, at: str = "own", go_live_on: date | None = None, provider: str = "provider") -> None:
        """On since long ago, unless told."""
        setup = replace(SETUP, provider_id=getattr(self.world, provider), go_live_on=go_live_on or SETUP.go_live_on)
        with (
            a_service_complete(self.app, self.world, at, self.clock),
            acting(self.app, self.world.person(Role.ORGANISATION_LEAD, at)) as actor,
        ):
            service.set_up(actor, setup, self.clock)
            service.switch_on(actor, self.clock)

    def change_setup(self, at: str = "own", **changes: Any) -> None:
        """Changes how the service is offered there."""
        with acting(self.app, self.world.person(Role.ORGANISATION_LEAD, at)) as actor:
            setup = read_setup(actor, find_module(actor))
            service.set_up(actor, replace(setup, **changes), self.clock)
