"""The JSON twin goes by the same service (B14, B35)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from network.core.permissions import Role
from tests.factories import training

SESSIONS = "/api/v1/training/sessions"


@pytest.fixture
def program(app, world, clock, client_of):
    training.load_catalogue(app, clock)
    return client_of.api(world.person(Role.CHAMPION))


def body(**more):
    people = [
        {"name": "Ann Ash", "email": "Ann@Example.org"},
        {"name": "Bo Birch", "staff_number": "17"},
        {"name": "Cy Cedar"},
    ]
    return {"course": "t1-orient", "held_on": "2026-11-17", "mode": "in-person", "people": people} | more


def test_a_session_is_logged_and_found_again(program):
    answer = program.post(SESSIONS, body())
    assert {name: answer.json[name] for name in ("people", "added", "unidentified", "already", "repeated")} == {
        "people": 3,
        "added": 3,
        "unidentified": 1,
        "already": 0,
        "repeated": [],
    }
    found = program.get(answer.location)
    assert found.json["course"] == "T1-ORIENT"
    assert found.json["minutes"] == 90
    program.send("GET", answer.location, status=304, headers={"If-None-Match": found.headers["ETag"]})
    assert program.get(SESSIONS).json["total"] == 1
    completions = program.get("/api/v1/training/completions").json["items"]
    assert {each["email"] for each in completions} == {"ann@example.org", None}
    assert {each["expires_on"] for each in completions} == {"2029-11-30"}
    coverage = program.get("/api/v1/training/coverage").json
    assert coverage["workforce"] == 200
    assert coverage["tiers"][0] == {
        "tier": 1,
        "tier_name": "Tier 1",
        "trained": 2,
        "unidentified": 1,
        "need": 200,
        "percent": 1,
        "gap": 198,
    }


def test_the_same_key_logs_once(program):
    key = {"Idempotency-Key": str(uuid4())}
    first = program.post(SESSIONS, body(), headers=key)
    again = program.post(SESSIONS, body(), headers=key, status=200)
    assert again.location == first.location
    program.post(SESSIONS, body(place="Elsewhere"), headers=key, status=409)
    assert program.get(SESSIONS).json["total"] == 1


def test_a_staff_number_knows_somebody_too(program):
    program.post(SESSIONS, body())
    again = program.post(
        SESSIONS,
        body(held_on="2026-11-18", people=[{"name": "B. Birch", "staff_number": "17", "email": "bo@example.org"}]),
    )
    assert again.json["added"] == 0
    clash = [{"name": "Ann", "email": "ann@example.org", "staff_number": "17"}]
    answer = program.post(SESSIONS, body(held_on="2026-11-16", people=clash), status=422)
    assert "two different people" in answer.json["errors"]["people"][0]


def test_two_people_with_one_staff_number_are_asked_about(program):
    people = [
        {"name": "Ann Ash", "email": "ann@example.org", "staff_number": "17"},
        {"name": "Bo Birch", "email": "bo@example.org", "staff_number": "17"},
    ]
    answer = program.post(SESSIONS, body(people=people), status=422)
    assert "as on line 1, with another name" in answer.json["errors"]["people"][0]
    assert program.get("/api/v1/training/completions").json["total"] == 0


def test_a_staff_number_and_an_address_of_one_person_on_two_lines(program):
    """The records know that the two are one: where the lines agree they count once, else nobody is lost in silence."""
    both = {"name": "Ann Ash", "email": "ann@example.org", "staff_number": "17"}
    program.post(SESSIONS, body(people=[both]))
    apart = [{"name": "Ann Ash", "email": "ann@example.org"}, {"name": "Bo Birch", "staff_number": "17"}]
    answer = program.post(SESSIONS, body(held_on="2026-11-16", people=apart), status=422)
    assert "Line 2: " in answer.json["errors"]["people"][0]
    assert "line 1, with another name" in answer.json["errors"]["people"][0]
    agreed = [apart[0], {"name": "Ann Ash", "staff_number": "17"}]
    assert program.post(SESSIONS, body(held_on="2026-11-16", people=agreed)).json["people"] == 1


def test_one_staff_number_for_two_whom_the_records_know(program):
    ann, bo = ({"name": f"{name} Ash", "email": f"{name}@example.org"} for name in ("ann", "bo"))
    program.post(SESSIONS, body(people=[ann, bo]))
    same = [ann | {"staff_number": "9"}, bo | {"staff_number": "9"}]
    answer = program.post(SESSIONS, body(held_on="2026-11-16", people=same), status=422)
    assert list(answer.json["errors"]) == ["people"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"course": "NOWHERE"}, "course"),
        ({"held_on": "2026-11-19"}, "held_on"),
        ({"held_on": "yesterday"}, "held_on"),
        ({"mode": "by post"}, "mode"),
        ({"mode": "online", "course": "T3-INDEPTH"}, "mode"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": "90"}, "minutes"),
        ({"minutes": 90.5}, "minutes"),
        ({"minutes": True}, "minutes"),
        ({"place": "x" * 500}, "place"),
        ({"place": "x" * 10_000}, "place"),
        ({"people": []}, "people"),
        ({"people": [{"name": "x" * 10_000}]}, "people"),
        ({"people": [{"name": "x" * 900}]}, "people"),
        ({"people": [{}]}, "people"),
        ({"people": [{"name": "\ud800"}]}, "people"),
        ({"people": [{"name": "\u0000"}]}, "people"),
        ({"people": [{"name": "Ann", "email": "ann@"}]}, "people"),
        ({"people": [{"name": "Ann"}] * 301}, "people"),
        ({"organisation_id": "0190e0a5-0000-7000-8000-000000000000"}, "organisation_id"),
        ({"logged_by_id": "0190e0a5-0000-7000-8000-000000000000"}, "logged_by_id"),
    ],
)
def test_what_cannot_be_logged_names_its_field(program, change, field):
    answer = program.post(SESSIONS, body(**change), status=422)
    assert list(answer.json["errors"]) == [field]
    assert program.get(SESSIONS).json["total"] == 0


def test_another_organisations_learner_is_never_a_match(app, world, clock, client_of, program):
    other = client_of.api(world.person(Role.CHAMPION, "other"))
    other.post(SESSIONS, body())
    mine = program.post(SESSIONS, body())
    assert mine.json["added"] == 3
    assert program.get("/api/v1/training/completions").json["total"] == 3
    unknown = program.post(
        SESSIONS, body(held_on="2026-11-16", people=[{"email": "only.there@example.org"}]), status=422
    )
    assert "not in your training records yet" in unknown.json["errors"]["people"][0]


def test_a_token_without_the_scope_is_refused(world, client_of, app, clock):
    training.load_catalogue(app, clock)
    reader = client_of.api(world.person(Role.CHAMPION), ["training:session:see"])
    reader.get(SESSIONS)
    reader.post(SESSIONS, body(), status=403)


def test_the_coordinator_pages_through_every_partner(world, client_of, app, clock):
    training.load_catalogue(app, clock)
    coordinator = client_of.api(world.person(Role.COORDINATOR, "host"))
    page = coordinator.get("/api/v1/training/coverage/organisations?page_size=2&page=2").json
    assert (page["page"], page["pages"], page["total"]) == (2, 3, 5)
    assert len(page["items"]) == 2
