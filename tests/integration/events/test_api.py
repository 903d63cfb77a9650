"""The events' JSON twin."""

from datetime import timedelta
from uuid import uuid4

import pytest

from network.core.permissions import Role
from tests.factories.events import announce, book
from tests.integration.events.test_booking import crowd, stored
from tests.integration.events.test_matrix import DRAFT
from tests.support.queries import MOST_ON_A_PAGE, counted_queries


@pytest.fixture
def coordinator(world, client_of):
    return client_of.api(world.person(Role.COORDINATOR, "host"))


@pytest.fixture
def member(world, client_of):
    return client_of.api(world.person(Role.CHAMPION))


def test_announce_and_read(coordinator, member, client_of):
    answer = coordinator.post("/api/v1/events", {**DRAFT, "joining_link": "https://meet.example.org/x"})
    assert answer.json["joining_link"] == "https://meet.example.org/x"
    read = member.get(answer.location).json
    assert read["title"] == "Spring gathering"
    assert read["starts_at"] == "2027-03-01T09:30:00+00:00"
    assert (read["joining_link"], read["is_booked"], read["places_left"]) == (None, False, None)
    listed = client_of.api(None).get("/api/v1/events").json
    assert (listed["total"], listed["items"][0]["id"]) == (1, read["id"])
    assert "joining_link" not in listed["items"][0]


def test_a_local_time_with_its_offset_is_one_instant(coordinator):
    said = {**DRAFT, "starts_at": "2027-10-31T01:30:00+01:00", "ends_at": "2027-10-31T01:30:00+00:00"}
    answer = coordinator.post("/api/v1/events", said)
    assert answer.json["starts_at"] == "2027-10-31T00:30:00+00:00"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 10_000}, "title"),
        ({"title": "\ud800"}, "title"),
        ({"title": None}, "title"),
        ({"kind": "by post"}, "kind"),
        ({"kind": "both"}, "place"),
        ({"starts_at": "2027-03-01T09:30:00"}, "starts_at"),
        ({"starts_at": "0001-01-01T00:00:00+14:00"}, "starts_at"),
        ({"ends_at": "9999-12-31T23:59:59-12:00"}, "ends_at"),
        ({"starts_at": "2026-11-17T00:00:00Z"}, "starts_at"),
        ({"ends_at": "2027-03-01T09:30:00Z"}, "ends_at"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": 10**30}, "capacity"),
        ({"capacity": 2.5}, "capacity"),
        ({"content_note": ""}, "content_note"),
        ({"joining_link": "ftp://x"}, "joining_link"),
        ({"state": "cancelled"}, "state"),
        ({"places_taken": 3}, "places_taken"),
        ({"organisation_id": str(uuid4())}, "organisation_id"),
    ],
)
def test_what_cannot_be_announced_names_its_field(coordinator, changes, field):
    answer = coordinator.post("/api/v1/events", {**DRAFT, **changes}, status=422)
    assert field in answer.json["errors"]
    assert coordinator.get("/api/v1/events").json["total"] == 0


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"x"', "\ud800".encode("utf-8", "surrogatepass")])
def test_what_is_no_object_is_refused(coordinator, body):
    answer = coordinator.raw.post(
        "/api/v1/events", data=body, headers={**coordinator._headers, "Content-Type": "application/json"}
    )
    assert answer.status_code in {400, 422}
    assert answer.mimetype == "application/problem+json"


def test_an_event_that_has_not_changed_is_not_sent_again(app, world, clock, member):
    address = f"/api/v1/events/{announce(app, world, clock)}"
    etag = member.get(address).headers["ETag"]
    member.raw.get(address)
    answer = member.raw.get(address, headers={**member._headers, "If-None-Match": etag})
    assert answer.status_code == 304
    member.post(f"{address}/bookings", {})
    assert member.get(address, headers={"If-None-Match": etag}).json["is_booked"] is True


def test_a_change_needs_the_event_as_it_stands(app, world, clock, coordinator):
    address = f"/api/v1/events/{announce(app, world, clock)}"
    etag = coordinator.get(address).headers["ETag"]
    coordinator.send("PATCH", address, json={"title": "Other"}, status=428)
    changed = coordinator.send("PATCH", address, json={"title": "Other"}, headers={"If-Match": etag})
    assert (changed.json["title"], changed.json["version"], changed.json["capacity"]) == ("Other", 2, 30)
    coordinator.send("PATCH", address, json={"title": "Third"}, headers={"If-Match": etag}, status=412)
    newest = changed.headers["ETag"]
    coordinator.send("PATCH", address, json={"title": "Third"}, headers={"If-Match": newest})
    refused = coordinator.send("PATCH", address, json={"version": 9}, headers={"If-Match": newest}, status=422)
    assert "version" in refused.json["errors"]


def test_cancelling_an_event(app, world, clock, coordinator, member):
    address = f"/api/v1/events/{announce(app, world, clock)}"
    coordinator.post(f"{address}/cancellation", {"reason": ""}, status=422)
    answer = coordinator.post(f"{address}/cancellation", {"reason": "Snow"})
    assert (answer.json["state"], answer.json["cancelled_because"]) == ("cancelled", "Snow")
    coordinator.post(f"{address}/cancellation", {"reason": "Snow"}, status=422)
    member.post(f"{address}/bookings", {}, status=422)


def test_booking_reading_and_giving_back(app, world, clock, member, coordinator):
    event_id = announce(app, world, clock)
    address = f"/api/v1/events/{event_id}"
    first = member.post(f"{address}/bookings", {"access_needs": "A ramp"})
    again = member.post(f"{address}/bookings", {})
    assert first.location == again.location
    own = member.get(first.location).json
    assert (own["access_needs"], own["cancelled_at"]) == ("A ramp", None)
    read = member.get(address).json
    assert (read["is_booked"], read["places_left"]) == (True, 29)
    assert read["joining_link"] == "https://meet.example.org/autumn"
    (attendee,) = coordinator.get(f"{address}/attendees").json["items"]
    assert (attendee["access_needs"], attendee["organisation"]) == ("A ramp", "Harrow Hill Council")
    for _ in range(2):
        member.send("DELETE", first.location, status=204)
    assert member.get(first.location).json["cancelled_at"] is not None
    assert stored(app, event_id)[0].places_taken == 0


def test_a_full_event_answers_with_its_reason(app, world, clock, member, client_of):
    event_id = announce(app, world, clock, capacity=1)
    book(app, world.person(Role.MANAGER), event_id, clock)
    answer = member.post(f"/api/v1/events/{event_id}/bookings", {}, status=422)
    assert "Every place" in answer.json["detail"]


def test_a_booking_sent_twice_with_one_key_is_carried_out_once(app, world, clock, member):
    event_id = announce(app, world, clock)
    headers = {"Idempotency-Key": str(uuid4())}
    first = member.post(f"/api/v1/events/{event_id}/bookings", {}, headers=headers)
    second = member.post(f"/api/v1/events/{event_id}/bookings", {}, headers=headers, status=200)
    assert first.location == second.location


@pytest.mark.parametrize("query", ["page=0", "page=x", "page_size=1000", "page_size=-1"])
def test_a_page_that_cannot_be(member, query):
    member.get(f"/api/v1/events?{query}", status=422)


def test_lists_ask_the_database_as_often_when_there_is_twice_as_much(app, world, clock, coordinator):
    event_id = announce(app, world, clock, capacity=None)
    people = crowd(app, world, clock, 30)
    paths = ["/api/v1/events", f"/api/v1/events/{event_id}", f"/api/v1/events/{event_id}/attendees"]

    def grow(some):
        for person in some:
            book(app, person, event_id, clock, "A ramp")
        announce(app, world, clock, ahead=timedelta(days=30))

    def count(path):
        with counted_queries(app) as queries:
            coordinator.get(path)
        return queries

    grow(people[:10])
    coordinator.get(paths[0])  # a token's first use looks at the guesses made before it
    before = {path: count(path) for path in paths}
    grow(people[10:])
    for path in paths:
        after = count(path)
        assert after.count == before[path].count <= MOST_ON_A_PAGE, f"{path}\n{before[path]}\n\n{after}"
