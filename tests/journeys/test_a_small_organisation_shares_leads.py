"""A small organisation has too few people for incident leads of its own, and asks one of a partner (CI-1, CI-6)."""

from __future__ import annotations

from network.core.clock import FrozenClock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from tests.factories.incidents import make_service
from tests.factories.pool import be_small
from tests.journeys.walk import pooling
from tests.journeys.walk.stage import Stage
from tests.support.live import Live


def test_a_small_organisation_shares_leads(stage: Stage, live: Live, clock: FrozenClock) -> None:
    stage.add_colleagues(Role.ORGANISATION_LEAD, Role.MANAGER, Role.INCIDENT_LEAD, Role.STAFF_MEMBER)
    make_service(live.app, stage.world, clock)
    with live.app.app_context(), system_scope(db.session(), "the small organisation"):
        stage.world.add_person("other", Role.ORGANISATION_LEAD, clock)
        commit()
    be_small(live.app, stage.world, clock)
    lead, setter = stage.signed_in(Role.INCIDENT_LEAD), stage.signed_in(Role.ORGANISATION_LEAD, "other")
    for each in (lead, setter):
        each.open("/")

    pooling.offer_to_lead(lead)
    pooling.ask_one_who_offers(setter)
    pooling.accept_and_switch(stage, lead, stage.person(Role.INCIDENT_LEAD).email)
    pooling.who_leads_is_shown(setter)
