"""The charter lives: consulted on, published anew, signed again by link, and read by everybody without script."""

from __future__ import annotations

from network.core.clock import FrozenClock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from tests.factories import charter as charters
from tests.journeys.walk import renewing
from tests.journeys.walk.stage import Stage
from tests.support.live import Live


def test_the_charter_lives(stage: Stage, live: Live, clock: FrozenClock) -> None:
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
