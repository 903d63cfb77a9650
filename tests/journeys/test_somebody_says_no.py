"""A manager refers within ten minutes, and the person whom it is about says no in two clicks (U11, U15, CI-4)."""

from __future__ import annotations

from network.core.clock import FrozenClock
from network.core.permissions import Role
from tests.factories.incidents import make_service
from tests.journeys.walk import declining
from tests.journeys.walk.stage import Stage
from tests.support.live import Live


def test_somebody_says_no(stage: Stage, live: Live, clock: FrozenClock) -> None:
    stage.add_colleagues(Role.ORGANISATION_LEAD, Role.MANAGER, Role.INCIDENT_LEAD, Role.STAFF_MEMBER)
    make_service(live.app, stage.world, clock)
    manager, staff_member = stage.signed_in(Role.MANAGER), stage.signed_in(Role.STAFF_MEMBER)

    reference = declining.refers_within_minutes(stage, manager)
    declining.says_no(staff_member)
    declining.learns_only_that_it_ended(manager, reference)
    declining.changes_their_mind(staff_member)
