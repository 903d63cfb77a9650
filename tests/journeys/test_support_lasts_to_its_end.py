"""From the lead's desk to the last word: a second provider, a therapist's week, a key date, a seventh session."""

from __future__ import annotations

from network.core.clock import FrozenClock
from network.core.permissions import Role
from network.incidents.queries.referrals import get_sent_referral
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import State
from tests.factories.incidents import SETUP, acting, make_service
from tests.journeys.walk import lasting
from tests.journeys.walk.stage import Stage
from tests.support.live import Live


def test_support_lasts_to_its_end(stage: Stage, live: Live, clock: FrozenClock) -> None:
    stage.add_colleagues(Role.ORGANISATION_LEAD, Role.MANAGER, Role.INCIDENT_LEAD, Role.STAFF_MEMBER)
    service = make_service(live.app, stage.world, clock)
    world = stage.world
    service.add_person("other_provider", Role.PROVIDER_ALLOCATOR)
    service.change_setup(fallback_id=world.other_provider, fallback_agreed_on=SETUP.agreed_on)
    busy, free = (service.add_person("other_provider", Role.THERAPIST) for _ in range(2))
    referral_id = service.bring_to(State.WITH_PROVIDER)
    with acting(live.app, service.lead) as actor:
        reference = get_sent_referral(actor, Capacity.LEAD, referral_id).reference or ""
    at = str(free.user_id)

    lasting.is_handed_back(stage.signed_in(Role.PROVIDER_ALLOCATOR, "provider"), reference)
    lasting.goes_to_the_second(stage.signed_in(Role.INCIDENT_LEAD), reference)
    lasting.therapists_are_asked(stage.signed_in(Role.PROVIDER_ALLOCATOR, "other_provider"), reference)
    lasting.one_says_no(stage.signed_in(Role.THERAPIST, str(busy.user_id)), reference)
    therapist = stage.signed_in(Role.THERAPIST, at)
    lasting.another_says_yes(therapist, reference)
    lasting.a_week_fills(stage, therapist, reference)

    lasting.a_date_is_kept_for(stage, lasting.is_held(stage, at, reference))
    lasting.they_look_back(lasting.one_is_held(stage, at, reference))
    for _ in range(3):
        lasting.one_is_held(stage, at, reference)
    lasting.one_more_is_asked_for(lasting.one_is_held(stage, at, reference, "Book the session"))
    lasting.the_lead_approves(stage.signed_in(Role.INCIDENT_LEAD), reference)
    lasting.support_ends(lasting.one_is_held(stage, at, reference))
    lasting.the_manager_reads_general_words(stage.signed_in(Role.MANAGER), reference)
