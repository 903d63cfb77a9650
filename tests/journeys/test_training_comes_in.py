"""A lead brings in who trained from another system, mends what could not be taken, and takes a file back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from network.core.clock import FrozenClock
from network.core.permissions import Role
from tests.journeys.walk import bringing, learning
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
def test_training_comes_in(
    browser: Browser, live: Live, clock: FrozenClock, name: str, viewport: ViewportSize, has_script: bool
) -> None:
    stage = Stage(live, clock, browser, viewport, has_script, f"bringing-{name}")
    coordinator = stage.signed_in(Role.COORDINATOR, "host")
    coordinator.open("/")
    learning.offer_courses(coordinator)
    stage.add_colleagues(Role.ORGANISATION_LEAD)
    lead = stage.signed_in(Role.ORGANISATION_LEAD)
    lead.open("/")

    bringing.send_a_report_with_faults(lead)
    rows = bringing.import_what_can_be_taken(lead)
    bringing.send_the_mended_rows(lead, rows)
    bringing.take_it_back(lead)
    stage.close()
