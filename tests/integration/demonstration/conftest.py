"""The demonstration network, loaded once for the tests of this folder, and taken out again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask

from network.app import create_app
from network.core.clock import FrozenClock
from network.core.database import db
from network.demonstration.loading import Outcome, load
from network.settings import Settings
from tests.conftest import NOW
from tests.support.client import Client, WholeAnswers
from tests.support.crawl import Crawls, everybodys
from tests.support.databases import Database, running_database


@dataclass(frozen=True)
class Loaded:
    """An application with the demonstration in its database."""

    app: Flask
    clock: FrozenClock
    database: Database

    def load_again(self) -> Outcome:
        """What a second loading does."""
        with self.app.app_context():
            return load(self.app.extensions["settings"], self.clock)

    def browser(self) -> Client:
        """Somebody who has not signed in yet."""
        return Client(self.app.test_client())


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """Loaded, in a database of its own; the tests that use it change nothing but who has signed in."""
    clock = FrozenClock(NOW)
    with running_database(tmp_path_factory.mktemp("demonstration")) as database:
        settings = Settings.from_environment(
            {
                "SECRET_KEY": "a key for tests, of more than enough characters",
                "DATABASE_URL": database.url,
                "INSTANCE_FOLDER": str(tmp_path_factory.mktemp("instance")),
            },
            is_testing=True,
        )
        app = create_app(settings, clock)
        app.test_client_class = WholeAnswers
        loaded = Loaded(app, clock, database)
        assert loaded.load_again() is Outcome.LOADED
        yield loaded
        with loaded.app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="package")
def crawls(demo: Loaded) -> Crawls:
    """Everybody's way through every link; the canaries that were in every text are taken out again."""
    return everybodys(demo)
