"""Focus groups about the support: logged by a lead or the coordinator, by theme, without names (LE-7)."""

import pytest

from network.core.permissions import Role
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

HELD = {
    "theme": "first-meeting",
    "title": "How long it took",
    "held_on-day": "17",
    "held_on-month": "11",
    "held_on-year": "2026",
    "attendance": "6",
}
BODY = {"theme": "sessions", "title": "Where we meet", "held_on": "2026-11-17", "attendance": 5}
PLACE = "/focus-groups/"


@pytest.mark.parametrize(("role", "at"), [(Role.INCIDENT_LEAD, "own"), (Role.COORDINATOR, "host")])
def test_one_is_logged_and_what_came_of_it_is_said_later(world, client_of, role, at):
    client = client_of(world.person(role, at))
    client.post(f"{PLACE}new", HELD, to=PLACE)
    page = client.get(PLACE)
    assert "Nothing said yet" in page.text
    (link,) = page.tree.xpath("//main//tbody//a/@href")
    client.post(link, {**HELD, "changed": "The first call comes sooner."}, to=PLACE)
    assert "The first call comes sooner." in client.get(PLACE).text


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ORGANISATION_LEAD, Role.STAFF_MEMBER, Role.CHAMPION])
def test_nobody_else_logs_one(world, client_of, role):
    client = client_of(world.person(role))
    for path in (PLACE, f"{PLACE}new"):
        client.get(path, status=403)


def test_a_name_is_not_kept(world, client_of):
    client = client_of(world.person(Role.INCIDENT_LEAD))
    page = client.post(f"{PLACE}new", {**HELD, "title": "What Priya Marchbanks told us"}, status=422)
    assert page.errors
    assert "Priya" not in client.get(PLACE).text


def test_two_who_change_one_at_once_are_told(world, client_of):
    client = client_of(world.person(Role.INCIDENT_LEAD))
    client.post(f"{PLACE}new", HELD)
    (link,) = client.get(PLACE).tree.xpath("//main//tbody//a/@href")
    client.post(link, {**HELD, "version": "9"}, status=409)


def test_another_organisation_sees_none_and_the_coordinator_neither(world, client_of):
    own = client_of(world.person(Role.INCIDENT_LEAD))
    own.post(f"{PLACE}new", HELD)
    (link,) = own.get(PLACE).tree.xpath("//main//tbody//a/@href")
    for person in (world.person(Role.INCIDENT_LEAD, "other"), world.person(Role.COORDINATOR, "host")):
        client = client_of(person)
        assert HELD["title"] not in client.get(PLACE).text
        client.get(link, status=404)


def test_a_program_logs_and_changes_one(world, client_of):
    program = client_of.api(world.person(Role.INCIDENT_LEAD))
    made = program.post("/api/v1/incidents/focus-groups", BODY)
    place = made.headers["Location"]
    seen = program.get(place)
    changed = program.send(
        "PUT", place, json={**BODY, "changed": "A quieter room."}, headers={"If-Match": seen.headers["ETag"]}
    )
    assert changed.json["changed"] == "A quieter room."
    listed = program.get("/api/v1/incidents/focus-groups").json["items"]
    assert [each["changed"] for each in listed] == ["A quieter room."]


def test_the_list_costs_the_same_however_long_it_is(app, world, client_of):
    client = client_of(world.person(Role.INCIDENT_LEAD))
    client.post(f"{PLACE}new", HELD)
    client.get(PLACE)
    with counted_queries(app) as first:
        client.get(PLACE)
    for _ in range(3):
        client.post(f"{PLACE}new", HELD)
    with counted_queries(app) as second:
        client.get(PLACE)
    assert second.count == first.count <= MOST_ON_A_PAGE, second
