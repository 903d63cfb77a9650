"""What every test can ask for: the application on a real database, a clock that stands still, a knowing client."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from hypothesis import settings

from network.app import create_app
from network.core.clock import FrozenClock
from network.core.credentials import keys
from network.core.database import db
from network.settings import Settings
from tests.support import network_off, signing_keys
from tests.support.client import Client, ClientFactory, WholeAnswers
from tests.support.databases import Database, running_database
from tests.support.sharing_out import SharingOut
from tests.support.world import World

network_off.block()
# How long an example takes says more of what else runs on the machine than of the code: that is for `bench/`.
settings.register_profile("network", deadline=None)
settings.load_profile("network")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> SharingOut:
    """Where there are several workers."""
    return SharingOut(config, log)


NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
"""A Wednesday in term time, an ordinary working week before Christmas."""


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The database of this run, with its tables, empty."""
    with running_database(tmp_path_factory.mktemp("database")) as found:
        yield found


@pytest.fixture(scope="session", autouse=True)
def _signing_keys() -> Iterator[None]:
    """Most tests that sign the charter would wait for a key of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "generate", signing_keys.made_once(keys.generate))
        yield


@pytest.fixture(scope="session")
def frozen_clock() -> FrozenClock:
    """One clock for the application of the session; `clock` sets it back for each test."""
    return FrozenClock(NOW)


@pytest.fixture(scope="session")
def _shared_app(
    database: Database, frozen_clock: FrozenClock, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    settings = Settings.from_environment(
        {
            "SECRET_KEY": "a key for tests, of more than enough characters",
            "DATABASE_URL": database.url,
            "INSTANCE_FOLDER": str(tmp_path_factory.mktemp("instance")),
        },
        is_testing=True,
    )
    app = create_app(settings, frozen_clock)
    app.test_client_class = WholeAnswers
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def clock(frozen_clock: FrozenClock) -> FrozenClock:
    """The application's clock, standing at `NOW`."""
    frozen_clock.move_to(NOW)
    return frozen_clock


@pytest.fixture
def app(_shared_app: Flask, database: Database, clock: FrozenClock) -> Iterator[Flask]:
    """The application on an empty database."""
    yield _shared_app
    database.empty()


@pytest.fixture
def in_app(app: Flask) -> Iterator[Flask]:
    """Inside the application, for services and queries without a request."""
    with app.app_context():
        yield app


@pytest.fixture
def world(app: Flask, clock: FrozenClock) -> World:
    """A small network to begin with: a host, two partners, a provider, and one person in each role."""
    with app.app_context():
        return World.build(clock)


@pytest.fixture
def client_of(app: Flask, clock: FrozenClock) -> ClientFactory:
    """A client signed in as somebody of the world; `client_of(None)` is a visitor."""
    return ClientFactory(app, clock)


@pytest.fixture
def visitor(client_of: ClientFactory) -> Client:
    """A client that is not signed in."""
    return client_of(None)
