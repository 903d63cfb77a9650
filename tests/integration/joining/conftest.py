"""What the tests of asking to join look at."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from network.core import outbox
from network.core.audit import AuditEntry
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope, unscoped
from network.joining.models import JoinRequest
from network.organisations.models import Organisation


@pytest.fixture
def rows(app):
    """Every row of a model."""

    def look(model=JoinRequest, *where):
        with app.app_context(), system_scope(db.session(), "a test looks"):
            return list(db.session.scalars(unscoped(select(model).where(*where).order_by(model.id), "a test looks")))

    return look


@pytest.fixture
def actions(rows):
    """What the audit says of requests, in order."""
    return lambda: [each.action for each in rows(AuditEntry, AuditEntry.entity == "join_request")]


@pytest.fixture
def messages(app):
    """What waits in the outbox, by the end of its kind."""

    def look(kind=""):
        with app.app_context():
            return [each for each in outbox.waiting_messages() if each.kind.startswith(f"joining.{kind}")]

    return look


@pytest.fixture
def organisation(rows):
    """An organisation by its key."""
    return lambda key: rows(Organisation, Organisation.id == key)[0]


@pytest.fixture
def coordinator(world, client_of):
    """The coordinator's browser."""
    return client_of(world.person(Role.COORDINATOR, "host"))
