"""Everything in this folder is a journey: it needs Chromium, and runs once, on SQLite.

One marked `smoke` as well runs on PostgreSQL too.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.support import browser

_HERE = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "journey: walks pages in Chromium")
    config.addinivalue_line("markers", "smoke: a journey that PostgreSQL is tried with as well")


def pytest_itemcollected(item: pytest.Item) -> None:
    if item.path.is_relative_to(_HERE):
        item.add_marker("journey")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | browser.launch_arguments()
