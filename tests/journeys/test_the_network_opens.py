"""The network opens: from an invitation to a partner's first referral, at a desk, on a phone and without script."""

from __future__ import annotations

import pytest

from network.core.permissions import Role
from tests.journeys.walk import joining, learning, supporting
from tests.journeys.walk.stage import DESKTOP, NARROW, NO_SCRIPT, Stage


@pytest.mark.parametrize(
    "device", [DESKTOP, NARROW, pytest.param(NO_SCRIPT, marks=pytest.mark.smoke)], ids=lambda each: each.name
)
def test_the_network_opens(stage: Stage) -> None:
    coordinator, lead, visitor = stage.signed_in(Role.COORDINATOR, "host"), stage.newcomer(), stage.newcomer()
    coordinator.open("/")

    joining.publish_the_charter(coordinator)
    joining.invite_the_first_lead(coordinator)
    app = joining.redeem_the_invitation(stage, lead)
    joining.sign_in_again(stage, lead, app)
    joining.prepare_to_sign(lead)
    joining.sign_the_charter(lead)
    joining.certificate_and_register_show_it(lead, visitor)

    stage.add_colleagues()
    manager, champion = stage.signed_in(Role.MANAGER), stage.signed_in(Role.STAFF_MEMBER)
    learning.offer_courses(coordinator)
    learning.ask_a_champion(stage, lead)
    learning.agree(stage, champion)
    learning.log_a_session(champion)
    learning.coverage_shows_it(champion, coordinator)
    learning.announce_an_event(stage, coordinator)
    manager.open("/")
    learning.book_cancel_and_book_again(manager)
    learning.the_coordinator_sees_who_comes(stage, coordinator)

    supporting.switch_the_service_on(stage, lead)
    reference = supporting.refer(stage, manager)
    supporting.let_it_go_on(stage, champion)
    incident_lead = stage.signed_in(Role.INCIDENT_LEAD)
    incident_lead.open("/")
    supporting.pass_it_on(incident_lead, reference)
    allocator = stage.signed_in(Role.PROVIDER_ALLOCATOR, "provider")
    allocator.open("/")
    supporting.name_a_therapist(stage, allocator, reference)
    therapist = stage.signed_in(Role.THERAPIST, "provider")
    therapist.open("/")
    supporting.book_the_first_meeting(stage, therapist, reference)

    supporting.the_manager_sees_a_coarse_state(manager, reference)
    supporting.the_staff_member_sees_their_own_page(stage, champion)
    supporting.no_letter_tells(stage)
    supporting.the_coordinator_sees_no_case(coordinator, reference)
    supporting.the_lead_reads_the_figures(incident_lead)
    supporting.the_coordinator_reads_what_is_published(coordinator)
