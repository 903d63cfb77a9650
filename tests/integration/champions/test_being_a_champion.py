"""A lead asks, the person answers, the lead thanks; the history stays (CP-1, U15, U18)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from network.accounts.models import Membership
from network.core import outbox
from network.core.audit import AuditEntry
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope, unscoped
from tests.factories import champions, training
from tests.support.csrf import press as send
from tests.support.queries import MOST_ON_A_PAGE, counted_queries


@pytest.fixture
def lead(world, client_of):
    return client_of(world.person(Role.ORGANISATION_LEAD))


@pytest.fixture
def member(world):
    return world.person(Role.STAFF_MEMBER)


def everything(app, statement):
    with app.app_context(), system_scope(db.session(), "a test looks"):
        return db.session.scalars(unscoped(statement, "a test looks")).all()


def roles_of(app, person):
    held = everything(app, select(Membership).where(Membership.user_id == person.user_id))
    return {(membership.role, membership.ends_on) for membership in held}


def ask(lead, member):
    lead.post("/champions/new", {"person": str(member.user_id)}, to="/champions/")


def own_page(client):
    return client.get("/champions/mine")


def press(client, label):
    (action,) = own_page(client).tree.xpath(f"//form[.//button[contains(., '{label}')]]/@action")
    return client.post(action, form_at="/champions/mine")


def test_nobody_is_a_champion_before_they_say_yes(app, lead, member, client_of):
    ask(lead, member)
    assert roles_of(app, member) == {(Role.STAFF_MEMBER, None)}
    page = own_page(client_of(member))
    buttons = page.tree.xpath("//main//button/@class")
    assert len(buttons) == 2
    assert len(set(buttons)) == 1, "yes and no look alike"
    press(client_of(member), "Yes")
    assert (Role.CHAMPION, None) in roles_of(app, member)
    assert client_of(member).get("/training/sessions/new").heading.endswith("Log a session")


def test_no_needs_no_reason_and_they_can_be_asked_again(app, lead, member, client_of):
    ask(lead, member)
    press(client_of(member), "No")
    assert roles_of(app, member) == {(Role.STAFF_MEMBER, None)}
    ask(lead, member)
    assert len(own_page(client_of(member)).texts("//main//h2")) == 2


def test_it_ends_with_thanks_and_the_history_stays(app, lead, member, client_of, clock, world):
    champions.make_champion(app, world, member, clock)
    (address,) = lead.get("/champions/").tree.xpath("//main//tbody//a/@href")
    clock.advance(timedelta(days=30))
    lead = client_of(world.person(Role.ORGANISATION_LEAD))  # the sign-in of a month ago is over
    lead.post(f"{address}/end", {"thanks": "For every Tuesday."}, form_at=address, to=address)
    assert "Was a champion" in lead.get(address).text
    assert Role.CHAMPION not in {role for role, ends_on in roles_of(app, member) if ends_on is None}
    assert "For every Tuesday." in own_page(client_of(member)).text
    with app.app_context():
        mails = [message.email("https://network.example") for message in outbox.waiting_messages()]
    subjects = [mail.subject for mail in mails]
    assert subjects == ["Would you be a champion?", "Your role at Harrow Hill Council", "Thank you"]
    assert "For every Tuesday." in mails[2].text
    client_of(member).get("/training/sessions/new", status=403)


def test_a_champion_steps_down_alone(app, world, member, client_of, clock):
    champions.make_champion(app, world, member, clock)
    press(client_of(member), "Step down")
    assert "You were a champion" in own_page(client_of(member)).text


def test_a_question_can_be_taken_back(lead, member, client_of):
    ask(lead, member)
    (address,) = lead.get("/champions/").tree.xpath("//main//tbody//a/@href")
    lead.post(f"{address}/end", form_at=address, to=address)
    assert not own_page(client_of(member)).tree.xpath("//main//button")
    assert lead.get(address).status == 200


def test_answering_twice_is_refused_kindly(app, world, member, client_of, clock):
    champion_id = champions.make_champion(app, world, member, clock)
    client_of(member).post(f"/champions/{champion_id}/agree", form_at="/champions/mine", status=409)
    client_of(member).post(f"/champions/{champion_id}/decline", form_at="/champions/mine", status=409)


def test_nobody_answers_for_somebody_else(app, lead, member, client_of, world):
    ask(lead, member)
    (address,) = lead.get("/champions/").tree.xpath("//main//tbody//a/@href")
    for role, at in ((Role.ORGANISATION_LEAD, "own"), (Role.CHAMPION, "own"), (Role.COORDINATOR, "host")):
        assert send(client_of(world.person(role, at)), f"{address}/agree").status == 404


def test_a_stale_page_does_not_end_anything(app, lead, member, client_of, world, clock):
    champion_id = champions.make_champion(app, world, member, clock)
    lead.post(f"/champions/{champion_id}/end", {"version": "0"}, form_at=f"/champions/{champion_id}", status=409)


def test_what_was_typed_is_shown_where_somebody_else_was_first(app, lead, member, client_of, world, clock):
    address = f"/champions/{champions.make_champion(app, world, member, clock)}"
    opened = lead._hidden_fields(address)
    press(client_of(member), "Step down")
    page = lead._checked(lead.raw.post(f"{address}/end", data={**opened, "thanks": "For every Tuesday."}), 409)
    assert "For every Tuesday." in page.texts("//main//td")


def test_a_session_logged_meanwhile_is_in_nobodys_way(app, lead, world, clock):
    person = world.person(Role.CHAMPION)
    address = f"/champions/{champions.make_champion(app, world, person, clock)}"
    training.load_catalogue(app, clock)
    opened = lead._hidden_fields(address)
    with training.acting(app, person) as actor:
        training.log_session(actor, clock, training.people(3))
    answer = lead.raw.post(f"{address}/end", data={**opened, "thanks": "For every Tuesday."})
    assert answer.status_code == 303
    page = lead.get(address)
    assert "For every Tuesday." in page.text
    assert "18 November 2026" in page.texts("//main//dd"), "the last session"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"person": ""}, "Choose a person"),
        ({"person": "nobody"}, "Choose from the list"),
        ({"person": "0190e0a5-0000-7000-8000-000000000000"}, "Choose from the list"),
    ],
)
def test_whom_to_ask_is_on_the_list(lead, data, message):
    assert lead.post("/champions/new", data, status=422).errors == [message]


def test_somebody_of_another_organisation_cannot_be_asked(lead, world):
    other = world.person(Role.STAFF_MEMBER, "other")
    assert lead.post("/champions/new", {"person": str(other.user_id)}, status=422).errors == ["Choose from the list"]


def test_thanks_that_run_on_are_kept_and_said(app, lead, member, world, clock):
    champion_id = champions.make_champion(app, world, member, clock)
    page = lead.post(
        f"/champions/{champion_id}/end", {"thanks": "x" * 10_000}, form_at=f"/champions/{champion_id}", status=422
    )
    assert page.errors == ["Shorten your thanks to 1,000 characters."]
    assert "x" * 10_000 in page.text


def test_sessions_are_counted_for_the_champion_who_logged_them(app, world, client_of, clock, lead):
    person = world.person(Role.CHAMPION)
    champions.make_champion(app, world, person, clock)
    training.load_catalogue(app, clock)
    with training.acting(app, person) as actor:
        training.log_session(actor, clock, training.people(3))
        logged = training.log_session(actor, clock, training.people(3), code="T2-PRACTICE")
    assert lead.get("/champions/").texts("//main//tbody/tr/td[2]") == ["2"]
    with training.acting(app, person) as actor:
        training.withdraw(actor, logged, clock)
    assert lead.get("/champions/").texts("//main//tbody/tr/td[2]") == ["1"]


def test_the_coordinator_sees_every_partner_by_sector(app, world, client_of, clock):
    for at in ("own", "other"):
        champions.make_champion(app, world, world.person(Role.STAFF_MEMBER, at), clock, at=at)
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    page = coordinator.get("/champions/")
    assert len(page.texts("//main//tbody/tr")) == 2
    assert "Council 1" in page.text
    assert "NHS 1" in page.text
    assert len(coordinator.get("/champions/?sector=nhs").texts("//main//tbody/tr")) == 1
    assert len(coordinator.get("/champions/?sector=nhs&state=ended").texts("//main//tbody/tr")) == 0
    assert len(coordinator.get("/champions/?sector=nonsense&page=x").texts("//main//tbody/tr")) == 2
    assert len(client_of(world.person(Role.ORGANISATION_LEAD)).get("/champions/").texts("//main//tbody/tr")) == 1


def test_every_step_is_in_the_audit(app, world, member, client_of, clock, lead):
    champion_id = champions.make_champion(app, world, member, clock)
    lead.post(f"/champions/{champion_id}/end", {"thanks": ""}, form_at=f"/champions/{champion_id}")
    found = everything(app, select(AuditEntry.action).order_by(AuditEntry.sequence))
    assert [action for action in found if action.startswith(("champions", "accounts.membership"))] == [
        "champions.champion.asked",
        "accounts.membership.granted",
        "champions.champion.agreed",
        "accounts.membership.ended",
        "champions.champion.ended",
    ]


def test_lists_take_a_constant_number_of_queries(app, world, client_of, clock):
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    counts = []
    for roles in ([Role.STAFF_MEMBER], [Role.MANAGER, Role.FACILITATOR, Role.BOARD_VIEWER]):
        for role in roles:
            champions.make_champion(app, world, world.person(role), clock)
        with counted_queries(app) as queries:
            coordinator.get("/champions/")
        counts.append(queries.count)
        assert queries.count <= MOST_ON_A_PAGE, queries
    assert counts[0] == counts[1]
