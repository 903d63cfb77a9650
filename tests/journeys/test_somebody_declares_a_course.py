"""Somebody without an account declares the free online course with its certificate, and a champion confirms it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from network.core.clock import FrozenClock
from network.core.permissions import Role
from tests.factories.training import load_catalogue
from tests.journeys.walk import declaring
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
def test_somebody_declares_a_course(
    browser: Browser, live: Live, clock: FrozenClock, name: str, viewport: ViewportSize, has_script: bool
) -> None:
    stage = Stage(live, clock, browser, viewport, has_script, f"declaring-{name}")
    stage.add_colleagues(Role.CHAMPION)
    load_catalogue(live.app, clock)
    person, champion = stage.newcomer(), stage.signed_in(Role.CHAMPION)
    champion.open("/")

    declaring.open_an_empty_record(stage, person)
    declaring.declare(person)
    declaring.confirm(champion)
    declaring.see_it_confirmed(stage, person)
    stage.close()
