"""What the providers of support do: their people, their room, and choosing a therapist for each referral."""

from __future__ import annotations

from datetime import timedelta

from network.core.permissions import Role
from network.demonstration.cases import OFFERS
from network.demonstration.courses import Course, therapist_of
from network.demonstration.partners import CITY, PROVIDER, Partner
from network.demonstration.sign_ins import ALLOCATOR, THERAPIST
from network.demonstration.stage import Member, Stage
from network.incidents import service
from network.incidents.rules.asking import Connection
from network.incidents.rules.due import Due, LateReason
from network.incidents.rules.readers import Capacity
from network.incidents.rules.sessions import Outcome

ROOM = (6, 5, 3)
"""How many people each therapist of a provider can support, in the order in which they joined."""


def staff_provider(stage: Stage, provider: Partner, therapists: int) -> None:
    """Who chooses a therapist, and the therapists themselves."""
    is_first = provider.key == PROVIDER
    lead = stage.lead_of(provider)
    stage.join(provider, Role.PROVIDER_ALLOCATOR, ALLOCATOR if is_first else None, by=lead)
    for number in range(therapists):
        stage.join(provider, Role.THERAPIST, THERAPIST if is_first and number == 0 else None, by=lead)


def say_room(stage: Stage, key: str) -> None:
    """Each therapist says how much room they have; one is away, and one has family at the city council."""
    for number, therapist in enumerate(stage.members_of(key, Role.THERAPIST)):
        away_until = stage.clock.today() + timedelta(days=9) if number == len(ROOM) - 1 else None
        with stage.acting(therapist) as actor:
            service.say_room(actor, ROOM[number], away_until, stage.clock)
            if number == 1:
                service.tie(actor, stage.organisations[CITY], Connection.FAMILY, stage.clock)


def allocate(stage: Stage, course: Course) -> None:
    """The allocator gives it to a therapist who has said yes."""
    therapists = stage.members_of(_provider_of(course), Role.THERAPIST)
    course.therapist = therapists[0] if course.case.place == CITY else stage.random.choice(therapists)
    with stage.acting(_allocator_of(stage, course)) as actor:
        service.open_case(actor, Capacity.ALLOCATOR, course.id, stage.clock)
        service.allocate(actor, course.id, course.therapist.person.id, stage.clock)


def ask(stage: Stage, course: Course) -> None:
    """The allocator asks the therapists, one after the other."""
    therapists = stage.members_of(_provider_of(course), Role.THERAPIST)
    with stage.acting(_allocator_of(stage, course)) as actor:
        service.open_case(actor, Capacity.ALLOCATOR, course.id, stage.clock)
        service.ask_therapists(actor, course.id, [each.person.id for each in therapists[:2]], stage.clock)


def begin_support(stage: Stage, course: Course) -> None:
    """The first meeting was held; where it was late, the therapist says why."""
    with stage.acting(therapist_of(course)) as actor:
        case = service.open_case(actor, Capacity.THERAPIST, course.id, stage.clock)
        service.say_outcome(actor, course.id, case.support.sessions[0].id, Outcome.HELD, stage.clock)
        if course.case.days_late:
            due, why = Due.MEETING_TARGET, LateReason.ASKED_FOR_LATER
            service.say_why_late(actor, Capacity.THERAPIST, course.id, due, why, stage.clock)


def _provider_of(course: Course) -> str:
    return next(offer.provider for offer in OFFERS if offer.place == course.case.place)


def _allocator_of(stage: Stage, course: Course) -> Member:
    return stage.members_of(_provider_of(course), Role.PROVIDER_ALLOCATOR)[0]
