"""The charter lives: consulted on, published anew, signed again by link, and read by everybody without script."""

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
from tests.factories import charter as charters
from tests.journeys.walk import renewing
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
def test_the_charter_lives(
    browser: Browser, live: Live, clock: FrozenClock, name: str, viewport: ViewportSize, has_script: bool
) -> None:
    stage = Stage(live, clock, browser, viewport, has_script, f"charter-{name}")
    with live.app.app_context():
        with system_scope(db.session(), "a lead who has signed"):
            lead_there = stage.world.add_person("own", Role.ORGANISATION_LEAD, clock)
            commit()
        charters.sign(lead_there, charters.publish_charter(stage.world, clock), clock)
    coordinator, lead = stage.signed_in(Role.COORDINATOR, "host"), stage.signed_in(Role.ORGANISATION_LEAD)
    visitor, chief = stage.newcomer(), stage.newcomer()
    coordinator.open("/")

    renewing.ask_people_about_a_draft(stage, coordinator)
    renewing.comment_without_an_account(visitor)
    renewing.publish_version_2(stage, coordinator)
    renewing.the_coordinator_watches(coordinator, has_signed=False)
    renewing.send_it_to_the_chief(lead)
    renewing.sign_by_the_link(stage, chief)
    renewing.the_coordinator_watches(coordinator, has_signed=True)
    renewing.keep_a_commitment(stage, lead)
    renewing.the_public_reads_the_register(visitor)
    stage.close()
