"""Therapists are asked one after the other: they say yes or no, and what nobody answers moves on by itself (CI-7)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from network.accounts.models import Membership
from network.accounts.public import end_role
from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import enter, scoped, system_scope, unscoped
from network.incidents.models import TherapistAsk
from network.incidents.rules.asking import TurnDownReason
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.states import State
from network.incidents.service import forget, move_on
from tests.factories.incidents import CANARIES, acting
from tests.integration.incidents.test_flow import messages


@pytest.fixture
def second(service):
    return service.add_person("provider", Role.THERAPIST)


@pytest.fixture
def asked(service, second):
    """A referral about which the therapist is asked, and then the second one."""
    referral_id = service.bring_to(State.WITH_PROVIDER)
    service.answer(referral_id)
    service.ask(referral_id, service.therapist, second)
    return referral_id


@pytest.fixture
def hours_later(app, service):
    """Some hours on, the worker looks; returns who was told meanwhile, and of which list."""

    def hours_later(hours):
        before = len(messages(app))
        service.clock.advance(timedelta(hours=hours))
        with app.app_context():
            enter(db.session(), SystemActor("a job"))
            move_on(service.clock)
            commit()
        return [(each.to, each.path) for each in messages(app)[before:]]

    return hours_later


def test_who_is_asked_sees_the_names_and_not_what_happened(app, service, second, asked, client_of):
    page = f"/support/asked/{asked}"
    seen = client_of(service.therapist).get(page).text
    for part in ("staff_name", "manager_name", "therapist_wish"):
        assert CANARIES[part] in seen
    for part in ("narrative", "staff_telephone", "contact_times", "correction", "manager_telephone", "own_email"):
        assert CANARIES[part] not in seen
    assert "18 November 2026 at 2pm" in seen, "four working hours from ten o’clock"
    client_of(second).get(page, status=404)
    assert [each.to for each in messages(app) if getattr(each, "path", "") == "/support/asked"] == [
        service.therapist.email
    ]


def test_a_yes_is_one_press_and_ends_the_asking(service, second, asked, client_of):
    therapist = client_of(service.therapist)
    page = therapist.get(f"/support/asked/{asked}")
    therapist.post(f"/support/asked/{asked}/accept", {}, to=f"/support/work/{asked}", form_at=f"/support/asked/{asked}")
    assert "First meeting to be booked" in therapist.get(f"/support/work/{asked}").text
    assert page.texts("//h1")[0].startswith("Can you take this on? R-")
    therapist.get(f"/support/asked/{asked}", status=404)
    client_of(second).get(f"/support/asked/{asked}", status=404)
    seen = client_of(service.allocator).get(f"/support/allocation/{asked}/ask").text
    assert "Yes" in seen
    assert "Not asked any more" in seen


def test_a_no_asks_the_next_at_once_and_says_why_to_whoever_chooses(app, service, second, asked, client_of):
    therapist = client_of(service.therapist)
    assert therapist.post(f"/support/asked/{asked}/no", {}, status=422).errors == ["Choose a reason from the list"]
    therapist.post(f"/support/asked/{asked}/no", {"reason": "former-manager"}, to="/support/asked")
    therapist.get(f"/support/asked/{asked}", status=404)
    client_of(second).get(f"/support/asked/{asked}")
    assert messages(app)[-1].to == second.email
    allocator = client_of(service.allocator)
    seen = allocator.get(f"/support/allocation/{asked}/ask").text
    assert "I managed one of them" in seen
    assert "Asked now, until 18 November 2026 at 2pm" in seen
    service.turn_down(asked, second, TurnDownReason.NO_ROOM)
    assert (messages(app)[-1].to, messages(app)[-1].path) == (service.allocator.email, "/support/allocation")
    page = allocator.get(f"/support/allocation/{asked}/ask")
    assert page.tree.xpath("//input[@name='therapist_ids']/@value") == [str(second.user_id)], (
        "who knows one of them is not asked again, who had no room can be"
    )


def test_what_nobody_answers_moves_on_within_the_organisations_hours(service, second, asked, hours_later, client_of):
    assert hours_later(3.9) == []
    assert hours_later(0.1) == [(second.email, "/support/asked")]
    client_of(service.therapist).get(f"/support/asked/{asked}", status=404)
    assert hours_later(0) == [], "once"
    assert hours_later(24) == [(service.allocator.email, "/support/allocation")]
    assert "Did not answer in time" in client_of(service.allocator).get(f"/support/allocation/{asked}/ask").text


def test_the_hours_are_the_organisations_own(service, client_of):
    service.change_setup(ask_hours=1)
    referral_id = service.bring_to(State.WITH_PROVIDER)
    service.ask(referral_id, service.therapist)
    assert "at 11am" in client_of(service.therapist).get("/support/asked").text


def test_whoever_is_not_a_therapist_there_any_more_is_left_out(app, service, asked, second, client_of):
    third = service.add_person("provider", Role.THERAPIST)
    another = service.bring_to(State.WITH_PROVIDER)
    service.ask(another, service.therapist, second, third)
    with acting(app, service.world.person(Role.ORGANISATION_LEAD, "provider")) as lead:
        own = scoped(select(Membership), lead, Membership).where(Membership.user_id == second.user_id)
        end_role(lead, db.session.scalars(own).one().id, service.clock)
    service.turn_down(another, service.therapist, TurnDownReason.AWAY)
    client_of(third).get(f"/support/asked/{another}")


def test_nobody_is_asked_twice_at_the_same_time(service, asked, client_of):
    allocator = client_of(service.allocator)
    program = client_of.api(service.allocator)
    body = {"therapist_ids": [str(service.therapist.user_id)]}
    program.post(f"/api/v1/incidents/allocation/{asked}/ask", body, status=409)
    page = f"/support/allocation/{asked}/ask"
    allocator.post(f"{page}/stop", {}, to=page, form_at=page)
    client_of(service.therapist).get(f"/support/asked/{asked}", status=404)
    program.post(f"/api/v1/incidents/allocation/{asked}/ask", body, status=200)
    client_of(service.therapist).get(f"/support/asked/{asked}")


@pytest.mark.parametrize(
    "end",
    [
        lambda service, key: service.allocate(key),
        lambda service, key: service.withdraw(key),
        lambda service, key: service.decline(key),
        lambda service, key: service.leave(key, Capacity.ALLOCATOR, "hand-back", StepReason.NOBODY_FREE),
    ],
    ids=["given", "withdrawn", "declined", "handed back"],
)
def test_nobody_is_asked_any_more_however_it_goes_on(service, asked, client_of, end):
    end(service, asked)
    client_of(service.therapist).get(f"/support/asked/{asked}", status=404)
    client_of(service.therapist).post(f"/support/asked/{asked}/accept", {}, status=404, form_at="/support/room")
    assert client_of(service.therapist).get("/support/asked").texts("//table") == []


def test_the_next_provider_reads_nothing_of_who_said_no(app, service, asked, client_of):
    service.turn_down(asked, service.therapist, TurnDownReason.FAMILY)
    service.leave(asked, Capacity.ALLOCATOR, "hand-back", StepReason.NOBODY_FREE)
    assert count_asks(app) == 0


def test_it_is_forgotten_with_what_it_says_of_people(app, service, asked):
    service.turn_down(asked, service.therapist, TurnDownReason.FAMILY)
    service.decline(asked)
    assert count_asks(app) == 2
    service.clock.advance(timedelta(days=90))
    with app.app_context():
        enter(db.session(), SystemActor("a job"))
        forget(service.clock)
        commit()
    assert count_asks(app) == 0


def count_asks(app):
    with app.app_context(), system_scope(db.session(), "a test counts"):
        return db.session.scalar(unscoped(select(func.count(TherapistAsk.id)), "a test counts"))


def test_the_person_sees_who_looked_because_they_were_asked(service, asked, client_of):
    client_of(service.therapist).get(f"/support/asked/{asked}")
    assert "a therapist who is asked" in client_of(service.staff_member).get(f"/support/mine/{asked}").text


def test_whoever_chooses_sees_room_and_ties_best_first(service, second, client_of):
    service.say_room(service.therapist, 1)
    service.say_room(second, 6, date(2026, 11, 30))
    third = service.add_person("provider", Role.THERAPIST)
    service.allocate(service.bring_to(State.WITH_PROVIDER))
    client = client_of(third)
    client.post("/support/room/ties/new", {"connection": "family"}, status=422)
    tie = {"tied_to_id": str(service.world.own), "connection": "family"}
    client.post("/support/room/ties/new", tie, to="/support/room")
    assert client.post("/support/room/ties/new", tie, status=422).errors == ["You have said this already"]
    referral_id = service.bring_to(State.WITH_PROVIDER)
    page = client_of(service.allocator).get(f"/support/allocation/{referral_id}/ask")
    assert page.tree.xpath("//input[@name='therapist_ids']/@value") == [
        str(each.user_id) for each in (service.therapist, third, second)
    ]
    assert [text.strip() for text in page.texts("//*[contains(@class, 'govuk-checkboxes__hint')]")] == [
        "1 under way of 1",
        "0 under way; has not said how many they can take. Their own word: has family there",
        "Takes nobody on until 30 November. 0 under way of 6",
    ]
    remove = client.get("/support/room").tree.xpath("//form[contains(@action, '/remove')]/@action")
    client.post(remove[0], {}, to="/support/room", form_at="/support/room")
    assert "family" not in client.get("/support/room").tree.xpath("string(//main)").lower()


@pytest.mark.parametrize(
    ("said", "error"),
    [({}, "Enter how many people you can support at the same time"), ({"places": "41"}, "Enter a number from 0 to 40")],
)
def test_a_wrong_answer_about_room_says_what_to_do(service, client_of, said, error):
    assert error in " ".join(client_of(service.therapist).post("/support/room", said, status=422).errors)


def test_a_week_shows_what_is_booked_and_due_by_reference(service, second, client_of):
    booked = service.bring_to(State.MEETING_BOOKED)
    waiting = service.bring_to(State.ALLOCATED)
    running = service.bring_to(State.UNDER_WAY)
    service.note_date(running, date(2026, 11, 20))
    page = client_of(service.therapist).get("/support/week")
    said = page.tree.xpath("string(//main)")
    assert "First meeting:" in said
    assert "A date of theirs:" in said
    after = client_of(service.therapist).get("/support/week?from=2026-11-25")
    due = after.tree.xpath("string(//main)")
    assert "First meeting at the latest:" in due
    assert "Speak with the manager at the latest:" in due
    links = {*page.tree.xpath("//main//a/@href"), *after.tree.xpath("//main//a/@href")}
    assert {f"/support/work/{each}" for each in (booked, waiting, running)} <= links
    assert CANARIES["staff_name"] not in page.text
    assert client_of(second).get("/support/week").tree.xpath("//main//li[contains(., 'R-')]") == []
    empty = client_of(service.therapist).get("/support/week?from=2027-05-05")
    assert "3 May 2027" in empty.text
    assert empty.tree.xpath("//main//a[contains(@href, '/support/work/')]") == []


def test_a_program_asks_answers_and_reads_the_week(service, second, client_of):
    referral_id = service.bring_to(State.WITH_PROVIDER)
    allocator, therapist = client_of.api(service.allocator), client_of.api(service.therapist)
    path = f"/api/v1/incidents/allocation/{referral_id}/ask"
    assert {each["id"] for each in allocator.get(path).json["candidates"]} == {
        str(service.therapist.user_id),
        str(second.user_id),
    }
    asking = allocator.post(path, {"therapist_ids": [str(service.therapist.user_id)]}, status=200).json
    assert [each["state"] for each in asking["asked"]] == ["waiting"]
    assert [each["id"] for each in therapist.get("/api/v1/incidents/week").json["asked"]] == [str(referral_id)]
    seen = therapist.get(f"/api/v1/incidents/asked/{referral_id}").json["particulars"]
    assert {part for part, words in seen.items() if words} == {"staff_name", "manager_name"}
    answer = therapist.post(f"/api/v1/incidents/asked/{referral_id}/accept", {}, status=200).json
    assert answer["state"] == "allocated"
    room = {"places": 4, "away_until": "2026-12-01"}
    therapist.send("PUT", "/api/v1/incidents/room", json=room, status=204)
    assert therapist.get("/api/v1/incidents/room").json["room"] == {"places": 4, "away_until": "2026-12-01"}
