"""A champion logs a session for many people in one page (CP-2, issue: at most 12 inputs for 30 people)."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, select

from network.core.audit import AuditEntry
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope, unscoped
from network.training.models import Completion, Learner, TrainingSession
from tests.factories import training
from tests.support.databases import table_counts
from tests.support.queries import counted_queries

NEW = "/training/sessions/new"


@pytest.fixture
def courses(app, world, clock):
    return training.load_catalogue(app, clock)


@pytest.fixture
def champion(world, client_of):
    return client_of(world.person(Role.CHAMPION))


def filled(courses, names, **more):
    return {
        "course": str(courses["T1-ORIENT"]),
        "held_on-day": "17",
        "held_on-month": "11",
        "held_on-year": "2026",
        "mode": "in-person",
        "place": "Town hall",
        "hours": "",
        "names": names,
        **more,
    }


def count(app, model):
    with app.app_context(), system_scope(db.session(), "a test counts"):
        return db.session.scalar(unscoped(select(func.count()).select_from(model), "a test counts"))


def test_thirty_people_take_at_most_twelve_inputs(champion, courses, app):
    page = champion.get(NEW)
    inputs = page.tree.xpath("//main//form//*[self::input or self::textarea or self::select][not(@type='hidden')]")
    names = [field.get("name") for field in inputs if field.get("type") != "radio"]
    assert len(names) + 1 <= 12  # the radios are one choice
    sent = champion.post(NEW, filled(courses, training.people(30)))
    assert sent.location.endswith("/logged")
    done = champion.get(sent.location)
    assert "30 people" in done.texts("//main//*[contains(@class, 'govuk-panel__body')]")[0]
    assert count(app, Completion) == 30


def test_the_last_course_and_place_are_chosen_the_next_time(champion, courses):
    assert not champion.get(NEW).tree.xpath("//select/option[@selected]")
    champion.post(NEW, filled(courses, "Ann Ash"))
    page = champion.get(NEW)
    assert page.tree.xpath("//select/option[@selected]/@value") == [str(courses["T1-ORIENT"])]
    assert page.tree.xpath("//input[@name='place']/@value") == ["Town hall"]
    assert page.tree.xpath("//input[@name='mode'][@checked]/@value") == ["in-person"]
    assert page.tree.xpath("//input[@name='held_on-day']/@value") == ["18"]


def test_sent_five_times_it_is_one_session(champion, courses, app):
    page = champion.get(NEW)
    hidden = {field.get("name"): field.get("value") for field in page.tree.xpath("//main//input[@type='hidden']")}
    body = {**hidden, **filled(courses, training.people(5))}
    answers = [champion.raw.post(NEW, data=body) for _ in range(5)]
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert count(app, TrainingSession) == 1
    assert count(app, Completion) == 5


def test_people_are_known_by_their_email_and_a_retake_is_another_row(champion, courses, app):
    champion.post(NEW, filled(courses, "Ann Ash <ann@example.org>\nBo Birch"))
    champion.post(NEW, filled(courses, "Ash, Ann <ANN@example.org>\nBo Birch", **{"held_on-day": "18"}))
    assert count(app, Learner) == 3  # Ann once; Bo, without an e-mail, twice
    assert count(app, Completion) == 4


def test_the_same_person_is_not_recorded_twice_for_one_course_and_day(champion, courses, app):
    champion.post(NEW, filled(courses, "Ann Ash <ann@example.org>"))
    again = champion.post(NEW, filled(courses, "Ann Ash <ann@example.org>"), status=422)
    assert "already recorded" in again.errors[0]
    champion.post(NEW, filled(courses, "Ann Ash <ann@example.org>\nBo Birch <bo@example.org>"))
    assert count(app, Completion) == 2


def test_an_email_without_a_name_is_somebody_who_is_known(champion, courses, app):
    champion.post(NEW, filled(courses, "Ann Ash <ann@example.org>"))
    champion.post(NEW, filled(courses, "ann@example.org", **{"held_on-day": "16"}))
    assert count(app, Learner) == 1
    page = champion.post(NEW, filled(courses, "bo@example.org"), status=422)
    assert page.errors == ["Line 1: add a name. This e-mail address is not in your training records yet."]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"held_on-day": "19"}, "This day is still to come. Log the session once it has been held."),
        (
            {"held_on-year": "2024", "held_on-day": "17"},
            "Check the year: sessions held on or after 18 November 2024 can be logged.",
        ),
        ({"held_on-month": "13"}, "Enter a real date, like 27 3 2026"),
        ({"course": ""}, "Choose the course"),
        ({"course": "0190e0a5-0000-7000-8000-000000000000"}, "Choose from the list"),
        ({"mode": "by post"}, "Choose from the list"),
        ({"hours": "a while"}, "Enter the length in hours, like 1.5 or 2."),
        ({"hours": "0"}, "Enter the length in hours, like 1.5, up to 60."),
        ({"place": "x" * 10_000}, "Shorten the place to 200 characters."),
        ({"names": ""}, "Write the names of who took part, one on each line"),
        ({"names": "Ann Ash <ann@>"}, None),
        ({"names": "A" * 10_000}, "Line 1: it is longer than 1,000 characters. Put one person on each line."),
        ({"names": "A" * 900}, "Line 1: shorten the name to 200 characters."),
        ({"names": "12345"}, "Line 1: write the person’s name; there are no letters in it."),
        (
            {"names": "\n".join(f"Person {training.word(n)}" for n in range(5_000))},
            "There are 5,000 people on this list. Log up to 300 people at a time: send the first 300, then the others "
            "as another session.",
        ),
        ({"names": "x" * 300_000}, "This is more than one session. Paste up to 300 people at a time."),
        (
            {"course": "T1-ONLINE"},
            "This course is held online. Choose that, or another course.",
        ),
    ],
)
def test_what_cannot_be_logged_is_said_kept_and_changes_nothing(champion, courses, database, change, message):
    data = filled(courses, "Ann Ash <ann@example.org>") | change
    if data["course"] in courses:
        data["course"] = str(courses[data["course"]])
    before = table_counts(database)
    page = champion.post(NEW, data, status=422)
    assert len(page.errors) == 1
    if message:
        assert page.errors == [message]
    typed = page.tree.xpath("//textarea[@name='names']")[0].text.strip()
    assert typed == data["names"]
    assert table_counts(database) == before


def test_every_line_to_mend_is_named_with_its_number(champion, courses):
    page = champion.post(NEW, filled(courses, "Ann Ash\n\n12\nBo <bo@nowhere>\nCy Cedar"), status=422)
    assert [error.split(":")[0] for error in page.errors] == ["Line 3", "Line 4"]


def test_naughty_strings_are_names_or_are_asked_about(champion, courses):
    folder = os.environ.get("NETWORK_REAL_DATA")
    if folder:
        strings = json.loads((Path(folder) / "text" / "blns.json").read_text())
    else:
        strings = [
            "<script>alert(1)</script>",
            "'; DROP TABLE learner; --",
            "ÅÍÎÏ˝ÓÔ",
            "田中さん",
            "\u202etest",
            "🏳0🌈",
            "%s%s",
        ]
    for start in range(0, len(strings), 100):
        answer = champion.raw.post(NEW, data=_with_token(champion, filled(courses, "\n".join(strings[start:][:100]))))
        assert answer.status_code in {303, 422}
    for text in strings:
        answer = champion.raw.post(NEW, data=_with_token(champion, filled(courses, text)))
        assert answer.status_code in {303, 422}
    people = champion.get("/training/people")
    assert not people.tree.xpath("//main//script")


def _with_token(champion, data):
    page = champion.get(NEW)
    hidden = {field.get("name"): field.get("value") for field in page.tree.xpath("//main//input[@type='hidden']")}
    return {**hidden, **data}


def test_logging_takes_as_many_statements_for_ten_as_for_two_hundred(champion, courses, app):
    numbers = []
    for start, size in ((0, 10), (1000, 200)):
        data = _with_token(champion, filled(courses, training.people(size, start)))
        with counted_queries(app) as queries:
            assert champion.raw.post(NEW, data=data).status_code == 303
        numbers.append(queries.count)
    assert numbers[0] == numbers[1], numbers


def test_a_closed_course_is_not_offered(champion, courses, client_of, world):
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    page = coordinator.get("/training/courses")
    form = page.tree.xpath(f"//form[contains(@action, '{courses['T1-ORIENT']}')]")[0]
    hidden = {field.get("name"): field.get("value") for field in form.xpath(".//input")}
    assert coordinator.raw.post(form.get("action"), data=hidden).status_code == 303
    assert str(courses["T1-ORIENT"]) not in champion.get(NEW).tree.xpath("//option/@value")
    assert coordinator.raw.post(form.get("action"), data=hidden).status_code == 409


def test_a_session_logged_by_mistake_is_taken_back(champion, courses, app, clock, world):
    sent = champion.post(NEW, filled(courses, training.people(3)))
    address = sent.location.removesuffix("/logged")
    champion.post(f"{address}/withdraw", form_at=address, to=address)
    champion.post(f"{address}/withdraw", form_at=NEW, to=address)
    page = champion.get(address)
    assert "taken back" in page.text
    home = champion.get("/training/")
    assert home.texts("//table[1]/tbody/tr[1]/td")[0] == "0"
    # The people can be logged again for the same day.
    champion.post(NEW, filled(courses, training.people(3)))
    assert champion.get("/training/").texts("//table[1]/tbody/tr[1]/td")[0] == "3"


def test_two_years_back_can_be_logged(champion, courses, clock):
    day = clock.today().replace(year=2024)
    champion.post(NEW, filled(courses, "Ann Ash", **{"held_on-day": str(day.day), "held_on-year": "2024"}))
    assert day + timedelta(days=730) == clock.today()


def asks_who_gave(page):
    return page.tree.xpath("//main//input[@name='given_by']/@value")


def given(app):
    with app.app_context(), system_scope(db.session(), "a test looks"):
        return list(db.session.scalars(unscoped(select(TrainingSession.given_by), "a test looks")))


def test_whoever_logs_what_others_give_is_asked_once_who_gave_it(app, champion, courses):
    """TR-1: a champion logs what a psychologist gave; they say so, and nothing that they typed is lost."""
    typed = filled(courses, training.people(3), course=str(courses["T3-INDEPTH"]))
    assert asks_who_gave(champion.get(NEW)) == []
    page = champion.post(NEW, typed, status=422)
    assert page.errors == ["Psychologists give this course. Say who gave it, or log it without."]
    assert asks_who_gave(page) == ["champion", "facilitator", "psychologist", "external"]
    assert "person.2@example.org" in page.text
    assert given(app) == []
    hidden = {each.get("name"): each.get("value") for each in page.tree.xpath("//main//form//input[@type='hidden']")}
    sent = champion.raw.post(NEW, data={**hidden, **typed, "given_by": "psychologist"})
    assert sent.status_code == 303
    assert given(app) == ["psychologist"]
    assert "A psychologist" in champion.get(sent.location.removesuffix("/logged")).text
    assert "A psychologist" in champion.get("/training/sessions.csv").text


def test_whoever_would_rather_not_say_is_not_asked_again(app, champion, courses):
    typed = filled(courses, training.people(3), course=str(courses["T2-WELLBEING"]))
    page = champion.post(NEW, typed, status=422)
    hidden = {each.get("name"): each.get("value") for each in page.tree.xpath("//main//form//input[@type='hidden']")}
    page = champion._checked(champion.raw.post(NEW, data={**hidden, **typed, "names": "wrong@"}), 422)
    assert "given_by" not in " ".join(page.tree.xpath("//*[contains(@class, 'govuk-error-summary')]//a/@href"))
    assert asks_who_gave(page), "it stays to be answered while something else is mended"
    assert champion.raw.post(NEW, data={**hidden, **typed}).status_code == 303
    assert given(app) == [None]


@pytest.mark.parametrize(
    ("role", "code", "is_asked"),
    [
        (Role.CHAMPION, "T1-ORIENT", False),
        (Role.CHAMPION, "T2-WELLBEING", True),
        (Role.FACILITATOR, "T2-WELLBEING", False),
        (Role.FACILITATOR, "T3-INDEPTH", True),
        (Role.ORGANISATION_LEAD, "T1-ORIENT", True),
    ],
)
def test_a_program_is_asked_too(app, world, client_of, courses, role, code, is_asked):
    program = client_of.api(world.person(role))
    body = {
        "course": code,
        "held_on": "2026-11-17",
        "mode": "in-person",
        "people": [{"name": "Ann Ash", "email": "ann@example.org"}],
    }
    answer = program.post("/api/v1/training/sessions", body, status=422 if is_asked else 201)
    if is_asked:
        assert list(answer.get_json()["errors"]) == ["given_by"]
        program.post("/api/v1/training/sessions", {**body, "given_by": None})
    more = {**body, "held_on": "2026-11-16", "given_by": "facilitator"}
    address = program.post("/api/v1/training/sessions", more).headers["Location"]
    assert program.get(address).get_json()["given_by"] == "facilitator"
    assert set(given(app)) == {None, "facilitator"}
    program.post("/api/v1/training/sessions", {**more, "given_by": "a friend"}, status=422)


def test_of_eight_who_take_one_session_back_one_does(app, world, clock, courses):
    """A double press too: it is noted once, and a champion has one session fewer, not eight."""
    person, barrier = world.person(Role.CHAMPION), Barrier(8)
    with training.acting(app, person) as actor:
        logged = training.log_session(actor, clock, training.people(2))

    def press(_):
        barrier.wait()
        with training.acting(app, person) as actor:
            training.withdraw(actor, logged, clock)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(press, range(8)))
    with app.app_context(), system_scope(db.session(), "a test looks"):
        rows = unscoped(select(AuditEntry.action).where(AuditEntry.entity_id == logged.session_id), "a test looks")
        noted = list(db.session.scalars(rows.order_by(AuditEntry.sequence)))
    assert noted == ["training.session.logged", "training.session.withdrawn"]
