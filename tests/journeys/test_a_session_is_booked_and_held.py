"""People book a session by its link, one gives the place back, the other has it, comes, and says how it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from network.core.clock import FrozenClock
from network.core.permissions import Role
from tests.factories.training import load_catalogue
from tests.journeys.walk import coming
from tests.journeys.walk.stage import Stage
from tests.support import browser as support
from tests.support.databases import Database
from tests.support.live import Live, serving


@pytest.fixture
def live(database: Database, clock: FrozenClock, tmp_path: Path) -> Iterator[Live]:
    with serving(database, clock, tmp_path) as found:
        yield found
    database.empty()


@pytest.mark.parametrize(
    ("name", "viewport", "has_script"),
    [
        pytest.param("desktop", support.DESKTOP, True, id="desktop"),
        pytest.param("no-script", support.NARROW, False, id="no-script"),
    ],
)
def test_a_session_is_booked_and_held(
    browser: Browser, live: Live, clock: FrozenClock, name: str, viewport: ViewportSize, has_script: bool
) -> None:
    stage = Stage(live, clock, browser, viewport, has_script, f"coming-{name}")
    stage.add_colleagues(Role.FACILITATOR)
    load_catalogue(live.app, clock)
    first, second = stage.newcomer(), stage.newcomer()

    link = coming.plan(stage, stage.signed_in(Role.FACILITATOR))
    coming.book(stage, first, link, coming.ANN, "You have a place.")
    coming.book(stage, second, link, coming.BO, "You are on the waiting list.")
    coming.give_back(first)
    coming.hold(stage, "/training/place/")
    coming.say_how_it_was(stage, second)
    stage.close()
