"""An organisation asks for training that fits it, and a champion of another partner gives it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from network.core.clock import FrozenClock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from tests.journeys.walk import learning, lending
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
def test_a_champion_is_borrowed(
    browser: Browser, live: Live, clock: FrozenClock, name: str, viewport: ViewportSize, has_script: bool
) -> None:
    stage = Stage(live, clock, browser, viewport, has_script, f"lending-{name}")
    coordinator = stage.signed_in(Role.COORDINATOR, "host")
    coordinator.open("/")
    learning.offer_courses(coordinator)
    stage.add_colleagues(Role.ORGANISATION_LEAD)
    with live.app.app_context(), system_scope(db.session(), "the partner that lends somebody"):
        for role in (Role.CHAMPION, Role.ORGANISATION_LEAD):
            stage.world.add_person("other", role, clock)
        commit()
    lead, champion = stage.signed_in(Role.ORGANISATION_LEAD), stage.signed_in(Role.CHAMPION, "other")
    lender = stage.signed_in(Role.ORGANISATION_LEAD, "other")
    for each in (lead, champion, lender):
        each.open("/")

    lending.say_what_one_can_give(champion)
    lending.lend_them(lender)
    lending.ask_for_training(lead)
    lending.borrow_a_champion(coordinator)
    lending.say_yes(stage, champion, stage.person(Role.CHAMPION, "other").email)
    lending.both_can_write_to_each_other(lead)
    stage.close()
