"""What the charter's tests share: a published charter, somebody to act as, and what the database holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from network.charter.queries.signatures import PublicSignature, list_signatures_of
from network.core import outbox
from network.core.actor import Actor, SystemActor
from network.core.audit import AuditEntry
from network.core.clock import FrozenClock
from network.core.commit import commit
from network.core.database import db
from network.core.outbox import Message, OutboxMessage
from network.core.permissions import Role
from network.core.tenancy import enter, scoped, system_scope
from tests.factories import charter as charters
from tests.support import offline
from tests.support.client import Client
from tests.support.world import Person, World

Acting = Callable[[Person], AbstractContextManager[Actor]]
ORIGIN = "http://127.0.0.1:8000"
STATUS = "/credentials/status/1"


@pytest.fixture
def acting(app: Flask) -> Acting:
    """`with acting(person) as actor:` works in a session of its own, as a request would."""

    @contextmanager
    def enter(person: Person) -> Iterator[Actor]:
        with app.app_context():
            yield charters.actor_of(person)

    return enter


@pytest.fixture
def charter(app: Flask, world: World, clock: FrozenClock) -> int:
    """The default charter, published: the number of its version."""
    with app.app_context():
        return charters.publish_charter(world, clock)


@pytest.fixture
def signatures(acting: Acting, world: World, clock: FrozenClock) -> Callable[[], list[PublicSignature]]:
    """The signatures of `own`, the latest first, as they stand when it is called."""

    def look() -> list[PublicSignature]:
        with acting(world.person(Role.ORGANISATION_LEAD)) as actor:
            return list_signatures_of(actor, world.own, clock.today())

    return look


@pytest.fixture
def audited(app: Flask) -> Callable[[str], list[AuditEntry]]:
    """The audit's entries of an action."""

    def look(action: str) -> list[AuditEntry]:
        with app.app_context(), system_scope(db.session(), "a test looks at the audit") as system:
            entries = scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.action == action)
            return list(db.session.scalars(entries.order_by(AuditEntry.sequence)))

    return look


@pytest.fixture
def messages(app: Flask) -> Callable[[], list[Message]]:
    """What waits in the outbox."""

    def look() -> list[Message]:
        with app.app_context():
            return [
                outbox.open_message(row) for row in db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
            ]

    return look


@pytest.fixture
def signature(charter: int, app: Flask, world: World, clock: FrozenClock) -> UUID:
    """The key of `own`'s signature."""
    with app.app_context():
        return charters.sign(
            world.person(Role.ORGANISATION_LEAD), charter, clock, charters.WITH_DEPUTY, "We begin at the desk"
        )


@pytest.fixture
def download(visitor: Client) -> Callable[[object], str]:
    """The text of a signature's credential, as anybody gets it."""

    def get(signature: object) -> str:
        return visitor.get(f"/charter/signatures/{signature}/credential").text

    return get


@pytest.fixture
def check(visitor: Client, clock: FrozenClock) -> Callable[[str], dict[str, Any]]:
    """Somebody else checks a credential now, with what is published now."""

    def verify(token: str) -> dict[str, Any]:
        lists = {ORIGIN + STATUS: visitor.get(STATUS).text}
        return offline.verify(token, visitor.get("/.well-known/jwks.json").text, clock.now(), lists)

    return verify


@pytest.fixture
def work(app: Flask) -> Callable[[Callable[[SystemActor], object]], None]:
    """Does something as a job, and commits."""

    def run(job: Callable[[SystemActor], object]) -> None:
        with app.app_context():
            actor = SystemActor("a test's job")
            enter(db.session(), actor)
            job(actor)
            commit()

    return run
