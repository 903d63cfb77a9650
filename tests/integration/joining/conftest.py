"""What the tests of asking to join look at."""

from __future__ import annotations

import pytest

from network.core import outbox
from network.core.audit import AuditEntry
from network.core.permissions import Role
from network.joining.models import JoinRequest
from network.organisations.models import Organisation
from tests.support import stored


@pytest.fixture
def rows(app):
    """Every row of a model."""

    def look(model=JoinRequest, *where):
        return stored.rows(app, model, *where)

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
