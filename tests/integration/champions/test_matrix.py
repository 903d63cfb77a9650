"""Who may do what with champions: every endpoint, every role, own and other organisation (`B11`, `B12`)."""

from __future__ import annotations

import pytest

from network.core.permissions import Role
from tests.factories import champions
from tests.support.csrf import press

LISTING = {Role.ORGANISATION_LEAD, Role.CHAMPION, Role.FACILITATOR, Role.COORDINATOR}
LEAD = {Role.ORGANISATION_LEAD}
EVERYBODY = set(Role)

# What is asked for, who may, and what they get of their own organisation's champion and of another's.
PAGES = [
    ("GET", "/champions/", LISTING, 200, 200),
    ("GET", "/champions/new", LEAD, 200, 200),
    ("POST", "/champions/new", LEAD, 422, 422),
    ("GET", "/champions/mine", EVERYBODY, 200, 200),
    ("GET", "/champions/{champion}", LISTING, 200, 404),
    ("POST", "/champions/{champion}/end", LEAD, 409, 404),
    ("POST", "/champions/{champion}/agree", EVERYBODY, 404, 404),
    ("POST", "/champions/{champion}/decline", EVERYBODY, 404, 404),
    ("POST", "/champions/{champion}/step-down", EVERYBODY, 404, 404),
]
ENDPOINTS = [
    ("GET", "/api/v1/champions", LISTING, 200, 200),
    ("POST", "/api/v1/champions", LEAD, 422, 422),
    ("GET", "/api/v1/champions/{champion}", LISTING, 200, 404),
    ("POST", "/api/v1/champions/{champion}/end", LEAD, 200, 404),
    ("POST", "/api/v1/champions/{champion}/agree", EVERYBODY, 404, 404),
    ("POST", "/api/v1/champions/{champion}/decline", EVERYBODY, 404, 404),
]


@pytest.fixture
def asked(app, world, clock):
    """A person of each organisation who was asked; nobody of the table is them."""
    found = {}
    for at in ("own", "other"):
        with app.app_context():
            person = champions.add_colleague(world, at, clock)
        found[at] = champions.ask(app, world, person, clock, at=at)
    return found


def people(world):
    """One person of each role, with where they are."""
    found = [(role, "own") for role in Role if ("own", role) in world.people]
    return [*found, (Role.COORDINATOR, "host"), (Role.PROVIDER_ALLOCATOR, "provider"), (Role.THERAPIST, "provider")]


def expected(role, at, whose, row):
    _, path, who, own, other = row
    if role not in who:
        return 403
    if at == whose or "{champion}" not in path:
        return own
    return own if role is Role.COORDINATOR else other


@pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row[0]} {row[1]}")
@pytest.mark.parametrize("whose", ["own", "other"])
def test_pages(row, whose, asked, world, client_of):
    method, path, *_ = row
    for role, at in people(world):
        client = client_of(world.person(role, at))
        address = path.format(champion=asked[whose])
        status = client.raw.get(address).status_code if method == "GET" else press(client, address).status
        assert status == expected(role, at, whose, row), (role, at, whose)


@pytest.mark.parametrize("row", ENDPOINTS, ids=lambda row: f"{row[0]} {row[1]}")
@pytest.mark.parametrize("whose", ["own", "other"])
def test_endpoints(row, whose, asked, world, client_of):
    method, path, *_ = row
    for role, at in people(world):
        program = client_of.api(world.person(role, at))
        body = {"json": {}} if method == "POST" else {}
        program.send(method, path.format(champion=asked[whose]), status=expected(role, at, whose, row), **body)


@pytest.mark.parametrize("row", [*PAGES, *ENDPOINTS], ids=lambda row: f"{row[0]} {row[1]}")
def test_visitors_sign_in_first(row, asked, client_of):
    method, path, *_ = row
    address = path.format(champion=asked["own"])
    if path.startswith("/api"):
        client_of.api(None).send(method, address, status=401, **({"json": {}} if method == "POST" else {}))
        return
    visitor = client_of(None)
    status = visitor.raw.get(address).status_code if method == "GET" else press(visitor, address).status
    assert status in {303, 401}
