"""People sign themselves in to a session, and whoever holds it logs them in one press."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest

from network.accounts.guesses import SHEET_LIMITS, Limit
from network.core.permissions import Role
from network.training.signing import rules
from tests.factories import training
from tests.factories.signing import (
    completions_of,
    lines_of,
    open_sheet,
    sessions_of,
    sign,
    ways_in,
)
from tests.support.databases import table_counts

TYPING = "/sign-in-sheet"
NAME, EMAIL = "Ann Canary", "ann.canary@example.org"


@pytest.fixture
def sheet_id(app, world, clock):
    return open_sheet(app, world, clock)


@pytest.fixture
def address(app, sheet_id):
    return f"{TYPING}/{ways_in(app, sheet_id)[1]}"


@pytest.fixture
def own(sheet_id):
    return f"/training/sheets/{sheet_id}"


@pytest.fixture
def champion(world, client_of):
    return client_of(world.person(Role.CHAMPION))


def test_a_champion_opens_a_sheet_two_sign_and_it_is_logged_once(app, world, clock, client_of, champion, visitor):
    """The whole way, as pages show it."""
    courses = training.load_catalogue(app, clock)
    said = {"course": str(courses["T1-ORIENT"]), "held_on": "2026-11-18", "mode": "in-person", "place": "Town hall"}
    sheet = champion.post("/training/sheets/new", said).location
    wall = champion.get(f"{sheet}/wall")
    (code,) = wall.texts("//p[@class='app-wall__code']")
    signing = visitor.post(TYPING, {"code": code.lower()}).location
    page = visitor.get(signing)
    assert "Town hall" in page.text
    visitor.post(signing, {"name": NAME, "email": EMAIL}, to=f"{signing}/thank-you")
    thanks = visitor.get(f"{signing}/thank-you")
    assert thanks.tree.xpath("//a[@href='/passport']")
    assert thanks.tree.xpath(f"//a[@href='{signing}']"), "somebody else signs on this phone"
    visitor.post(signing, {"name": "Bo Birch"}, to=f"{signing}/thank-you")
    page = champion.get(sheet)
    assert "2 people on the sheet" in page.text
    assert "on Wednesday 18 November 2026, and until 12pm on the day after" in page.text
    assert NAME in page.text
    logged = champion.post(f"{sheet}/log", form_at=sheet)
    assert "2 people" in champion.get(logged.location).text
    (session,) = sessions_of(app)
    assert (session.people, session.place) == (2, "Town hall")
    assert len(completions_of(app)) == 2
    assert lines_of(app, UUID(sheet.rsplit("/", 1)[1])) == []


def test_the_last_course_and_place_are_chosen_already(app, world, clock, champion, client_of):
    courses = training.load_catalogue(app, clock)
    with training.acting(app, world.person(Role.CHAMPION)) as actor:
        training.log_session(actor, clock, "Ann Ash")
    page = champion.get("/training/sheets/new")
    assert page.tree.xpath("//select/option[@selected]/@value") == [str(courses["T1-ORIENT"])]
    assert page.tree.xpath("//input[@name='place']/@value") == ["Town hall"]
    assert page.tree.xpath("//input[@name='mode'][@checked]/@value") == ["in-person"]
    assert page.tree.xpath("//input[@name='held_on-day']/@value") == ["18"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"name": NAME, "email": EMAIL.upper()}, (NAME, EMAIL, None)),
        ({"name": "Canary, Ann", "staff_number": " 0 12 "}, (NAME, None, "0 12")),
        ({"name": NAME}, (NAME, None, None)),
    ],
)
def test_a_line_is_what_was_typed(app, sheet_id, address, visitor, typed, expected):
    visitor.post(address, typed)
    (line,) = lines_of(app, sheet_id)
    assert (line.name, line.email, line.staff_number) == expected


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({}, "Enter your name"),
        ({"name": "12"}, "Enter your name."),
        ({"name": "x" * 300}, "Shorten this to 200 characters"),
        (
            {"name": NAME, "email": "ann@"},
            "Check the address. It looks like name@example.org. You can also leave it out.",
        ),
        ({"name": NAME, "staff_number": "9" * 101}, "Shorten this to 100 characters"),
    ],
)
def test_what_cannot_be_read_comes_back_and_changes_nothing(address, visitor, database, typed, error):
    before = table_counts(database)
    page = visitor.post(address, typed, status=422)
    assert page.errors == [error]
    for name, text in typed.items():
        assert page.tree.xpath(f"//input[@name='{name}']/@value") == [text]
    assert table_counts(database) == before
    hidden = {each.get("name"): each.get("value") for each in page.tree.xpath("//main//input[@type='hidden']")}
    mended = visitor.raw.post(address, data={**hidden, "name": NAME})
    assert mended.status_code == 303, "the form that came back is sent again"


def test_a_double_press_and_a_second_time_are_one_line(app, sheet_id, address, visitor, client_of):
    page = visitor.get(address)
    hidden = {each.get("name"): each.get("value") for each in page.tree.xpath("//main//input[@type='hidden']")}
    body = {**hidden, "name": "Bo Birch"}
    answers = [visitor.raw.post(address, data=body) for _ in range(5)]
    assert {each.status_code for each in answers} == {303}
    assert len(lines_of(app, sheet_id)) == 1, "a form is carried out once, though nothing is known of Bo"
    for again in (visitor, client_of(None)):
        again.post(address, {"name": NAME, "email": EMAIL}, to=f"{address}/thank-you")
        again.post(address, {"name": "Somebody else", "email": EMAIL}, to=f"{address}/thank-you")
    assert [line.name for line in lines_of(app, sheet_id)] == ["Bo Birch", NAME]


def test_the_public_pages_show_nothing_of_who_signed(app, sheet_id, address, visitor, client_of):
    visitor.post(address, {"name": NAME, "email": EMAIL, "staff_number": "canary-7"})
    other = client_of(None)
    first = other.get(address)
    thanks = other.post(address, {"name": "Bo Birch", "email": EMAIL})
    for page in (first, other.get(thanks.location), other.get(TYPING)):
        assert not re.search("canary", page.text, re.IGNORECASE)
    assert first.answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in first.answer.headers["X-Robots-Tag"]


def test_the_page_says_who_reads_it_before_it_is_written(world, address, visitor):
    """U8."""
    page = visitor.get(address)
    (trust,) = page.texts("//*[@class='app-trust']")
    assert "champions" in trust
    assert "other people who sign" in trust
    order = page.tree.xpath("//main//*[@class='app-trust'] | //main//input[@name='name']")
    assert order[0].tag == "div"


def test_a_wrong_code_and_a_closed_sheet_are_answered_alike(app, world, clock, client_of, sheet_id, champion):
    """B12."""
    code, token = ways_in(app, sheet_id)
    champion.post(f"/training/sheets/{sheet_id}/close", form_at=f"/training/sheets/{sheet_id}")
    later = open_sheet(app, world, clock, held_on=clock.today() + timedelta(days=3))
    later_code, later_token = ways_in(app, later)
    typed = [code, later_code, "2345 6789", "nothing", "x" * 40]
    pages = [client_of(None).post(TYPING, {"code": each}, status=422) for each in typed]
    assert {tuple(page.errors) for page in pages} == {
        ("No open sheet has this code. Check it on the wall, or ask whoever holds the session",)
    }
    assert len({page.lasting.replace(each, "") for page, each in zip(pages, typed, strict=True)}) == 1
    links = [client_of(None).get(f"{TYPING}/{each}", status=404) for each in (token, later_token, "x", code)]
    assert len({page.lasting for page in links}) == 1
    champion.post(f"/training/sheets/{sheet_id}/open", form_at=f"/training/sheets/{sheet_id}")
    client_of(None).get(f"{TYPING}/{token}")


def test_it_is_open_in_its_time_and_not_a_second_longer(app, world, clock, visitor):
    sheet_id = open_sheet(app, world, clock, held_on=clock.today() + timedelta(days=1))
    token = ways_in(app, sheet_id)[1]
    window = rules.window_of_day(clock.today() + timedelta(days=1))
    for moment, status in (
        (window.opens_at - timedelta(seconds=1), 404),
        (window.opens_at, 200),
        (window.closes_at - timedelta(seconds=1), 200),
        (window.closes_at, 404),
    ):
        clock.move_to(moment)
        visitor.get(f"{TYPING}/{token}", status=status)


def test_a_sheet_that_closes_meanwhile_takes_nothing(app, sheet_id, address, visitor, champion):
    page = visitor.get(address)
    hidden = {each.get("name"): each.get("value") for each in page.tree.xpath("//main//input[@type='hidden']")}
    champion.post(f"/training/sheets/{sheet_id}/close", form_at=f"/training/sheets/{sheet_id}")
    assert visitor.raw.post(address, data={**hidden, "name": NAME}).status_code == 404
    assert lines_of(app, sheet_id) == []


def test_codes_are_not_guessed(app, sheet_id, client_of, visitor):
    """B3: by address; the link of the QR code goes on, and other addresses too."""
    code, token = ways_in(app, sheet_id)
    answers = [visitor.raw.post(TYPING, data={**_token(visitor), "code": "2345 6789"}).status_code for _ in range(33)]
    assert (answers.count(422), answers.count(429)) == (30, 3)
    assert visitor.raw.post(TYPING, data={**_token(visitor), "code": code}).status_code == 429
    visitor.get(f"{TYPING}/{token}")
    elsewhere = {"environ_base": {"REMOTE_ADDR": "192.0.2.77"}}
    assert visitor.raw.post(TYPING, data={**_token(visitor), "code": code}, **elsewhere).status_code == 303


def test_codes_are_not_guessed_from_many_addresses(app, clock, sheet_id, visitor, monkeypatch):
    """B3: in all."""
    monkeypatch.setitem(SHEET_LIMITS, "everywhere", (Limit(5, timedelta(minutes=5)),))
    answers = [
        visitor.raw.post(
            TYPING,
            data={**_token(visitor), "code": "2345 6789"},
            environ_base={"REMOTE_ADDR": f"192.0.2.{number}"},
        ).status_code
        for number in range(7)
    ]
    assert answers == [422] * 5 + [429] * 2


def test_a_room_that_types_the_right_code_is_not_stopped(app, sheet_id, visitor):
    code, _ = ways_in(app, sheet_id)
    answers = {visitor.raw.post(TYPING, data={**_token(visitor), "code": code}).status_code for _ in range(40)}
    assert answers == {303}


def _token(client):
    page = client.get(TYPING)
    return {"csrf_token": page.tree.xpath("//main//input[@name='csrf_token']/@value")[0]}


def test_nothing_of_a_code_or_a_link_can_be_read_in_the_database(app, sheet_id, database):
    """B25."""
    code, token = ways_in(app, sheet_id)
    with database.owner.connect() as connection:
        row = " ".join(map(repr, connection.exec_driver_sql("SELECT * FROM sign_in_sheet").one()))
    assert code not in row
    assert token not in row


def test_a_sheet_is_full_at_what_can_be_logged_at_once(app, clock, sheet_id, address, visitor, monkeypatch):
    monkeypatch.setattr(rules, "MOST_LINES", 1)
    sign(app, address.rsplit("/", 1)[1], clock, NAME, EMAIL)
    page = visitor.raw.post(address, data={**_hidden(visitor, address), "name": "Bo Birch"})
    assert page.status_code == 422
    assert "room for 1 people" in page.get_data(as_text=True)


def _hidden(client, path):
    page = client.get(path)
    return {each.get("name"): each.get("value") for each in page.tree.xpath("//main//input[@type='hidden']")}
