"""Who may do what: every endpoint, every role, for a request of one's own organisation and of another (`B11`, `B12`).

The request waits for the answer of a champion who is nobody of the table.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from network.core.permissions import Role
from tests.factories import champions, tailoring
from tests.support.csrf import press

LEAD, CHAMPION = Role.ORGANISATION_LEAD, Role.CHAMPION
COORDINATOR = {Role.COORDINATOR}
GIVERS = {CHAMPION, Role.FACILITATOR}
ASKERS = {LEAD, CHAMPION}
READERS = {*ASKERS, Role.FACILITATOR, *COORDINATOR}
PLACES = {Role.COORDINATOR: "host", Role.PROVIDER_ALLOCATOR: "provider", Role.THERAPIST: "provider"}

# What is asked for, who may, what they get of their own organisation's, and of another's.
PAGES = [
    ("GET", "/tailored/", READERS, 200, 200),
    ("GET", "/tailored/ask", ASKERS, 200, 200),
    ("POST", "/tailored/ask", ASKERS, 422, 422),
    ("GET", "/tailored/figures", COORDINATOR, 200, 200),
    ("GET", "/tailored/mine", GIVERS, 200, 200),
    ("GET", "/tailored/mine/edit", GIVERS, 200, 200),
    ("POST", "/tailored/mine/edit", GIVERS, 422, 422),
    ("POST", "/tailored/mine/pause", GIVERS, 404, 404),
    ("POST", "/tailored/mine/resume", GIVERS, 404, 404),
    ("GET", "/tailored/offers", {LEAD}, 200, 200),
    ("POST", "/tailored/offers/{offer}/lend", {LEAD}, 404, 303),
    ("POST", "/tailored/offers/{offer}/keep-at-home", {LEAD}, 404, 303),
    ("GET", "/tailored/{request}", READERS, 200, 404),
    ("GET", "/tailored/{request}/edit", ASKERS, 200, 404),
    ("POST", "/tailored/{request}/edit", ASKERS, 422, 404),
    ("GET", "/tailored/{request}/held", ASKERS, 200, 404),
    ("POST", "/tailored/{request}/held", ASKERS, 422, 404),
    ("GET", "/tailored/{request}/feedback", ASKERS, 200, 404),
    ("POST", "/tailored/{request}/feedback", ASKERS, 422, 404),
    ("POST", "/tailored/{request}/themes", COORDINATOR, 404, 404),
    ("GET", "/tailored/invitations/{invitation}", GIVERS, 404, 404),
    ("POST", "/tailored/invitations/{invitation}", GIVERS, 404, 404),
    ("POST", "/tailored/invitations/{invitation}/no", GIVERS, 404, 404),
    ("GET", "/tailored/invitations/{invitation}/held", GIVERS, 404, 404),
    ("POST", "/tailored/invitations/{invitation}/held", GIVERS, 404, 404),
    ("POST", "/tailored/{request}/invite", {*ASKERS, *COORDINATOR}, 409, 404),
    ("POST", "/tailored/{request}/take-back", {*ASKERS, *COORDINATOR}, 409, 404),
    ("POST", "/tailored/{request}/withdraw", ASKERS, 409, 404),
]
ASKED = {
    "topics": ["recognising-signs"],
    "people": 3,
    "tailor": "Our reception",
    "mode": "online",
    "from_on": "2026-11-20",
    "until_on": "2026-12-20",
}
HELD = {"day": "2026-11-18", "trained": 3}
HOW = {"fits": 5, "safe": 5, "useful": 5}
YES = {"day": "2026-11-30", "starts_at": "09:30:00", "minutes": 60}
ENDPOINTS = [
    ("GET", "/training-offers/own", None, GIVERS, 200, 200),
    ("PUT", "/training-offers/own", {}, GIVERS, 428, 428),
    ("PUT", "/training-offers/own/pause", {"is_paused": True}, GIVERS, 404, 404),
    ("GET", "/training-offers", None, {LEAD}, 200, 200),
    ("PUT", "/training-offers/{offer}/lending", {"is_lent": True}, {LEAD}, 404, 200),
    ("GET", "/training-requests", None, READERS, 200, 200),
    ("POST", "/training-requests", {}, ASKERS, 422, 422),
    ("GET", "/training-requests/figures", None, COORDINATOR, 200, 200),
    ("GET", "/training-requests/{request}", None, READERS, 200, 404),
    ("PUT", "/training-requests/{request}", ASKED, ASKERS, 428, 428),
    ("POST", "/training-requests/{request}/invitation", {}, {*ASKERS, *COORDINATOR}, 422, 422),
    ("PUT", "/training-requests/{request}/delivery", HELD, ASKERS, 428, 428),
    ("PUT", "/training-requests/{request}/feedback", HOW, ASKERS, 428, 428),
    ("PUT", "/training-requests/{request}/themes", {"themes": "pace"}, COORDINATOR, 428, 428),
    ("GET", "/training-invitations", None, GIVERS, 200, 200),
    ("GET", "/training-invitations/{invitation}", None, GIVERS, 404, 404),
    ("PUT", "/training-invitations/{invitation}/yes", YES, GIVERS, 428, 428),
    ("POST", "/training-invitations/{invitation}/no", None, GIVERS, 404, 404),
    ("PUT", "/training-invitations/{invitation}/delivery", HELD, GIVERS, 428, 428),
]
"""In order: none changes what the next is asked of. The two that delete come in tests of their own."""


@pytest.fixture
def rows(app, world, clock):
    """A request of each organisation, which waits for somebody of the other; and that offer."""
    made = {}
    for at, giving in (("own", "other"), ("other", "own")):
        with app.app_context():
            colleague = champions.add_colleague(world, giving, clock)
        offer = _offer_of(app, world, clock, colleague, giving)
        request = tailoring.ask(app, world, clock, at=at)
        made[at] = {
            "offer": offer,
            "request": request,
            "invitation": tailoring.invite(app, world, clock, request, offer, at=at),
        }
    return made


def _offer_of(app, world, clock, person, at):
    """Of a colleague whose lead made them a champion."""
    champions.make_champion(app, world, person, clock, at=at)
    return tailoring.offer(app, world, clock, at=at, person=replace(person, role=Role.CHAMPION))


def expected(row, role, whose):
    *_, who, own, other = row
    if role not in who:
        return 403
    if whose == "own" or "{" not in row[1]:
        return own
    return own if role is Role.COORDINATOR else other


@pytest.mark.parametrize("whose", ["own", "other"])
@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_pages(role, whose, rows, world, client_of):
    """A form that is sent without its version is a lost update: Conflict, where it is theirs."""
    client = client_of(world.person(role, PLACES.get(role, "own")))
    for row in PAGES:
        method, path = row[:2]
        address = path.format(**rows[whose])
        body = {"offer": str(rows[whose]["offer"])} if path.endswith("/invite") else None
        status = client.raw.get(address).status_code if method == "GET" else press(client, address, body).status
        assert status == expected(row, role, whose), (method, path)


@pytest.mark.parametrize("whose", ["own", "other"])
@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_endpoints(role, whose, rows, world, client_of):
    program = client_of.api(world.person(role, PLACES.get(role, "own")))
    for row in ENDPOINTS:
        method, path, body = row[:3]
        sent = {"json": body} if body is not None else {}
        program.send(method, "/api/v1" + path.format(**rows[whose]), status=expected(row, role, whose), **sent)


@pytest.mark.parametrize("whose", ["own", "other"])
@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_taking_back(role, whose, rows, world, client_of):
    """First the question, then the request."""
    program = client_of.api(world.person(role, PLACES.get(role, "own")))
    path = f"/api/v1/training-requests/{rows[whose]['request']}"
    for address, who in ((f"{path}/invitation", {*ASKERS, *COORDINATOR}), (path, ASKERS)):
        program.send("DELETE", address, status=expected((address, "{request}", who, 200, 404), role, whose))


def test_visitors_sign_in_first(rows, visitor, client_of):
    for method, path, *_ in PAGES:
        address = path.format(**rows["own"])
        status = visitor.raw.get(address).status_code if method == "GET" else press(visitor, address).status
        assert status in {303, 401}, path
    for method, path, body, *_ in ENDPOINTS:
        sent = {"json": body} if body is not None else {}
        client_of.api(None).send(method, "/api/v1" + path.format(**rows["own"]), status=401, **sent)


def test_whoever_is_asked_sees_just_that_request(app, world, clock, client_of):
    """Their colleagues see none of it, and they see no other of that organisation."""
    offer = tailoring.offer(app, world, clock)
    asked, unasked = tailoring.ask(app, world, clock), tailoring.ask(app, world, clock)
    key = tailoring.invite(app, world, clock, asked, offer)
    path = f"/tailored/invitations/{key}"
    assert tailoring.WORDS in client_of(world.person(CHAMPION, "other")).get(path).text
    for role in (CHAMPION, LEAD, Role.FACILITATOR):
        client = client_of(world.person(role, "other"))
        for request in (asked, unasked):
            client.get(f"/tailored/{request}", status=404)
    client_of(world.person(Role.FACILITATOR, "other")).get(path, status=404)
    client_of(world.person(LEAD, "other")).get(path, status=403)
    client_of(world.person(CHAMPION, "own")).get(path, status=404)


def test_nobody_answers_for_somebody_else_or_after_the_time(app, world, clock, client_of):
    offer = tailoring.offer(app, world, clock)
    key = tailoring.invite(app, world, clock, tailoring.ask(app, world, clock), offer)
    clock.advance(timedelta(days=8))
    champion = client_of(world.person(CHAMPION, "other"))
    page = press(champion, f"/tailored/invitations/{key}", {**YES, "starts_at": "9:30am", "version": "2"})
    assert page.status == 409
