"""A network with something to report."""

from __future__ import annotations

import pytest

from network.core.permissions import Role
from tests.factories.reports import Network


@pytest.fixture
def network(app, world, clock) -> Network:
    """The small world, to be added to."""
    return Network(app, world, clock)


@pytest.fixture
def desk(client_of, world):
    """The coordinator's client."""
    return client_of(world.person(Role.COORDINATOR, "host"))


@pytest.fixture
def programs(client_of, world):
    """A program of the coordinator's."""
    return client_of.api(world.person(Role.COORDINATOR, "host"))
