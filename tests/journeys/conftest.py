"""Everything in this folder is a journey: it needs Chromium, and runs once, on SQLite.

One marked `smoke` as well runs on PostgreSQL too.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from network.core.clock import Clock, FrozenClock
from tests.journeys.walk.stage import DESKTOP, NO_SCRIPT, Device, Stage
from tests.support import browser as support
from tests.support.databases import Database
from tests.support.live import Live, serving

_HERE = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "journey: walks pages in Chromium")
    config.addinivalue_line("markers", "smoke: a journey that PostgreSQL is tried with as well")


def pytest_itemcollected(item: pytest.Item) -> None:
    if item.path.is_relative_to(_HERE):
        item.add_marker("journey")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | support.launch_arguments()


@pytest.fixture
def live(database: Database, clock: Clock, tmp_path: Path) -> Iterator[Live]:
    """The application served, with a database that is empty again afterwards."""
    with serving(database, clock, tmp_path) as found:
        yield found
    database.empty()


@pytest.fixture(params=[DESKTOP, NO_SCRIPT], ids=lambda device: device.name)
def device(request: pytest.FixtureRequest) -> Device:
    """Every journey is walked at a desk, and on a small telephone without script."""
    found: Device = request.param
    return found


@pytest.fixture
def stage(
    browser: Browser, live: Live, clock: FrozenClock, device: Device, request: pytest.FixtureRequest
) -> Iterator[Stage]:
    found = Stage(live, clock, browser, device, request.path.stem.removeprefix("test_").replace("_", "-"))
    yield found
    found.close()
