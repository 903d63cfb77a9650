"""Two organisations become one while support is under way: it goes on, and nobody learns of it who did not know."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from network.core import tenancy
from network.core.actor import Actor
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.incidents.models import EligibleDepartment, IncidentModule, Referral
from network.incidents.offering import list_wishes
from network.incidents.rules.offers import OfferAnswer
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import State
from network.incidents.sealing import read_particulars
from network.incidents.service.linking import link_person
from network.organisations.models import Department
from network.organisations.service.merging import Merged, merge, preview
from tests.factories.incidents import CANARIES, Service, acting, make_service


@pytest.fixture
def service(app, world, clock) -> Service:
    return make_service(app, world, clock)


@pytest.fixture
def coordinator(world) -> Actor:
    person = world.person(Role.COORDINATOR, "host")
    return Actor(person.user_id, person.organisation_id, frozenset({Role.COORDINATOR}), frozenset(), True)


@pytest.fixture
def become_one(app, world, coordinator, clock):
    """`own` becomes part of `other`; the people of the service act there from then on."""

    def become(service: Service | None = None) -> Merged:
        with app.app_context():
            tenancy.enter(db.session(), coordinator)
            merged = merge(coordinator, world.own, world.other, "Harrow Hill Council", clock, is_same=False)
            commit()
        if service is not None:
            for name in ("manager", "lead", "staff_member"):
                setattr(service, name, replace(getattr(service, name), organisation_id=world.other))
        return merged

    return become


@pytest.mark.parametrize("state", list(State))
def test_what_was_said_is_read_by_the_same_people_as_before(app, service, become_one, state):
    service.bring_to(state)
    before = said_in(app)
    become_one(service)
    assert said_in(app) == before
    assert state is State.DRAFT or before["narrative"] == CANARIES["narrative"]


def said_in(app) -> dict[str, str | None]:
    with app.app_context(), system_scope(db.session(), "a test reads") as system:
        referral = db.session.scalars(scoped(select(Referral), system, Referral)).one()
        read = read_particulars(referral, Capacity.THERAPIST)
        return {name: getattr(read, name) for name in ("narrative", "staff_name", "staff_email", "manager_name")}


def test_it_goes_on_to_its_end(app, service, become_one):
    referral_id = service.refer()
    become_one(service)
    service.pass_on(referral_id)
    service.allocate(referral_id)
    service.book(referral_id)
    service.begin(referral_id)
    service.end(referral_id)
    with app.app_context(), system_scope(db.session(), "a test reads") as system:
        assert db.session.scalars(scoped(select(Referral.state), system, Referral)).one() is State.ENDED


def test_what_was_offered_to_a_colleague_is_still_theirs_to_answer(app, service, become_one):
    course = service.bring_to(State.UNDER_WAY, staff_email=CANARIES["staff_email"])
    service.offer(course, service.staff_member.email)
    become_one(service)
    service.answer_offer(service.staff_member, OfferAnswer.YES)
    with acting(app, service.lead) as actor:
        assert [each.email for each in list_wishes(actor, service.clock)] == [service.staff_member.email]


def test_whoever_it_is_about_still_finds_it_with_their_address(app, world, service, become_one, clock):
    service.refer(staff_email="newcomer@example.org")
    become_one(service)
    with app.app_context():
        somebody = world.person(Role.STAFF_MEMBER, "other").user_id
        assert link_person(somebody, "Newcomer@example.org", world.own) == 0
        assert link_person(somebody, "Newcomer@example.org", world.other) == 1
        db.session.rollback()


def test_the_coordinator_is_shown_the_same_whether_or_not_there_is_a_case(app, world, coordinator, clock):
    def shown() -> Merged:
        with app.app_context():
            tenancy.enter(db.session(), coordinator)
            return preview(coordinator, world.own, world.other, clock, is_same=False)

    without = shown()
    make_service(app, world, clock).bring_to(State.UNDER_WAY)
    assert shown() == without


@pytest.mark.parametrize(
    ("on_at", "stays"),
    [
        ((), None),
        (("own",), "own"),
        (("other",), "other"),
        (("own", "other"), "other"),
    ],
)
def test_one_service_stays(app, world, become_one, clock, on_at, stays):
    providers = {"own": "provider", "other": "other_provider"}
    for at in on_at:
        Service(app, world, clock).switch_on(at, provider=providers[at])
    become_one()
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        modules = list(db.session.scalars(scoped(select(IncidentModule), system, IncidentModule)))
    expected = [] if stays is None else [(world.other, True, getattr(world, providers[stays]))]
    assert [(each.organisation_id, each.is_on, each.provider_organisation_id) for each in modules] == expected


def test_a_short_list_of_departments_grows_by_those_of_the_other(app, world, become_one, clock):
    for at in ("own", "other"):
        Service(app, world, clock).switch_on(at)
    with app.app_context(), system_scope(db.session(), "only housing of the other") as system:
        departments = {
            each.organisation_id: each.id for each in db.session.scalars(scoped(select(Department), system, Department))
        }
        module = db.session.scalars(
            scoped(select(IncidentModule), system, IncidentModule).where(IncidentModule.organisation_id == world.other)
        ).one()
        db.session.add(
            EligibleDepartment(organisation_id=world.other, module_id=module.id, department_id=departments[world.other])
        )
        commit()

    become_one()

    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        listed = set(db.session.scalars(scoped(select(EligibleDepartment.department_id), system, EligibleDepartment)))
    assert listed == set(departments.values())
