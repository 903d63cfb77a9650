"""What the charter's tests share: a published charter, somebody to act as, and what the database holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask
from sqlalchemy import select

from network.charter.queries.signatures import PublicSignature, list_signatures_of
from network.core import outbox
from network.core.actor import Actor
from network.core.audit import AuditEntry
from network.core.clock import FrozenClock
from network.core.database import db
from network.core.outbox import Message, OutboxMessage
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from tests.factories import charter as charters
from tests.support.world import Person, World

Acting = Callable[[Person], AbstractContextManager[Actor]]


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
