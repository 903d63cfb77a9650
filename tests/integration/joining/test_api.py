"""The coordinator's JSON twin."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from network.accounts.models import Invitation
from network.core.permissions import Role
from tests.factories.joining import ASKER, NEWTOWN, SCHOOL, ask, bring_school
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

PATH = "/api/v1/join-requests"


@pytest.fixture
def program(world, client_of):
    """The coordinator's."""
    return client_of.api(world.person(Role.COORDINATOR, "host"))


def test_list_and_show(app, world, clock, program):
    school = bring_school(app, clock)
    request = ask(app, clock, SCHOOL)
    ask(app, clock, SCHOOL, replace(ASKER, email="b@newtown.example"))
    listed = program.get(PATH).json
    (item,) = listed["items"]
    assert (item["id"], item["name"], item["others"], item["answer_by"]) == (
        str(request),
        "Newtown Primary School",
        1,
        "2026-12-02",
    )
    assert "anary" not in repr(listed)
    shown = program.get(f"{PATH}/{request}")
    assert shown.headers["ETag"]
    assert [each["email"] for each in shown.json["askers"]] == [ASKER.email, "b@newtown.example"]
    assert shown.json["askers"][0]["name"] == ASKER.person
    (match,) = shown.json["matches"]
    assert (match["id"], match["why"]) == (str(school), "said")
    assert program.get(f"{PATH}?answered=true").json["items"] == []


def test_accept_and_decline(app, world, clock, program, rows):
    first = ask(app, clock)
    answer = program.post(f"{PATH}/{first}/acceptance", {"organisation_id": None})
    assert answer.location.endswith(f"{PATH}/{first}")
    assert (answer.json["state"], answer.json["organisation_id"]) == ("accepted", str(rows()[0].became_id))
    program.post(f"{PATH}/{first}/refusal", {"reason": "not-yet"}, status=409)
    second = ask(app, clock, replace(NEWTOWN, name="Another"))
    assert program.post(f"{PATH}/{second}/refusal", {"reason": "individual"}).json["reason"] == "individual"
    assert {each["id"] for each in program.get(f"{PATH}?answered=true").json["items"]} == {str(first), str(second)}
    assert len(rows(Invitation)) == 1


def test_sent_twice_with_its_key_is_once(app, world, clock, program, rows):
    request = ask(app, clock)
    key = {"Idempotency-Key": str(uuid4())}
    program.post(f"{PATH}/{request}/acceptance", {"organisation_id": None}, headers=key)
    program.post(f"{PATH}/{request}/acceptance", {"organisation_id": None}, headers=key, status=200)
    assert len(rows(Invitation)) == 1


@pytest.mark.parametrize(
    ("verb", "body", "field"),
    [
        ("acceptance", {}, "organisation_id"),
        ("acceptance", {"organisation_id": "x"}, "organisation_id"),
        ("acceptance", {"organisation_id": str(uuid4())}, "organisation_id"),
        ("acceptance", {"organisation_id": None, "asker_id": str(uuid4())}, "asker_id"),
        ("acceptance", {"organisation_id": None, "email": "other@example.org"}, "email"),
        ("refusal", {"reason": "because"}, "reason"),
        ("refusal", {"reason": "not-yet", "state": "waiting"}, "state"),
    ],
)
def test_what_cannot_be_names_its_field(app, world, clock, program, rows, verb, body, field):
    request = ask(app, clock)
    answer = program.post(f"{PATH}/{request}/{verb}", body, status=422)
    assert field in answer.json["errors"]
    assert rows()[0].state == "waiting"


def test_a_key_does_what_its_scopes_say(app, world, clock, client_of):
    request = ask(app, clock)
    reader = client_of.api(world.person(Role.COORDINATOR, "host"), scopes=["joining:request:read"])
    reader.get(f"{PATH}/{request}")
    reader.post(f"{PATH}/{request}/refusal", {"reason": "not-yet"}, status=403)


def test_the_list_asks_as_often_whatever_its_length(app, world, clock, program):
    program.get(PATH)  # the first use of a key is counted as a try
    counts = []
    for number in range(2):
        for each in range(3):
            ask(app, clock, replace(NEWTOWN, name=f"Newtown {number} {each}"))
        with counted_queries(app) as counted:
            program.get(PATH)
        counts.append(counted.count)
    assert counts[0] == counts[1] <= MOST_ON_A_PAGE
