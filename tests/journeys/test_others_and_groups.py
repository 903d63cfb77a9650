"""A colleague is offered support and answers for themselves; a group is asked; people say how it was (CI-9, CI-14)."""

from __future__ import annotations

from network.core.clock import FrozenClock
from network.core.permissions import Role
from network.incidents.rules.states import State
from tests.factories.incidents import CANARIES, make_service
from tests.journeys.walk import affecting
from tests.journeys.walk.stage import Stage
from tests.support.live import Live


def test_others_and_groups(stage: Stage, live: Live, clock: FrozenClock) -> None:
    stage.add_colleagues(Role.ORGANISATION_LEAD, Role.MANAGER, Role.INCIDENT_LEAD, Role.STAFF_MEMBER)
    service = make_service(live.app, stage.world, clock)
    course = service.bring_to(State.UNDER_WAY, staff_email=CANARIES["staff_email"])
    service.speak_with_manager(course)
    ended = service.bring_to(State.ENDED)
    lead, colleague = stage.signed_in(Role.INCIDENT_LEAD), stage.signed_in(Role.STAFF_MEMBER)
    therapist = stage.signed_in(Role.THERAPIST, "provider")

    affecting.offer_to_a_colleague(therapist, course, stage.person(Role.STAFF_MEMBER).email)
    affecting.answer_for_oneself(stage, colleague)
    affecting.take_it_up(stage, lead)

    reference = affecting.ask_a_group(stage, stage.signed_in(Role.MANAGER))
    allocator = stage.signed_in(Role.PROVIDER_ALLOCATOR, "provider")
    affecting.bring_it_to_a_session(stage, lead, allocator, therapist, reference)

    affecting.say_how_it_was(colleague, ended)
    affecting.read_what_was_answered(lead)
    affecting.log_a_focus_group(stage, lead)
