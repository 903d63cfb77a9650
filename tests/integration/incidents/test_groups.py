"""Support for a group, from the question to the session (CI-14, CI-15, D12)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from network.core import outbox, tenancy
from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.database import db
from network.core.errors import Conflict, RuleBroken
from network.core.permissions import Role
from network.core.tenancy import system_scope, unscoped
from network.incidents import service as verbs
from network.incidents.models import GroupSupport
from network.incidents.rules.answers import MeetingMode
from network.incidents.rules.groups import GroupAskedBy, GroupState, GroupWish
from network.incidents.rules.readers import Capacity
from network.incidents.rules.setup import GroupReferrer
from network.incidents.rules.states import State
from network.incidents.service import forget
from network.organisations.service.merging import merge
from tests.factories.incidents import acting
from tests.support.queries import MOST_ON_A_PAGE, counted_queries


def groups(app):
    with app.app_context(), system_scope(db.session(), "a test looks"):
        return list(db.session.scalars(unscoped(select(GroupSupport), "a test looks")))


def test_a_group_from_the_question_to_the_session(service, client_of, clock):
    manager, lead = client_of(service.manager), client_of(service.lead)
    asked = {"asked_on-day": "18", "asked_on-month": "11", "asked_on-year": "2026", "asked_by": "referrer"}
    page = manager.post("/support/groups/new", {**asked, "wish": "wished", "position": "head-of-service"})
    own = page.location
    reference = re.search(r"G-[0-9A-Z]{4}-[0-9A-Z]{2}", manager.get(own).text)[0]
    assert reference not in lead.get("/support/desk/groups").text
    manager.post(f"{own}/send", form_at=own, to=own)
    assert reference in lead.get("/support/desk/groups").text
    group_id = own.rsplit("/", 1)[1]
    at_the_desk = f"/support/desk/groups/{group_id}"
    assert "25 November 2026" in lead.get(at_the_desk).text
    lead.post(f"{at_the_desk}/pass-on", form_at=at_the_desk, to=at_the_desk)
    allocation = f"/support/allocation/groups/{group_id}"
    client_of(service.allocator).post(allocation, {"therapist_id": str(service.therapist.user_id)})
    given, therapist = f"/support/work/groups/{group_id}", client_of(service.therapist)
    when = {"day-day": "27", "day-month": "11", "day-year": "2026", "time": "2pm", "mode": "video"}
    therapist.post(f"{given}/session", when, to=given)
    assert "27 November 2026" in manager.get(own).text
    clock.move_to(clock.now() + timedelta(days=10))
    client_of(service.therapist).post(f"{given}/held", {"attendance": "7"}, to=given)
    assert "How many came" in client_of(service.lead).get(at_the_desk).text
    assert "How many came" not in client_of(service.manager).get(own).text


def test_an_organisation_says_who_may_ask_for_a_group_and_how_people_meet(app, service, client_of):
    """CI-14, CI-15."""
    group_id = service.bring_group_to(GroupState.ALLOCATED)
    service.change_setup(group_referrers=frozenset({GroupReferrer.HEAD_OF_SERVICE}), is_virtual_only=True)
    manager = client_of(service.manager)
    page = manager.get("/support/groups/new")
    assert page.tree.xpath("//input[@name='position']/@value") == ["head-of-service"]
    program = client_of.api(service.manager)
    said = {"position": "line-manager", "asked_on": "2026-11-18", "asked_by": "referrer", "wish": "wished"}
    assert "position" in program.post("/api/v1/incidents/groups", said, status=422).json["errors"]
    session = verbs.GroupSession(service.clock.now() + timedelta(days=3), MeetingMode.IN_PERSON)
    with acting(app, service.therapist) as actor, pytest.raises(RuleBroken, match="not offered here yet"):
        verbs.arrange_group(actor, group_id, session, service.clock)


def test_without_a_wish_nothing_is_sent(app, service, client_of):
    """D12, and U37: the page that says so leads on."""
    group_id = service.ask_group(GroupWish.NOT_NOW)
    page = client_of(service.manager).get(f"/support/groups/{group_id}")
    assert "nothing is sent" in page.text
    assert page.tree.xpath("//main//form") == []
    with acting(app, service.manager) as actor, pytest.raises(RuleBroken) as broken:
        verbs.send_group(actor, group_id, service.clock)
    assert len(broken.value.routes) >= 2
    assert [each.state for each in groups(app)] == [GroupState.ASKED]


def test_the_database_itself_sends_nothing_without_a_wish(app, service):
    group_id = service.bring_group_to(GroupState.SENT)
    with app.app_context(), system_scope(db.session(), "a mistake"):
        group = db.session.scalars(unscoped(select(GroupSupport).where(GroupSupport.id == group_id), "one")).one()
        group.wish = GroupWish.NOT_NOW
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()


def test_a_group_can_be_asked_again_until_it_is_sent(app, service):
    group_id = service.ask_group(GroupWish.NOT_NOW)
    again = verbs.GroupAsked(service.clock.today(), GroupAskedBy.ANOTHER_MANAGER, GroupWish.SOME)
    with acting(app, service.manager) as actor:
        verbs.ask_group_again(actor, group_id, again, service.clock)
    service.send_group(group_id)
    with acting(app, service.manager) as actor, pytest.raises(Conflict):
        verbs.ask_group_again(actor, group_id, again, service.clock)


def test_a_combined_day_is_shown_to_its_therapist_alone(app, service, client_of):
    """CI-15: the meetings of that day with people of that organisation, and of no other day."""
    referral_id = service.bring_to(State.UNDER_WAY)
    service.book(referral_id)
    with acting(app, service.therapist) as actor:
        reference = verbs.open_case(actor, Capacity.THERAPIST, referral_id, service.clock).reference
    group_id = service.bring_group_to(GroupState.ALLOCATED)
    service.arrange_group(group_id, is_combined=True)
    page = client_of(service.therapist).get(f"/support/work/groups/{group_id}")
    assert page.tree.xpath(f"//main//a[contains(@href, '{referral_id}')]")
    assert reference not in page.text
    for who, path in (("manager", "groups"), ("lead", "desk/groups"), ("allocator", "allocation/groups")):
        seen = client_of(getattr(service, who)).get(f"/support/{path}/{group_id}")
        assert str(referral_id) not in seen.answer.get_data(as_text=True)
        assert "same day" not in seen.text


def test_a_session_that_is_not_combined_shows_no_meeting(app, service, client_of):
    service.book(service.bring_to(State.UNDER_WAY))
    group_id = service.bring_group_to(GroupState.ARRANGED)
    assert "same day" not in client_of(service.therapist).get(f"/support/work/groups/{group_id}").text


def test_a_therapist_is_with_one_of_them_at_a_time(app, service):
    """Whichever was booked first."""
    group_id, referral_id = service.bring_group_to(GroupState.ARRANGED), service.bring_to(State.ALLOCATED)
    (group,) = [each for each in groups(app) if each.id == group_id]
    when = verbs.When(group.at + timedelta(minutes=59), MeetingMode.VIDEO)
    with acting(app, service.therapist) as actor, pytest.raises(RuleBroken) as broken:
        verbs.book_session(actor, referral_id, when, service.clock)
    assert broken.value.field == "time"
    service.book(referral_id)
    other = service.bring_group_to(GroupState.ALLOCATED)
    session = verbs.GroupSession(service.booked_until, MeetingMode.VIDEO)
    with acting(app, service.therapist) as actor, pytest.raises(RuleBroken) as broken:
        verbs.arrange_group(actor, other, session, service.clock)
    assert broken.value.field == "time"


def test_another_therapist_arranges_it_anew(app, service):
    group_id = service.bring_group_to(GroupState.ARRANGED)
    service.allocate_group(group_id)
    (group,) = groups(app)
    assert (group.state, group.at, group.mode, group.is_combined) == (GroupState.ALLOCATED, None, None, False)
    assert group.arranged_at is not None, "the provider was heard from, whoever it is now"


@pytest.mark.parametrize("state", [GroupState.SENT, GroupState.WITH_PROVIDER, GroupState.ARRANGED])
def test_it_can_be_called_off_until_it_was_held(app, service, state):
    group_id = service.bring_group_to(state)
    with acting(app, service.manager) as actor:
        verbs.call_off_group(actor, Capacity.REFERRER, group_id, service.clock)
    (group,) = groups(app)
    assert (group.state, group.closed_at) == (GroupState.CALLED_OFF, service.clock.now())


def test_a_number_that_came_can_be_put_right_and_nothing_called_off_after(app, service):
    group_id = service.bring_group_to(GroupState.HELD)
    closed_at = groups(app)[0].closed_at
    service.hold_group(group_id, 9)
    assert [(each.attendance, each.closed_at) for each in groups(app)] == [(9, closed_at)]
    with acting(app, service.lead) as actor, pytest.raises(Conflict):
        verbs.call_off_group(actor, Capacity.LEAD, group_id, service.clock)


def test_a_form_that_is_stale_changes_nothing(service, client_of):
    group_id = service.bring_group_to(GroupState.ALLOCATED)
    therapist, path = client_of(service.therapist), f"/support/work/groups/{group_id}/session"
    when = {"day-day": "27", "day-month": "11", "day-year": "2026", "time": "2pm", "mode": "video"}
    therapist.post(path, {**when, "version": "1"}, status=409)


def test_no_message_says_that_it_is_about_a_group(app, service):
    service.bring_group_to(GroupState.HELD)
    with app.app_context():
        emails = [message.email("https://network.example.org") for message in outbox.waiting_messages()]
    assert len(emails) >= 4
    for email in emails:
        assert "group" not in email.subject.lower()
        assert "G-" not in email.text


def test_no_text_can_be_kept_of_a_group():
    """D11: what is not a word of a closed list is a reference, a number or a time."""
    texts = {
        c.name for c in GroupSupport.__table__.columns if c.type.python_type is str and not hasattr(c.type, "enums")
    }
    assert texts == {"reference"}


def test_what_was_asked_and_not_sent_is_forgotten_after_thirty_days(app, service, clock):
    service.ask_group()
    sent, begun = service.bring_group_to(GroupState.SENT), clock.now()
    for days, left in ((29, 2), (30, 1)):
        clock.move_to(begun + timedelta(days=days))
        with app.app_context():
            tenancy.enter(db.session(), SystemActor("incidents.forget"))
            forget(clock)
            commit()
        assert len(groups(app)) == left
    assert [each.id for each in groups(app)] == [sent]


def test_it_goes_with_an_organisation_that_becomes_part_of_another(app, world, service, clock):
    service.bring_group_to(GroupState.ARRANGED)
    coordinator = world.person(Role.COORDINATOR, "host")
    with acting(app, coordinator) as actor:
        merge(actor, world.own, world.other, "Harrow Hill Council", clock, is_same=False)
    assert [(each.organisation_id, each.state) for each in groups(app)] == [(world.other, GroupState.ARRANGED)]


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("manager", "/support/groups"),
        ("lead", "/support/desk/groups"),
        ("allocator", "/support/allocation/groups"),
        ("therapist", "/support/work/groups"),
        ("therapist", "/support/work/groups/{id}"),
        ("lead", "/support/desk/groups/{id}"),
        ("manager", "/support/groups/{id}"),
    ],
)
def test_few_queries_however_many_there_are(app, service, client_of, who, path):
    group_id = service.bring_group_to(GroupState.ALLOCATED)
    service.arrange_group(group_id, is_combined=True)
    looked_at, client = path.format(id=group_id), client_of(getattr(service, who))
    client.get(looked_at)
    with counted_queries(app) as first:
        client.get(looked_at)
    for _ in range(2):
        service.bring_group_to(GroupState.ARRANGED)
    with counted_queries(app) as second:
        client.get(looked_at)
    assert second.count == first.count, second
    assert first.count <= MOST_ON_A_PAGE, first
