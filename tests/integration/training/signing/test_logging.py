"""A sheet becomes one session, whoever presses and however often; its lines are put right before, and go with it."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from network.accounts.digests import send_digests
from network.core import outbox
from network.core.audit import AuditEntry
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope, unscoped
from network.training.signing import jobs, rules
from tests.factories import training
from tests.factories.delivery import course_of
from tests.factories.signing import (
    completions_of,
    lines_of,
    open_sheet,
    sessions_of,
    sign,
    stored_sheet,
    ways_in,
)
from tests.support.csrf import press
from tests.support.queries import MOST_ON_A_PAGE, counted_queries


@pytest.fixture
def sheet_id(app, world, clock):
    return open_sheet(app, world, clock)


@pytest.fixture
def own(sheet_id):
    return f"/training/sheets/{sheet_id}"


@pytest.fixture
def token(app, sheet_id):
    return ways_in(app, sheet_id)[1]


@pytest.fixture
def champion(world, client_of):
    return client_of(world.person(Role.CHAMPION))


def test_people_are_matched_like_those_of_a_pasted_list(app, world, clock, champion, own, token):
    with training.acting(app, world.person(Role.CHAMPION)) as actor:
        training.log_session(actor, clock, "Ann Ash <ann@example.org>", held_on=clock.today() - timedelta(days=9))
    for name, email in (("Ann Ash", "ANN@example.org"), ("Bo Birch", ""), ("Cy Cedar", "cy@example.org")):
        sign(app, token, clock, name, email)
    page = champion.post(f"{own}/log", form_at=own)
    assert "1 person is without an e-mail" in champion.get(page.location).text
    with training.acting(app, world.person(Role.CHAMPION)) as actor:
        assert [each.name for each in training.learners_of(actor)] == ["Ann Ash", "Bo Birch", "Cy Cedar"]
    assert len(completions_of(app)) == 4


def test_lines_go_when_it_is_logged(app, clock, champion, sheet_id, own, token):
    """B30."""
    sign(app, token, clock, "Ann Ash", "ann@example.org")
    champion.post(f"{own}/log", form_at=own)
    assert lines_of(app, sheet_id) == []
    page = champion.get(own)
    assert "This sheet was logged on 18 November 2026 at 10am" in page.text
    assert "ann@example.org" not in page.text


def test_whoever_is_second_is_told_and_there_is_one_session(app, world, clock, client_of, champion, own, token):
    sign(app, token, clock, "Ann Ash", "ann@example.org")
    other = client_of(world.person(Role.FACILITATOR))
    champion.get(own)
    hidden = other.get(own)  # both have the page open
    first = champion.post(f"{own}/log", form_at=own).location
    fields = hidden.tree.xpath("//form[contains(@action, '/log')]//input")
    second = other.raw.post(f"{own}/log", data={each.get("name"): each.get("value") for each in fields})
    assert second.status_code == 303
    assert f"{second.location}/logged" == first
    assert f"{world.person(Role.CHAMPION).name} logged this sheet before" in other.get(second.location).text
    again = champion.post(f"{own}/log", form_at="/training/sheets/new")
    assert "You logged this sheet before" in champion.get(again.location).text
    assert len(sessions_of(app)) == 1
    assert len(completions_of(app)) == 1


def test_eight_at_once_make_one_session(app, world, clock, client_of, own, token):
    """From as many tabs: H4."""
    sign(app, token, clock, "Ann Ash", "ann@example.org")
    clients = [client_of(world.person(Role.CHAMPION if number % 2 else Role.FACILITATOR)) for number in range(8)]
    bodies = []
    for client in clients:
        fields = client.get(own).tree.xpath("//form[contains(@action, '/log')]//input")
        bodies.append({each.get("name"): each.get("value") for each in fields})
    answers, barrier = [], threading.Barrier(8)

    def press(client, body):
        barrier.wait()
        answers.append(client.raw.post(f"{own}/log", data=body))

    threads = [threading.Thread(target=press, args=each) for each in zip(clients, bodies, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {each.status_code for each in answers} == {303}
    assert len({each.location.removesuffix("/logged") for each in answers}) == 1
    assert len(sessions_of(app)) == 1


def test_a_line_is_struck_out_and_people_are_added(app, clock, champion, sheet_id, own, token):
    sign(app, token, clock, "Ann Ash", "ann@example.org")
    sign(app, token, clock, "Nobody Here")
    page = champion.get(own)
    (form,) = page.tree.xpath(f"//li[@id='l-{lines_of(app, sheet_id)[1].id}']//form")
    champion.post(form.get("action"), form_at=own, to=own)
    champion.post(form.get("action"), form_at=own, to=own)  # twice is as good as once
    champion.post(f"{own}/people", {"names": "Bo Birch <bo@example.org>\nAnn Ash <ann@example.org>"}, form_at=own)
    assert [(each.name, each.by_hand) for each in lines_of(app, sheet_id)] == [("Ann Ash", False), ("Bo Birch", True)]
    page = champion.post(f"{own}/people", {"names": "Bo\nwrong@"}, form_at=own, status=422)
    assert page.errors[0].startswith("Line 2:")
    assert "2 people" in champion.get(champion.post(f"{own}/log", form_at=own).location).text


def test_lines_that_contradict_one_another_are_named_and_mended(app, clock, champion, sheet_id, own, token):
    """Somebody typed the staff number of somebody else, whom the records know by their address."""
    sign(app, token, clock, "Ann Ash", "ann@example.org")
    sign(app, token, clock, "Bo Birch", "", "7")
    champion.post(f"{own}/log", form_at=own)
    again = open_again(app, champion)
    sign(app, again[1], clock, "Ann Ash", "ann@example.org", "7")
    page = champion.post(f"{again[0]}/log", form_at=again[0], status=422)
    assert page.errors == [
        "Line 1: the e-mail address and the staff number belong to two different people in your records. "
        "Leave out the one that is wrong."
    ]
    (form,) = champion.get(again[0]).tree.xpath("//form[contains(@action, 'strike-out')]")
    champion.post(form.get("action"), form_at=again[0])
    champion.post(f"{again[0]}/people", {"names": "Ann Ash <ann@example.org>"}, form_at=again[0])
    champion.post(f"{again[0]}/log", form_at=again[0])
    assert len(sessions_of(app)) == 2


def open_again(app, champion):
    """Another sheet, of another course; its page and its link."""
    page = champion.get("/training/sheets/new")
    courses = page.tree.xpath("//select[@name='course']/option/@value")
    said = {"course": courses[-1], "held_on": "2026-11-18", "mode": "blended", "place": ""}
    for course in courses[::-1]:
        hidden = {each.get("name"): each.get("value") for each in page.tree.xpath("//main//input[@type='hidden']")}
        answer = champion.raw.post("/training/sheets/new", data={**hidden, **said, "course": course})
        if answer.status_code == 303:
            return answer.location, ways_in(app, UUID(answer.location.rsplit("/", 1)[1]))[1]
    raise LookupError("no course is blended")


def test_an_empty_sheet_and_one_for_tomorrow_are_not_logged(app, world, clock, champion, own):
    page = champion.post(f"{own}/log", form_at=own, status=422)
    assert page.errors == ["Nobody has signed yet. Add the names here, or wait until people have."]
    ahead = f"/training/sheets/{open_sheet(app, world, clock, held_on=clock.today() + timedelta(days=1))}"
    champion.post(f"{ahead}/people", {"names": "Ann Ash"}, form_at=ahead)
    assert not champion.get(ahead).tree.xpath("//form[contains(@action, '/log')]")
    assert champion.post(f"{ahead}/log", form_at=own, status=422).heading
    assert sessions_of(app) == []


def test_a_course_that_closed_since_people_signed_is_logged(app, world, clock, client_of, champion, own, token):
    """It was on offer when the sheet was opened: nobody who trained is lost to a change of the catalogue."""
    sign(app, token, clock, "Ann Ash", "ann@example.org")
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    course_id = course_of(app, clock, "T1-ORIENT")
    press(coordinator, f"/training/courses/{course_id}/close", {"version": "1"})
    assert champion.raw.get("/training/sheets/new").get_data(as_text=True).count(str(course_id)) == 0
    champion.post(f"{own}/log", form_at=own)
    assert len(completions_of(app)) == 1


@pytest.mark.parametrize("answer", ["psychologist", None])
def test_a_sheet_of_what_others_give_asks_who_gave_it(app, world, clock, champion, client_of, answer):
    """TR-1: above the press, so that nobody is sent back for it."""
    sheet = open_sheet(app, world, clock, code="T3-INDEPTH")
    path = f"/training/sheets/{sheet}"
    sign(app, ways_in(app, sheet)[1], clock, "Ann Ash", "ann@example.org")
    assert champion.get(path).tree.xpath("//input[@name='given_by']")
    assert client_of.api(world.person(Role.CHAMPION)).post(f"/api/v1{path}/log", None, status=422).get_json()[
        "errors"
    ].keys() == {"given_by"}
    champion.post(f"{path}/log", {"given_by": answer} if answer else {}, form_at=path)
    assert [each.given_by for each in sessions_of(app)] == [answer]


def test_a_program_says_who_gave_what_a_sheet_is_of(app, world, clock, champion, own, token, client_of):
    sign(app, token, clock, "Ann Ash", "ann@example.org")
    assert not champion.get(own).tree.xpath("//input[@name='given_by']"), "champions give it"
    client_of.api(world.person(Role.ORGANISATION_LEAD)).post(f"/api/v1{own}/log", {"given_by": "champion"})
    assert [each.given_by for each in sessions_of(app)] == ["champion"]


def test_two_people_of_one_name_are_told_how_to_be_two(app, clock, champion, sheet_id, own, token):
    for _ in range(2):
        sign(app, token, clock, "Sam Smith")
    page = champion.get(own)
    assert "1 person on the sheet" in page.text
    assert "If they are two people" in page.text
    second = lines_of(app, sheet_id)[1]
    champion.post(f"{own}/lines/{second.id}/strike-out", form_at=own)
    champion.post(f"{own}/people", {"names": "Sam Smith <sam@example.org>"}, form_at=own)
    assert "2 people on the sheet" in champion.get(own).text


def test_everybody_was_recorded_before(app, world, clock, champion, sheet_id, own, token):
    with training.acting(app, world.person(Role.CHAMPION)) as actor:
        training.log_session(actor, clock, "Ann Ash <ann@example.org>")
    sign(app, token, clock, "Ann Ash", "ann@example.org")
    page = champion.post(f"{own}/log", form_at=own, status=422)
    assert page.errors[0].startswith("Everybody on this sheet is already recorded for this course on this day")
    assert "Close the sheet" in page.errors[0], "what to do with it"
    assert len(lines_of(app, sheet_id)) == 1, "nothing is lost"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"held_on": "2026-11-16"}, "This day is over. Log the session with the names of who took part instead."),
        ({"held_on": "2026-12-20"}, "Enter a day within the next 31 days."),
        ({"course": ""}, "Choose the course"),
        ({"mode": ""}, "Choose how it is held"),
        ({"hours": "a while"}, "Enter the length in hours, like 1.5 or 2."),
        ({"place": "x" * 201}, "Shorten the place to 200 characters."),
    ],
)
def test_what_no_sheet_is_opened_for(app, clock, champion, change, error):
    course = str(training.load_catalogue(app, clock)["T1-ORIENT"])
    said = {"course": course, "held_on": "2026-11-18", "mode": "in-person", "place": "Town hall", **change}
    assert champion.post("/training/sheets/new", said, status=422).errors == [error]


def test_opened_twice_by_one_form_it_is_one_sheet(app, clock, champion):
    course = str(training.load_catalogue(app, clock)["T1-ORIENT"])
    page = champion.get("/training/sheets/new")
    hidden = {each.get("name"): each.get("value") for each in page.tree.xpath("//main//input[@type='hidden']")}
    body = {**hidden, "course": course, "held_on": "2026-11-18", "mode": "in-person", "place": ""}
    assert len({champion.raw.post("/training/sheets/new", data=body).location for _ in range(3)}) == 1


def test_it_is_forgotten_in_time_and_not_before(app, clock, sheet_id, token):
    """B30."""
    sign(app, token, clock, "Ann Ash", "ann@example.org")
    for days, is_there in ((30, True), (31, False)):
        clock.move_to(rules.window_of_day(stored_sheet(app, sheet_id).held_on).opens_at + timedelta(days=days, hours=9))
        with app.app_context():
            training.as_job(jobs.forget, clock)
        assert (stored_sheet(app, sheet_id) is not None) is is_there
        assert len(lines_of(app, sheet_id)) == is_there


def letters_about_sheets(app):
    with app.app_context():
        texts = [each.email("http://network.test").text for each in outbox.waiting_messages()]
        db.session.remove()
    return [text for text in texts if "to be logged" in text]


def test_whoever_opened_it_is_reminded_once(app, world, clock, sheet_id, token):
    sign(app, token, clock, "Ann Ash", "ann@example.org")
    with app.app_context():
        training.as_job(send_digests, clock)
    assert letters_about_sheets(app) == [], "its day is not over"
    for _ in range(3):
        clock.advance(timedelta(days=1))
        with app.app_context():
            training.as_job(send_digests, clock)
    (letter,) = letters_about_sheets(app)
    assert "1 person who signed in on 18 November 2026 waits to be logged." in letter
    assert f"/training/sheets/{sheet_id}" in letter
    assert "Ann" not in letter


def test_nobody_is_reminded_of_an_empty_sheet_or_a_logged_one(app, clock, champion, sheet_id, own, token, world):
    open_sheet(app, world, clock)
    sign(app, token, clock, "Ann Ash", "ann@example.org")
    champion.post(f"{own}/log", form_at=own)
    clock.advance(timedelta(days=1))
    with app.app_context():
        training.as_job(send_digests, clock)
    assert letters_about_sheets(app) == []


def test_the_audit_says_what_became_of_it_and_names_nobody(app, clock, champion, own, token):
    sign(app, token, clock, "Ann Canary", "canary@example.org")
    champion.post(f"{own}/close", form_at=own)
    champion.post(f"{own}/open", form_at=own)
    champion.post(f"{own}/people", {"names": "Bo Canary"}, form_at=own)
    champion.post(f"{own}/log", form_at=own)
    with app.app_context(), system_scope(db.session(), "look"):
        entries = db.session.scalars(unscoped(select(AuditEntry).order_by(AuditEntry.sequence), "look")).all()
        said = [each.action for each in entries if each.action.startswith("training.sheet")]
        text = " ".join(str(each.changes) for each in entries)
    assert said == [
        f"training.sheet.{what}" for what in ("opened", "signed", "closed", "opened_again", "people_added", "logged")
    ]
    assert "anary" not in text


@pytest.mark.parametrize("path", ["", "/wall"])
def test_a_page_takes_as_many_statements_for_ten_as_for_two(app, clock, champion, own, token, path):
    """P6."""
    counts = []
    for start, end in ((0, 2), (2, 20)):
        for number in range(start, end):
            sign(app, token, clock, f"Person {training.word(number)}", f"p{number}@example.org")
        with counted_queries(app) as queries:
            champion.get(own + path)
        counts.append(queries.count)
    assert counts[0] == counts[1] <= MOST_ON_A_PAGE, counts


def test_the_list_and_signing_take_a_constant_number_of_statements(app, world, clock, champion, visitor, token):
    counts = []
    for _ in range(2):
        for number in range(4):
            open_sheet(app, world, clock, held_on=clock.today() + timedelta(days=number))
        with counted_queries(app) as queries:
            champion.get("/training/sheets")
        with counted_queries(app) as of_public:
            visitor.get(f"/sign-in-sheet/{token}")
        counts.append((queries.count, of_public.count))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= MOST_ON_A_PAGE, counts
