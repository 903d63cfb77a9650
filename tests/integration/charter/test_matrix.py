"""The behaviour matrix: every endpoint of the charter, every role, at one's own, another and a provider's (`B11`)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from network.charter import service
from network.charter.default_charter import DEFAULT_CHARTER
from network.core.commit import commit
from network.core.permissions import Role
from tests.factories import charter as charters

AT_PARTNERS = [role for role in Role if role not in {Role.COORDINATOR, Role.PROVIDER_ALLOCATOR, Role.THERAPIST}]
PEOPLE = {
    **{f"{role} of own": ("own", role) for role in AT_PARTNERS},
    "organisation-lead of other": ("other", Role.ORGANISATION_LEAD),
    "organisation-lead of provider": ("provider", Role.ORGANISATION_LEAD),
    "provider-allocator of provider": ("provider", Role.PROVIDER_ALLOCATOR),
    "therapist of provider": ("provider", Role.THERAPIST),
    "coordinator of host": ("host", Role.COORDINATOR),
}
VISITOR = "visitor"
EVERYBODY = {VISITOR, *PEOPLE}
LEADS = {who for who in PEOPLE if who.startswith("organisation-lead")}
COORDINATOR = {"coordinator of host"}

# Version 1 is published, version 2 a draft; `provider` has signed version 1, and nobody else.
# Method and path, who may, what they get. Everybody else: 403, a visitor is led to the sign-in.
PAGES = [
    ("GET /charter", EVERYBODY, 200),
    ("GET /charter/versions", EVERYBODY, 200),
    ("GET /charter/versions/1", EVERYBODY, 200),
    ("GET /charter/versions/1/text", EVERYBODY, 200),
    ("GET /charter/signatories", EVERYBODY, 200),
    ("GET /charter/signatories.csv", EVERYBODY, 200),
    ("GET /charter/signatories/{provider}", EVERYBODY, 200),
    ("GET /charter/signatures/{signature}/certificate.pdf", EVERYBODY, 200),
    ("GET /charter/sign", LEADS, 200),
    ("POST /charter/sign", LEADS, 422),
    ("GET /charter/signed", LEADS, 303),
    ("GET /charter/versions/new", COORDINATOR, 200),
    ("POST /charter/versions/new", COORDINATOR, 422),
    ("GET /charter/versions/2/edit", COORDINATOR, 200),
    ("POST /charter/versions/2/edit", COORDINATOR, 422),
    ("POST /charter/versions/2/publish", COORDINATOR, 303),
]
SIGNED_ALREADY = {
    ("GET /charter/sign", "organisation-lead of provider"): 409,
    ("POST /charter/sign", "organisation-lead of provider"): 409,
    ("GET /charter/signed", "organisation-lead of provider"): 200,
}
DRAFTS = ["GET /charter/versions/2", "GET /charter/versions/2/text"]
"""For the coordinator they are there; for everybody else they are not."""
API = [
    ("GET /api/v1/charter", EVERYBODY, 200),
    ("GET /api/v1/charter/signatures", EVERYBODY, 200),
    ("GET /api/v1/charter/signatures/{signature}", EVERYBODY, 200),
    ("POST /api/v1/charter/signatures", LEADS, 422),
]


@pytest.fixture
def places(charter, app, world, clock):
    """What stands in the paths of the table."""
    with app.app_context():
        signature = charters.sign(world.person(Role.ORGANISATION_LEAD, "provider"), charter, clock)
        coordinator = charters.actor_of(world.person(Role.COORDINATOR, "host"))
        service.draft_version(coordinator, replace(DEFAULT_CHARTER, title="A draft"), clock)
        commit()
    return {"provider": world.provider, "signature": signature}


@pytest.fixture
def ask(places, world, client_of):
    """Sends a request as somebody, with a token against forgery where it is a form's."""

    def send(who, request, number="1"):
        method, path = request.format(**places).split()
        person = world.person(PEOPLE[who][1], PEOPLE[who][0]) if who != VISITOR else None
        if path.startswith("/api/"):
            client = client_of.api(person)
            return client.raw.open(path, method=method, headers=client._headers, json={} if method == "POST" else None)
        client = client_of(person)
        hidden = client._hidden_fields("/accessibility") or {}
        token = {"csrf_token": hidden.get("csrf_token") or csrf_of(client), "number": number}
        return client.raw.open(path, method=method, data=token if method == "POST" else None)

    return send


def csrf_of(client):
    """A token of this browser's, from any form that it is shown."""
    for path in ("/charter/sign", "/charter/versions/new"):
        token = client._hidden_fields(path).get("csrf_token")
        if token:
            return token
    return ""


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_pages(ask, who):
    wrong = []
    for request, allowed, status in PAGES:
        expected = SIGNED_ALREADY.get((request, who), status) if who in allowed else 403
        got = ask(who, request).status_code
        if who == VISITOR and who not in allowed:
            fine = got in {303, 401} if request.startswith("GET") else got in {303, 400, 401}
        else:
            fine = got == expected
        if not fine:
            wrong.append(f"{request}: {got}, not {expected}")
    assert wrong == []


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_drafts_are_the_coordinators(ask, who):
    expected = 200 if who in COORDINATOR else 404
    assert [ask(who, request).status_code for request in DRAFTS] == [expected, expected]


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_api(ask, who):
    for request, allowed, status in API:
        expected = status if who in allowed else 401 if who == VISITOR else 403
        assert ask(who, request).status_code == expected, request


def test_every_endpoint_is_in_the_table(app):
    def shape(path):
        return path.replace("{provider}", "").replace("{signature}", "")

    listed = {request for request, _, _ in (*PAGES, *API)} | set(DRAFTS)
    adapter = app.url_map.bind("localhost")
    covered = set()
    for request in listed:
        method, path = request.split()
        path = path.format(
            provider="0" * 8 + "-0000" * 3 + "-" + "0" * 12, signature="0" * 8 + "-0000" * 3 + "-" + "0" * 12
        )
        covered.add((adapter.match(path, method)[0], method))
    there = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] in {"charter", "charter_api"}
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert there == covered
