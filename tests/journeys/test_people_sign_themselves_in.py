"""A champion puts a code on the wall, people write themselves down on their phones, and the champion logs them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from network.core.clock import FrozenClock
from network.core.permissions import Role
from tests.journeys.walk import learning, signing
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
def test_people_sign_themselves_in(
    browser: Browser, live: Live, clock: FrozenClock, name: str, viewport: ViewportSize, has_script: bool
) -> None:
    stage = Stage(live, clock, browser, viewport, has_script, f"signing-{name}")
    coordinator = stage.signed_in(Role.COORDINATOR, "host")
    coordinator.open("/")
    learning.offer_courses(coordinator)
    stage.add_colleagues(Role.CHAMPION)
    champion = stage.signed_in(Role.CHAMPION)
    champion.open("/")

    code = signing.put_a_code_on_the_wall(champion)
    phone = stage.newcomer()
    signing.type_the_code(phone, code)
    signing.sign(phone, "Ann Ash", "ann.ash@example.org")
    signing.hand_the_phone_on(phone)
    signing.sign(phone, "Bo Birch", "")
    assert "Ann Ash" not in phone.page.content()
    signing.log_those_two(champion)
    stage.close()
