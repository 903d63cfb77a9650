"""An organisation asks for training that fits it, and a champion of another partner gives it."""

from __future__ import annotations

from network.core.clock import FrozenClock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from tests.journeys.walk import learning, lending
from tests.journeys.walk.stage import Stage
from tests.support.live import Live


def test_a_champion_is_borrowed(stage: Stage, live: Live, clock: FrozenClock) -> None:
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
