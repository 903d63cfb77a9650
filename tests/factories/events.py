"""Events for tests, announced through the service."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask, has_app_context

from network.core import tenancy
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.events.permissions import POLICY
from network.events.rules import EventDraft
from network.events.service import announcing, places
from network.events.vocabulary import EventKind
from tests.support.world import Person, World


def actor_of(person: Person) -> Actor:
    """The person as they act, with the events' rights of their role."""
    rights = frozenset(permission for permission, roles in POLICY.items() if person.role in roles)
    return Actor(person.user_id, person.organisation_id, frozenset({person.role}), rights)


def draft(starts_at: datetime, **changes: Any) -> EventDraft:
    """A plain event of two and a half hours."""
    said: dict[str, Any] = {
        "title": "Autumn gathering",
        "summary": "What we have learned this year.",
        "kind": EventKind.BOTH,
        "place": "Town Hall, Wendmere",
        "joining_link": "https://meet.example.org/autumn",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2, minutes=30),
        "capacity": 30,
        "programme": "9:30am Welcome\n10am Stories",
        "breaks": "10:45am for 15 minutes",
        "content_note": None,
        "camera_may_be_off": True,
        "may_leave_any_time": True,
    }
    return EventDraft(**{**said, **changes})


def announce(app: Flask, world: World, clock: Clock, *, ahead: timedelta = timedelta(days=9), **changes: Any) -> UUID:
    """An announced event, committed."""
    coordinator = actor_of(world.person(Role.COORDINATOR, "host"))
    with _inside(app):
        tenancy.enter(db.session(), coordinator)
        event = announcing.announce_event(coordinator, draft(clock.now() + ahead, **changes), clock)
        commit()
        event_id: UUID = event.id
    return event_id


def book(app: Flask, person: Person, event_id: UUID, clock: Clock, needs: str = "") -> UUID:
    """A booking of this person, committed."""
    actor = actor_of(person)
    with _inside(app):
        tenancy.enter(db.session(), actor)
        booked = places.book(actor, event_id, clock, needs)
        commit()
        booking_id: UUID = booked.booking.id
    return booking_id


@contextmanager
def _inside(app: Flask) -> Iterator[None]:
    """The test's own context, if it is in one: a second session would wait for what the first has open."""
    with nullcontext() if has_app_context() else app.app_context():
        try:
            yield
        finally:
            db.session.remove()
