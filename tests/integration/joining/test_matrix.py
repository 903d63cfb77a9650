"""Who asks, who reads and who answers: every endpoint, every role (`B11`, `B12`)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from tests.factories.joining import ask, send
from tests.support.csrf import press

# What is asked for, then: the coordinator, every other role, a visitor.
PAGES = [
    ("GET", "/join", 200, 200, 200),
    ("GET", "/join/ask", 200, 200, 200),
    ("POST", "/join/ask", 422, 422, 422),
    ("GET", "/join/sent", 200, 200, 200),
    ("GET", "/join/confirm/{token}", 200, 200, 200),
    ("GET", "/join/confirm/{missing}", 404, 404, 404),
    ("POST", "/join/confirm/{missing}", 404, 404, 404),
    ("GET", "/joining", 200, 403, 303),
    ("GET", "/joining/answered", 200, 403, 303),
    ("GET", "/joining/{request}", 200, 403, 303),
    ("GET", "/joining/{request}/accept", 200, 403, 303),
    ("POST", "/joining/{request}/accept", 422, 403, 303),
    ("GET", "/joining/{request}/decline", 200, 403, 303),
    ("POST", "/joining/{request}/decline", 422, 403, 303),
    ("GET", "/joining/{missing}", 404, 403, 303),
    ("GET", "/joining/{missing}/accept", 404, 403, 303),
    ("POST", "/joining/{missing}/accept", 404, 403, 303),
    ("GET", "/joining/{missing}/decline", 404, 403, 303),
    ("POST", "/joining/{missing}/decline", 404, 403, 303),
]
DECLINE, ACCEPT = {"reason": "not-yet"}, {"organisation_id": None}
ENDPOINTS = [
    # The coordinator, every other role, no key.
    ("GET", "/join-requests", None, 200, 403, 401),
    ("GET", "/join-requests/{request}", None, 200, 403, 401),
    ("GET", "/join-requests/{missing}", None, 404, 403, 401),
    ("POST", "/join-requests/{missing}/acceptance", ACCEPT, 404, 403, 401),
    ("POST", "/join-requests/{missing}/refusal", DECLINE, 404, 403, 401),
    ("POST", "/join-requests/{request}/acceptance", {}, 422, 403, 401),
    ("POST", "/join-requests/{request}/refusal", {"reason": "no"}, 422, 403, 401),
    ("POST", "/join-requests/{request}/refusal", DECLINE, 201, 403, 401),
    ("POST", "/join-requests/{request}/acceptance", ACCEPT, 409, 403, 401),
]


@pytest.fixture
def filled(app, world, clock):
    """A request that waits, and a link that was not opened."""
    request, token = ask(app, clock), send(app, clock)
    return lambda path: path.format(request=request, token=token, missing=uuid4())


def everybody(world):
    return (None, *{person.role: person for person in world.people.values()}.values())


def status_for(person, row):
    coordinator, others, visitor = row[-3:]
    return visitor if person is None else coordinator if person.role is Role.COORDINATOR else others


@pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row[0]} {row[1]}")
def test_pages(world, client_of, filled, row):
    method, path = row[:2]
    for number, person in enumerate(everybody(world)):
        client = client_of(person)
        client.raw.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"  # links are not tried too often from one place
        address = filled(path)
        status = client.raw.get(address).status_code if method == "GET" else press(client, address).status
        assert status == status_for(person, row), person


def test_endpoints(world, client_of, filled):
    people = sorted(everybody(world), key=lambda each: each is not None and each.role is Role.COORDINATOR)
    for person in people:
        client = client_of.api(person)
        for row in ENDPOINTS:
            method, path, body = row[:3]
            client.send(method, f"/api/v1{filled(path)}", status=status_for(person, row), json=body)


def test_a_coordinator_elsewhere_sees_nothing_of_the_hosts(app, world, client_of, filled, clock):
    """Requests are the host's own: an actor of another organisation finds none, whatever their role."""
    with app.app_context():
        with system_scope(db.session(), "a test"):
            person = world.add_person("other", Role.COORDINATOR, clock)
            commit()
        db.session.remove()
    client = client_of(person)
    client.get(filled("/joining/{request}"), status=404)
    assert not client.get("/joining").tree.xpath("//tbody")
