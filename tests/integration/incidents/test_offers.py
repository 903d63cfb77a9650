"""Others who are affected: offered support one by one, answering for themselves (CI-9)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from network.core import outbox, tenancy
from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.database import db
from network.core.errors import Conflict, RuleBroken
from network.core.permissions import Role
from network.core.tenancy import system_scope, unscoped
from network.incidents import service as verbs
from network.incidents.models import ColleagueOffer
from network.incidents.offering import list_wishes
from network.incidents.rules.offers import OfferAnswer
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import State
from network.incidents.service import forget
from tests.factories.incidents import CANARIES, acting
from tests.support.queries import MOST_ON_A_PAGE, counted_queries


@pytest.fixture
def course(service):
    """A referral of somebody else, in whose course the staff member of `own` is a colleague."""
    return service.bring_to(State.UNDER_WAY, staff_email=CANARIES["staff_email"])


def offers(app):
    with app.app_context(), system_scope(db.session(), "a test looks"):
        return list(db.session.scalars(unscoped(select(ColleagueOffer), "a test looks")))


def kinds(app):
    with app.app_context():
        return [message.kind for message in outbox.waiting_messages()]


def wishes(app, service):
    with acting(app, service.lead) as actor:
        return list_wishes(actor, service.clock)


def test_a_yes_reaches_the_lead_and_nobody_else(app, service, course, client_of):
    service.offer(course, service.staff_member.email)
    seen = {who: pages_of(who, course, service, client_of) for who in ("manager", "therapist")}
    client = client_of(service.staff_member)
    assert client.raw.get("/support/mine").location == "/support/offer"
    client.post("/support/offer", {"answer": "yes"}, to="/support/offer")
    listed = client_of(service.lead).get("/support/wishes").text
    assert service.staff_member.name in listed
    assert service.staff_member.email in listed
    assert CANARIES["staff_name"] not in listed
    assert {who: pages_of(who, course, service, client_of) for who in seen} == seen


def pages_of(who, course, service, client_of):
    base = {"manager": "/support/requests/", "therapist": "/support/work/"}[who]
    client = client_of(getattr(service, who))
    return [client.get(f"{base}{course}{rest}").texts("//main") for rest in ("", "/colleagues")]


def test_not_now_is_told_to_nobody(app, service, course):
    service.offer(course, service.staff_member.email)
    before = kinds(app)
    service.answer_offer(service.staff_member, OfferAnswer.NOT_NOW)
    assert kinds(app) == before
    assert wishes(app, service) == []


def test_an_answer_can_be_changed_until_a_lead_has_it(app, service, course):
    service.offer(course, service.staff_member.email)
    service.answer_offer(service.staff_member, OfferAnswer.YES)
    service.answer_offer(service.staff_member, OfferAnswer.NOT_NOW)
    assert wishes(app, service) == []
    service.answer_offer(service.staff_member, OfferAnswer.YES)
    (wish,) = wishes(app, service)
    with acting(app, service.lead) as actor:
        verbs.take_up_wish(actor, wish.id, service.clock)
    assert wishes(app, service) == []
    with pytest.raises(Conflict):
        service.answer_offer(service.staff_member, OfferAnswer.NOT_NOW)


def test_two_offers_are_one_question_and_one_wish(app, service, course):
    other = service.bring_to(State.UNDER_WAY, staff_email=CANARIES["staff_email"])
    for referral_id in (course, other, other):
        service.offer(referral_id, service.staff_member.email.upper())
    assert len(offers(app)) == 2
    service.answer_offer(service.staff_member, OfferAnswer.YES)
    assert len(wishes(app, service)) == 1


def test_how_many_are_said_from_eight_on(service, course, client_of):
    for number in range(8):
        said = client_of(service.manager).get(f"/support/requests/{course}/colleagues").text
        assert ("some colleagues" in said) is (number > 0)
        service.offer(course, f"colleague{number}@example.org")
    assert "about 10 colleagues" in client_of(service.manager).get(f"/support/requests/{course}/colleagues").text


def test_what_is_taken_up_is_counted_as_before(app, service, course):
    """Or a manager would see by the number that somebody said yes."""
    counted = service.offer(course, service.staff_member.email)
    service.answer_offer(service.staff_member, OfferAnswer.YES)
    with acting(app, service.lead) as actor:
        (wish,) = list_wishes(actor, service.clock)
        verbs.take_up_wish(actor, wish.id, service.clock)
    assert service.offer(course, service.staff_member.email) == counted


def test_the_therapist_speaks_with_the_manager_first(app, service, course):
    with acting(app, service.therapist) as actor, pytest.raises(RuleBroken):
        verbs.offer_support(actor, Capacity.THERAPIST, course, "colleague@example.org", service.clock)


def test_the_manager_talks_with_the_team_first(app, service, course):
    with acting(app, service.manager) as actor:
        with pytest.raises(RuleBroken):
            verbs.offer_support(actor, Capacity.REFERRER, course, "a@example.org", service.clock)
        counted = verbs.offer_support(actor, Capacity.REFERRER, course, "a@example.org", service.clock, has_talked=True)
    assert counted == 1


def test_the_provider_reads_no_offer(app, service, course):
    """The fence itself, on both databases, whatever a query of theirs would ask for."""
    service.offer(course, service.staff_member.email)
    with acting(app, service.therapist) as actor:
        found = db.session.scalars(tenancy.scoped(select(ColleagueOffer), actor, ColleagueOffer)).all()
    assert found == []


@pytest.mark.parametrize("answer", [None, *OfferAnswer])
def test_it_is_forgotten_after_thirty_days(app, service, course, clock, answer):
    service.offer(course, service.staff_member.email)
    if answer is not None:
        service.answer_offer(service.staff_member, answer)
    begun = clock.now()
    for days, left in ((29, 1), (30, 0)):
        clock.move_to(begun + timedelta(days=days))
        with app.app_context():
            tenancy.enter(db.session(), SystemActor("incidents.forget"))
            forget(clock)
            commit()
        assert len(offers(app)) == left


def test_another_organisation_sees_no_wish(app, service, course, world):
    service.offer(course, service.staff_member.email)
    service.answer_offer(service.staff_member, OfferAnswer.YES)
    with acting(app, world.person(Role.INCIDENT_LEAD, "other")) as actor:
        assert list_wishes(actor, service.clock) == []


def test_the_list_of_wishes_costs_the_same_however_long_it_is(app, service, course, client_of):
    def looked_at():
        client = client_of(service.lead)
        client.get("/support/wishes")
        with counted_queries(app) as seen:
            client.get("/support/wishes")
        return seen.count

    people = [service.staff_member, *(service.add_person("own", Role.STAFF_MEMBER) for _ in range(3))]
    costs = []
    for person in people:
        service.offer(course, person.email)
        service.answer_offer(person, OfferAnswer.YES)
        costs.append(looked_at())
    assert len(set(costs)) == 1
    assert costs[0] <= MOST_ON_A_PAGE
