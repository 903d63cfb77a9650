"""The behaviour matrix: every endpoint of the charter, every role, at one's own, another and a provider's (`B11`)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from itsdangerous import URLSafeTimedSerializer

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
    ("POST /charter/versions/2/publish", COORDINATOR, 409),
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


def token_of(client, app):
    """A token against forgery that this browser may send, whatever forms it is shown."""
    with client.raw.session_transaction() as session:
        session["csrf_token"] = "a" * 40
    return URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps("a" * 40)


@pytest.fixture
def ask(places, app, world, client_of):
    """Sends a request as somebody."""

    def send(who, request):
        method, path = request.format(**places).split()
        at, role = PEOPLE.get(who, (None, None))
        person = world.person(role, at) if role else None
        if path.startswith("/api/"):
            client = client_of.api(person)
            return client.raw.open(path, method=method, headers=client._headers, json={} if method == "POST" else None)
        client = client_of(person)
        sent = {"csrf_token": token_of(client, app), "number": "1"} if method == "POST" else None
        return client.raw.open(path, method=method, data=sent)

    return send


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_pages(ask, who):
    wrong = []
    for request, allowed, status in PAGES:
        if who in allowed:
            expected = {SIGNED_ALREADY.get((request, who), status)}
        else:
            expected = {303} if who == VISITOR else {403}
        got = ask(who, request).status_code
        if got not in expected:
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
    listed = {request for request, _, _ in (*PAGES, *API)} | set(DRAFTS)
    adapter = app.url_map.bind("localhost")
    covered = set()
    for request in listed:
        method, path = request.split()
        path = path.format(provider=UUID(int=1), signature=UUID(int=2))
        covered.add((adapter.match(path, method)[0], method))
    there = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] in {"charter", "charter_api"}
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert there == covered
