"""Who may do what with sessions to come: every endpoint, every role, own, other and open session (`B11`, `B12`)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from network.core.permissions import Role
from tests.factories.delivery import book_names, booking_token, place_token, places_of, plan
from tests.support.csrf import press

EVERYBODY = set(Role)
TRAINERS = {Role.ORGANISATION_LEAD, Role.CHAMPION, Role.FACILITATOR}
HOLDERS = {Role.ORGANISATION_LEAD, Role.FACILITATOR}
"""A champion is a trainer, and does not hold the sessions of this table."""
PLACES = {Role.COORDINATOR: "host", Role.PROVIDER_ALLOCATOR: "provider", Role.THERAPIST: "provider"}

# What is asked for, who may, and what they get of a session of their own organisation, of another's, and of another's
# that is open to all. The coordinator sees every session, and has no organisation here that holds one.
PAGES = [
    ("GET", "/training/coming", EVERYBODY, 200, 200, 200),
    ("GET", "/training/coming/held", TRAINERS, 200, 200, 200),
    ("GET", "/training/coming/new", TRAINERS, 200, 200, 200),
    ("POST", "/training/coming/new", TRAINERS, 422, 422, 422),
    ("GET", "/training/coming/{session}", EVERYBODY, 200, 404, 200),
    ("GET", "/training/coming/{session}/session.ics", EVERYBODY, 200, 404, 200),
    ("POST", "/training/coming/{session}/book", EVERYBODY, 303, 404, 303),
    ("POST", "/training/coming/{session}/needs", EVERYBODY, 303, 404, 303),
    ("POST", "/training/coming/{session}/give-back", EVERYBODY, 303, 404, 303),
    ("GET", "/training/coming/{session}/people", TRAINERS, 200, 404, 200),
    ("POST", "/training/coming/{session}/people", TRAINERS, 422, 404, 422),
    ("GET", "/training/coming/{session}/edit", HOLDERS, 200, 404, 404),
    ("POST", "/training/coming/{session}/edit", HOLDERS, 422, 404, 404),
    ("POST", "/training/coming/{session}/link", HOLDERS, 303, 404, 404),
    ("GET", "/training/coming/{session}/cancel", HOLDERS, 200, 404, 404),
    ("POST", "/training/coming/{session}/cancel", HOLDERS, 422, 404, 404),
    ("POST", "/training/coming/{session}/people/{place}/give-back", TRAINERS, 303, 404, 404),
    ("GET", "/training/coming/{session}/day/1", HOLDERS, 200, 404, 404),
    ("POST", "/training/coming/{session}/day/1/{place}", TRAINERS, 422, 422, 422),
    ("POST", "/training/coming/{session}/day/1/everybody", HOLDERS, 422, 404, 404),
    ("POST", "/training/coming/{session}/day/1/walk-ins", HOLDERS, 422, 404, 404),
    ("POST", "/training/coming/{session}/record", HOLDERS, 422, 404, 404),
    ("GET", "/training/coming/{session}/answers", HOLDERS, 200, 404, 404),
    ("GET", "/training/answers", {Role.COORDINATOR}, 200, 200, 200),
    ("GET", "/training/answers/{session}/after", {Role.COORDINATOR}, 404, 404, 404),
    ("GET", "/training/answers/lines/{place}", {Role.COORDINATOR}, 404, 404, 404),
    ("POST", "/training/answers/lines/{place}", {Role.COORDINATOR}, 404, 404, 404),
]
ENDPOINTS = [
    ("GET", "/training/coming", None, EVERYBODY, 200, 200, 200),
    ("POST", "/training/coming", {}, TRAINERS, 422, 422, 422),
    ("GET", "/training/coming/{session}", None, EVERYBODY, 200, 404, 200),
    ("PATCH", "/training/coming/{session}", {}, TRAINERS, 428, 428, 428),
    ("POST", "/training/coming/{session}/cancellation", {}, TRAINERS, 422, 422, 422),
    ("POST", "/training/coming/{session}/place", {}, EVERYBODY, 201, 404, 201),
    ("GET", "/training/coming/{session}/place", None, EVERYBODY, 200, 404, 200),
    ("DELETE", "/training/coming/{session}/place", None, EVERYBODY, 204, 404, 204),
    ("GET", "/training/coming/{session}/people", None, TRAINERS, 200, 404, 200),
    ("POST", "/training/coming/{session}/people", {}, TRAINERS, 422, 422, 422),
    ("DELETE", "/training/coming/{session}/people/{place}", None, TRAINERS, 204, 404, 404),
    ("GET", "/training/coming/{session}/guests", None, HOLDERS, 200, 404, 404),
    ("PUT", "/training/coming/{session}/guests/{place}", {"presence": "present"}, HOLDERS, 422, 404, 404),
    ("POST", "/training/coming/{session}/guests", {"people": [{"name": "Cy Cedar"}]}, HOLDERS, 422, 404, 404),
    ("POST", "/training/coming/{session}/guests/present", {}, HOLDERS, 422, 404, 404),
    ("POST", "/training/coming/{session}/record", None, HOLDERS, 422, 404, 404),
    ("GET", "/training/coming/{session}/answers", None, HOLDERS, 200, 404, 404),
    ("GET", "/training/answers", None, {Role.COORDINATOR}, 200, 200, 200),
]


def addresses(app, world, clock, whose):
    """A session of `own`, of `other`, or of `other` and open to all, with somebody of its organisation at it."""
    at = "own" if whose == "own" else "other"
    session_id = plan(app, world, clock, at=at, is_open_to_all=whose == "open")
    book_names(app, world.person(Role.CHAMPION, at), session_id, clock, "Ann Ash <ann.canary@a.example>")
    (place,) = places_of(app, session_id)
    return lambda path: path.format(session=session_id, place=place.id)


def expected(role, whose, path, allowed, statuses):
    """What somebody gets; the coordinator sees all sessions, and whoever is elsewhere sees those that are open."""
    if role not in allowed and role in TRAINERS and allowed is HOLDERS:
        return 403 if whose == "own" else statuses[["own", "other", "open"].index(whose)]
    if role not in allowed:
        return 403
    index = ["own", "other", "open"].index(whose)
    if role in PLACES and "{session}" in path:
        index = 0 if role is Role.COORDINATOR or whose == "open" else 1
    return statuses[index]


@pytest.mark.parametrize("whose", ["own", "other", "open"])
@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_pages(app, world, clock, client_of, role, whose):
    fill = addresses(app, world, clock, whose)
    client = client_of(world.person(role, PLACES.get(role, "own")))
    for method, path, allowed, *statuses in PAGES:
        wanted = expected(role, whose, path, allowed, statuses)
        page = client.get(fill(path), status=wanted) if method == "GET" else press(client, fill(path))
        assert page.status == wanted, f"{method} {path}: {page.status}, not {wanted}"


@pytest.mark.parametrize("whose", ["own", "other", "open"])
@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_endpoints(app, world, clock, client_of, role, whose):
    fill = addresses(app, world, clock, whose)
    client = client_of.api(world.person(role, PLACES.get(role, "own")))
    for method, path, body, allowed, *statuses in ENDPOINTS:
        wanted = expected(role, whose, path, allowed, statuses)
        client.send(method, "/api/v1" + fill(path), status=wanted, json=body)


def test_visitors_are_led_to_the_sign_in(app, world, clock, visitor, client_of):
    fill = addresses(app, world, clock, "open")
    for method, path, *_ in PAGES:
        page = visitor.get(fill(path), status=303) if method == "GET" else press(visitor, fill(path))
        assert page.status == 303, f"{method} {path}"
        assert "training" not in page.location
    for method, path, body, *_ in ENDPOINTS:
        client_of.api(None).send(method, "/api/v1" + fill(path), status=401, json=body)


@pytest.mark.parametrize("path", ["/training/book/{}", "/training/place/{}", "/training/place/{}/confirm"])
def test_a_link_that_never_was_is_as_one_that_ended(app, world, clock, visitor, path):
    """B12."""
    session_id = plan(app, world, clock)
    book_names(app, world.person(Role.CHAMPION), session_id, clock, "Ann Ash <ann@a.example>")
    (place,) = places_of(app, session_id)
    wrong = booking_token(app, session_id) if "place" in path else place_token(app, place)
    pages = [visitor.get(path.format(token), status=404).lasting for token in (wrong, "x", str(uuid4()))]
    assert len(set(pages)) == 1, "one link does not do another's work either (B5)"
