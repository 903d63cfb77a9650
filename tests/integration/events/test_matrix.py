"""Each endpoint, for each role and for a visitor, at the event of a host that is nobody's own but the coordinator's.

Events belong to the host, so that every partner is *another organisation* to them; bookings belong to the person,
so that a colleague and a stranger are alike. `404` for a booking of somebody else, whoever asks (`B12`).
"""

from __future__ import annotations

from uuid import uuid4

import pytest

from network.core.permissions import Role
from tests.factories.events import announce, book

VISITOR = None
EVERYBODY = (VISITOR, *Role)
MEMBERS = tuple(Role)
COORDINATOR = (Role.COORDINATOR,)
PLACES = {
    Role.COORDINATOR: "host",
    Role.PROVIDER_ALLOCATOR: "provider",
    Role.THERAPIST: "provider",
}

PAGES = [
    # method, path, who may, what they get; everybody else gets 403, a visitor is led to the sign-in
    ("GET", "/events", EVERYBODY, 200),
    ("GET", "/events/past", EVERYBODY, 200),
    ("GET", "/events/{event}", EVERYBODY, 200),
    ("GET", "/events/{event}/event.ics", EVERYBODY, 200),
    ("GET", "/events/announce", COORDINATOR, 200),
    ("POST", "/events/announce", COORDINATOR, 422),
    ("GET", "/events/{event}/edit", COORDINATOR, 200),
    ("POST", "/events/{event}/edit", COORDINATOR, 422),
    ("GET", "/events/{event}/cancel", COORDINATOR, 200),
    ("POST", "/events/{event}/cancel", COORDINATOR, 422),
    ("GET", "/events/{event}/attendees", COORDINATOR, 200),
    ("GET", "/events/{event}/attendees.csv", COORDINATOR, 200),
    ("POST", "/events/{event}/book", MEMBERS, 303),
    ("POST", "/events/{event}/bookings/{booking}/cancel", MEMBERS, 404),
    ("POST", "/events/{event}/bookings/{booking}/needs", MEMBERS, 404),
    ("GET", "/events/{missing}", EVERYBODY, 404),
    ("GET", "/events/{missing}/event.ics", EVERYBODY, 404),
    ("POST", "/events/{missing}/book", MEMBERS, 404),
    ("GET", "/events/{missing}/attendees", COORDINATOR, 404),
]
DRAFT = {
    "title": "Spring gathering",
    "summary": "What comes next.",
    "kind": "online",
    "starts_at": "2027-03-01T09:30:00Z",
    "ends_at": "2027-03-01T11:00:00Z",
    "breaks": "10:15am",
    "content_note": None,
    "camera_may_be_off": True,
    "may_leave_any_time": True,
}
ENDPOINTS = [
    ("GET", "/events", None, EVERYBODY, 200),
    ("GET", "/events/{event}", None, EVERYBODY, 200),
    ("POST", "/events", DRAFT, COORDINATOR, 201),
    ("PATCH", "/events/{event}", {"title": "Other"}, COORDINATOR, 428),
    ("POST", "/events/{event}/cancellation", {"reason": "Snow"}, COORDINATOR, 201),
    ("POST", "/events/{event}/bookings", {}, MEMBERS, 201),
    ("GET", "/events/{event}/bookings/{booking}", None, MEMBERS, 404),
    ("DELETE", "/events/{event}/bookings/{booking}", None, MEMBERS, 404),
    ("GET", "/events/{event}/attendees", None, COORDINATOR, 200),
    ("GET", "/events/{missing}", None, EVERYBODY, 404),
    ("GET", "/events/{missing}/attendees", None, COORDINATOR, 404),
]


@pytest.fixture
def filled(app, world, clock):
    """An event, and a booking of somebody whom no row of the table is."""
    event_id = announce(app, world, clock, capacity=None)
    booking_id = book(app, world.person(Role.FACILITATOR, "other"), event_id, clock)
    return lambda path: path.format(event=event_id, booking=booking_id, missing=uuid4())


def person_of(world, who):
    return None if who is VISITOR else world.person(who, PLACES.get(who, "own"))


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who.value if who else "visitor")
def test_pages(app, world, client_of, filled, who):
    away = 303 if app.extensions.get("lead_to_sign_in") else 401
    for method, path, allowed, status in PAGES:
        client = client_of(person_of(world, who))
        expected = status if who in allowed else away if who is VISITOR else 403
        if method == "GET":
            page = client.get(filled(path), status=expected)
        else:
            page = client.post(filled(path), status=expected, form_at=filled("/events/{event}"))
        if expected == 303 and who is VISITOR:
            assert page.location != filled("/events/{event}"), f"{method} {path}"


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who.value if who else "visitor")
def test_endpoints(app, world, client_of, filled, who):
    client = client_of.api(person_of(world, who))
    for method, path, body, allowed, status in ENDPOINTS:
        expected = status if who in allowed else 401 if who is VISITOR else 403
        client.send(method, "/api/v1" + filled(path), status=expected, json=body)
        if expected == 201 and "cancellation" in path:
            break  # the rest is asked of an event that will be held, by everybody else


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/events/{event}/bookings/{booking}", 200),
        ("DELETE", "/events/{event}/bookings/{booking}", 204),
        ("GET", "/events/{missing}/bookings/{booking}", 404),
    ],
)
def test_ones_own_booking(app, world, client_of, filled, method, path, status):
    client = client_of.api(world.person(Role.FACILITATOR, "other"))
    client.send(method, "/api/v1" + filled(path), status=status)


def test_a_token_does_what_its_scopes_say_and_no_more(app, world, client_of, filled):
    reader = client_of.api(world.person(Role.COORDINATOR, "host"), scopes=["events:event:edit"])
    reader.get("/api/v1" + filled("/events/{event}/attendees"), status=403)
    reader.post("/api/v1" + filled("/events/{event}/bookings"), {}, status=403)


def test_a_missing_and_a_foreign_booking_answer_alike(app, world, client_of, filled):
    client = client_of.api(world.person(Role.MANAGER))
    foreign = client.get("/api/v1" + filled("/events/{event}/bookings/{booking}"), status=404)
    missing = client.get("/api/v1" + filled("/events/{event}/bookings/{missing}"), status=404)
    assert foreign.get_data() == missing.get_data()
