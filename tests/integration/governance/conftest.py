"""A lead of a partner, a group of theirs, and a meeting of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from flask import Flask

from network.core.clock import FrozenClock
from network.core.permissions import Role
from tests.factories import governance
from tests.support.client import Client, ClientFactory
from tests.support.world import World


@pytest.fixture
def lead(world: World, client_of: ClientFactory) -> Client:
    return client_of(world.person(Role.ORGANISATION_LEAD))


@pytest.fixture
def group(app: Flask, world: World, clock: FrozenClock) -> UUID:
    return governance.add_group(app, world, clock)


@pytest.fixture
def meeting(app: Flask, world: World, clock: FrozenClock, group: UUID) -> UUID:
    """One that waits to be written up."""
    return governance.plan(app, world, clock, group, date(2026, 11, 16))
