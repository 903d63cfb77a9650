"""Entries of the support directory for tests, made through the services."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import Flask, has_app_context
from sqlalchemy import select

from network.core import tenancy
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.directory import service
from network.directory.models import SupportEntry
from network.directory.permissions import POLICY
from network.directory.rules import EntryDraft
from network.directory.vocabulary import SupportKind
from tests.support.world import Person, World

DRAFT: Final = EntryDraft(
    kind=SupportKind.WELLBEING_SERVICE,
    title="Staff wellbeing service",
    purpose="Somebody to talk to, in confidence, by telephone or in person.",
    suits="Everybody who works here",
    languages=("English", "Urdu"),
    reviewed_on=date(2026, 11, 2),
    telephone="0116 496 0000",
)
FORM: Final = {
    "kind": "wellbeing-service",
    "title": "Staff wellbeing service",
    "purpose": "Somebody to talk to.",
    "telephone": "0116 496 0000",
    "languages": "English, urdu",
    "suits": "Everybody who works here",
    "content_note_needed": "no",
    "danger_nearby": "as-its-kind",
    "reviewed_on": "2026-11-02",
}
BODY: Final[dict[str, Any]] = {
    "kind": "wellbeing-service",
    "title": "Staff wellbeing service",
    "purpose": "Somebody to talk to.",
    "link": "https://intranet.example.org/wellbeing",
    "languages": ["English", "Urdu"],
    "suits": "Everybody who works here",
    "reviewed_on": "2026-11-02",
}


def actor_of(person: Person) -> Actor:
    """The person as they act, with the rights of their role over the directory."""
    rights = frozenset(permission for permission, roles in POLICY.items() if person.role in roles)
    return Actor(person.user_id, person.organisation_id, frozenset({person.role}), rights)


def keeper_of(world: World, at: str) -> Person:
    """Who keeps the entries of a place: the coordinator the host's, which are the network's."""
    return world.person(Role.COORDINATOR if at == "host" else Role.ORGANISATION_LEAD, at)


@contextmanager
def acting(app: Flask, person: Person) -> Iterator[Actor]:
    """This person at work; what they did is committed, in the test's own context if it is in one."""
    actor = actor_of(person)
    with nullcontext() if has_app_context() else app.app_context():
        try:
            tenancy.enter(db.session(), actor)
            yield actor
            commit()
        finally:
            db.session.remove()


def add_entry(app: Flask, world: World, clock: Clock, at: str = "own", **changes: Any) -> UUID:
    """An entry: the wellbeing service, unless told."""
    with acting(app, keeper_of(world, at)) as actor:
        return service.add_entry(actor, replace(DRAFT, **changes), clock).id


def an_entry(organisation_id: UUID, kind: SupportKind, clock: Clock) -> SupportEntry:
    """A row, for where only that it is there matters."""
    said = {**asdict(replace(DRAFT, kind=kind)), "languages": list(DRAFT.languages)}
    return SupportEntry(organisation_id=organisation_id, is_network=False, made_at=clock.now(), **said)


def stored(app: Flask) -> list[SupportEntry]:
    """Every entry that is kept."""
    with app.app_context(), tenancy.system_scope(db.session(), "a test looks") as system:
        found = tenancy.scoped(select(SupportEntry), system, SupportEntry).order_by(SupportEntry.id)
        return list(db.session.scalars(found))
