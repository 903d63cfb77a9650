"""Somebody asks for support for themselves, past their manager, where their organisation allows it (CI-6, CI-9)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from network.accounts.models import Membership
from network.core import tenancy
from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.incidents.models import Referral, Talk
from network.incidents.queries.measures import read_cases
from network.incidents.rules.due import Due
from network.incidents.rules.measures.facts import Period
from network.incidents.rules.measures.on_time import OnTime, on_time
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.states import State
from network.incidents.service import forget, nudge
from tests.factories.incidents import CANARIES, acting
from tests.integration.incidents.test_flow import messages, rows

ASK = "/support/own-request"
WHEN = {"incident_on-day": "17", "incident_on-month": "11", "incident_on-year": "2026"}
SAID = {**WHEN, "narrative": CANARIES["narrative"], "contact_times": "After five"}
MANAGER = {"manager_name": "Vic Marsh", "manager_telephone": "", "manager_email": "vic@example.org"}
LINK = "Ask for support for yourself"


def test_it_is_found_only_where_it_is_allowed(service, client_of):
    service.change_setup(allows_self_request=False)
    champion = client_of(service.world.person(Role.CHAMPION))
    assert LINK not in champion.get("/support/guide").text + champion.get("/").text
    champion.get(ASK, status=404)
    service.change_setup(allows_self_request=True)
    assert LINK in champion.get("/support/guide").text
    assert LINK in champion.get("/").text
    page = champion.get(ASK)
    assert service.lead.email in page.text, "who reads it"
    assert "your manager" in page.text
    elsewhere = client_of(service.world.person(Role.CHAMPION, "other"))
    assert LINK not in elsewhere.get("/support/guide").text
    elsewhere.get(ASK, status=404)


def test_it_reaches_the_leads_and_no_manager_from_the_asking_to_the_end(app, service, client_of):
    service.change_setup(allows_self_request=True)
    own = client_of(service.staff_member)
    page = own.post(ASK, {**SAID, **MANAGER}).location
    (asked,) = rows(app, Referral)
    assert (asked.talk_id, asked.referrer_user_id, asked.manager_contact_limit_on) == (None, None, None)
    assert asked.manager_name_sealed is None, "nothing is kept of a manager whom nobody is to contact"
    assert rows(app, Talk) == []
    assert [each.to for each in messages(app)] == [service.lead.email]
    shown = own.get(page)
    assert "You have asked for this" in shown.text
    assert "What you wrote" in shown.text
    assert "Your manager" not in shown.text

    desk = client_of(service.lead).get(f"/support/desk/{asked.id}")
    assert "Asked for by themselves" in desk.text
    assert "Ask the manager" not in desk.text
    service.pass_on(asked.id)
    service.allocate(asked.id)
    service.book(asked.id)
    service.begin(asked.id)
    therapist = client_of(service.therapist)
    case = therapist.get(f"/support/work/{asked.id}")
    assert "No manager knows of it" in case.text
    assert "spoken with the manager" not in case.text
    service.end(asked.id)
    service.sum_up(asked.id)
    own = client_of(service.staff_member)  # the first sign-in has run out meanwhile
    own.post(f"{page}/summary", {"comment": ""}, to=page)
    client_of(service.therapist).post(f"/support/work/{asked.id}/summary/release", {}, to=f"/support/work/{asked.id}")
    assert "It is yours alone" in own.get(page).text
    told = {each.to for each in messages(app)}
    assert service.manager.email not in told
    assert MANAGER["manager_email"] not in told
    story = own.get(f"{page}/story")
    assert "You asked for this support" in story.text
    assert "manager" not in " ".join(story.texts("//table")).lower()
    assert client_of(service.manager).get("/support/requests").text.count(asked.reference) == 0


def test_the_word_with_a_manager_is_a_step_only_where_they_agreed(service, client_of):
    service.change_setup(allows_self_request=True)
    own = client_of(service.staff_member)
    page = own.post(ASK, {**SAID, "may_contact_manager": "y", "manager_name": "Vic"}, status=422)
    assert page.errors == ["Enter a telephone number or an e-mail address, or both"]
    with_one = service.ask_for_oneself(
        may_contact_manager=True, manager_name="Vic Marsh", manager_email="vic@example.org"
    )
    without = service.ask_for_oneself()
    for referral_id in (with_one, without):
        service.pass_on(referral_id)
        service.allocate(referral_id)
    therapist = client_of(service.therapist)
    agreed = therapist.get(f"/support/work/{with_one}").text
    assert "They agreed that the therapist speaks with the manager" in agreed
    assert "vic@example.org" in agreed
    service.speak_with_manager(with_one)
    contact = f"/support/work/{without}/manager-contact"
    therapist.post(contact, {"others": "no", "manager": "no"}, status=409)


def test_nothing_of_a_manager_is_ever_late_or_nudged(app, service, client_of, clock):
    referral_id = service.ask_for_oneself()
    service.pass_on(referral_id)
    service.allocate(referral_id)
    service.book(referral_id)
    service.begin(referral_id)
    before = len(messages(app))
    for _ in range(12):
        clock.advance(timedelta(days=1))
        with app.app_context():
            tenancy.enter(db.session(), SystemActor("incidents.nudge"))
            nudge(clock)
            commit()
    assert len(messages(app)) == before
    case = client_of(service.therapist).get(f"/support/work/{referral_id}").text
    assert "The word with the manager" not in case
    client_of(service.therapist).get(f"/support/work/{referral_id}/late/manager-contact", status=404)


def test_a_figure_counts_no_manager_who_was_not_to_be_contacted(service, client_of, clock):
    service.ask_for_oneself()
    clock.advance(timedelta(days=20))
    due = Due.MANAGER_CONTACT
    with acting(service.app, service.lead) as actor:
        cases = read_cases(actor, Capacity.LEAD, Period(date(2026, 10, 1), date(2026, 12, 31)))
    period = Period(date(2026, 10, 1), date(2026, 12, 31))
    assert on_time(cases, period, due, clock.now()) == OnTime(0, 0, 0, 0)
    assert on_time(cases, period, Due.MEETING_LIMIT, clock.now()).late == 1


def test_the_window_and_the_departments_are_those_of_any_other(service, client_of):
    service.change_setup(allows_self_request=True)
    own = client_of(service.staff_member)
    assert own.post(ASK, {**SAID, "narrative": ""}, status=422).errors == ["Say briefly what happened"]
    too_late = {**SAID, "incident_on-month": "7"}
    refused = own.post(ASK, too_late, status=422)
    assert "could be referred until 17 October 2026" in refused.text
    assert service.lead.email in refused.text


def test_a_lead_who_asks_is_handled_by_another(app, service, client_of):
    service.change_setup(allows_self_request=True)
    lead = client_of(service.lead)
    refused = lead.post(ASK, SAID, status=422)
    assert "nobody else here leads on this support" in refused.text
    another = service.add_person("own", Role.INCIDENT_LEAD)
    lead.post(ASK, SAID)
    (asked,) = rows(app, Referral)
    assert [each.to for each in messages(app)] == [another.email]
    lead.get(f"/support/desk/{asked.id}", status=404)
    client_of(another).get(f"/support/desk/{asked.id}")


def test_whoever_is_no_staff_member_yet_gets_a_page_that_nobody_sees_they_have(app, service, client_of):
    champion = service.world.person(Role.CHAMPION)
    lead = client_of(service.world.person(Role.ORGANISATION_LEAD))
    people = lead.get("/people").texts("//main")
    referral_id = service.ask_for_oneself(champion)
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        theirs = scoped(select(Membership), system, Membership).where(Membership.user_id == champion.user_id)
        held = {each.role: each.is_private for each in db.session.scalars(theirs)}
    assert held == {Role.CHAMPION: False, Role.STAFF_MEMBER: True}
    client_of(champion).get(f"/support/mine/{referral_id}")
    assert lead.get("/people").texts("//main") == people


def test_a_lead_asks_nothing_of_a_manager_who_is_not_there(service, client_of):
    referral_id = service.ask_for_oneself()
    desk = f"/support/desk/{referral_id}"
    assert client_of(service.lead).get("/support/desk").texts("//tbody//td[last()]") == ["–"]
    client_of(service.lead).post(f"{desk}/send-back", {"reason": StepReason.WRONG_DEPARTMENT}, status=409)


def test_they_say_no_and_are_forgotten_as_anybody(app, service, clock, client_of):
    champion = service.world.person(Role.CHAMPION)
    referral_id = service.ask_for_oneself(champion)
    own = client_of(champion)
    page = f"/support/mine/{referral_id}"
    assert "manager" not in own.get(f"{page}/no").text.lower()
    own.post(f"{page}/no", {}, to=page)
    clock.advance(timedelta(days=90))
    with app.app_context():
        tenancy.enter(db.session(), SystemActor("incidents.forget"))
        forget(clock)
        commit()
    (left,) = rows(app, Referral)
    assert (left.staff_user_id, left.referrer_user_id, left.narrative_sealed) == (None, None, None)
    assert left.is_self_requested
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        private = scoped(select(Membership), system, Membership).where(Membership.is_private)
        assert db.session.scalars(private).all() == []


def test_a_program_asks_too(app, service, client_of):
    service.change_setup(allows_self_request=True)
    program = client_of.api(service.staff_member)
    body = {"incident_on": "2026-11-17", "narrative": "A door was forced."}
    asked = program.post("/api/v1/incidents/own-request", body, status=201).json
    assert asked["is_self_requested"] is True
    assert asked["clocks"]["manager_contact_limit_on"] is None
    assert asked["waits_for_person"] is False
    program.post("/api/v1/incidents/own-request", {**body, "incident_on": "2025-11-17"}, status=422)
    service.change_setup(allows_self_request=False)
    program.post("/api/v1/incidents/own-request", body, status=404)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.UNDER_WAY, State.ENDED])
def test_what_comes_next_names_no_manager(service, client_of, state):
    referral_id = service.ask_for_oneself()
    for reached, step in (
        (State.UNDER_WAY, (service.pass_on, service.allocate, service.book, service.begin)),
        (State.ENDED, (service.end,)),
    ):
        if state in {reached, State.ENDED}:
            for each in step:
                each(referral_id)
    shown = client_of(service.staff_member).get(f"/support/mine/{referral_id}")
    steps = " ".join(shown.texts("//*[@class='app-steps']"))
    assert "manager" not in steps
