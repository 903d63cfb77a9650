"""The behaviour matrix: every endpoint of the charter, every role, at one's own, another and a provider's (`B11`)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from itsdangerous import URLSafeTimedSerializer

from network.charter.queries import pledges, versions
from network.charter.service import versions as service
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

READING = {"organisation-lead", "champion", "manager", "facilitator", "board-viewer"}
OWN_READERS = {who for who in PEOPLE if who.split(" of ")[0] in READING}

# Version 1 is published, version 2 a draft, version 3 open for comments; `provider` has signed version 1, with one
# pledge, and nobody else. Method and path, who may, what they get. Everybody else: 403, a visitor is led to sign in.
PAGES = [
    ("GET /charter", EVERYBODY, 200),
    ("GET /charter/versions", EVERYBODY, 200),
    ("GET /charter/versions/1", EVERYBODY, 200),
    ("GET /charter/versions/1/text", EVERYBODY, 200),
    ("GET /charter/versions/3/changes-since/1", EVERYBODY, 200),
    ("GET /charter/versions/3/comment", EVERYBODY, 200),
    ("POST /charter/versions/3/comment", EVERYBODY, 422),
    ("GET /charter/signatories", EVERYBODY, 200),
    ("GET /charter/signatories.csv", EVERYBODY, 200),
    ("GET /charter/signatories/{provider}", EVERYBODY, 200),
    ("GET /charter/signatories/{provider}/badge.svg", EVERYBODY, 200),
    ("GET /charter/signatures/{signature}/certificate.pdf", EVERYBODY, 200),
    ("GET /charter/signatures/{signature}/credential", EVERYBODY, 200),
    ("GET /charter/issuer", EVERYBODY, 200),
    ("GET /charter/achievement", EVERYBODY, 200),
    ("GET /charter/versions/1/achievement", EVERYBODY, 200),
    ("GET /charter/versions/1/badge.svg", EVERYBODY, 200),
    ("GET /charter/confirm/no-such-link", EVERYBODY, 404),
    ("POST /charter/confirm/no-such-link", EVERYBODY, 404),
    ("POST /charter/confirm/no-such-link/decline", EVERYBODY, 404),
    ("GET /charter/ours", OWN_READERS, 200),
    ("GET /charter/sign", LEADS, 200),
    ("GET /charter/sign/readiness", LEADS, 200),
    ("POST /charter/sign/readiness", LEADS, 303),
    ("GET /charter/sign/actions", LEADS, 200),
    ("POST /charter/sign/actions", LEADS, 422),
    ("GET /charter/sign/signatory", LEADS, 200),
    ("POST /charter/sign/signatory", LEADS, 422),
    ("GET /charter/sign/statement", LEADS, 200),
    ("POST /charter/sign/statement", LEADS, 303),
    ("GET /charter/sign/check", LEADS, 303),
    ("POST /charter/sign/check", LEADS, 422),
    ("POST /charter/sign/send", LEADS, 422),
    ("POST /charter/sign/take-back", LEADS, 303),
    ("GET /charter/signed", LEADS, 303),
    ("GET /charter/review", LEADS, 404),
    ("POST /charter/review", LEADS, 404),
    ("GET /charter/withdraw", LEADS, 404),
    ("POST /charter/withdraw", LEADS, 404),
    ("POST /charter/signatory/left", LEADS, 404),
    ("GET /charter/successor", LEADS, 404),
    ("POST /charter/successor", LEADS, 404),
    ("GET /charter/successor/check", LEADS, 404),
    ("POST /charter/successor/check", LEADS, 404),
    ("GET /charter/commitments/new?principle=1", LEADS, 200),
    ("POST /charter/commitments/new?principle=1", LEADS, 422),
    ("GET /charter/pledges/{pledge}/edit", LEADS, 404),
    ("POST /charter/pledges/{pledge}/edit", LEADS, 404),
    ("GET /charter/pledges/{pledge}/end", LEADS, 404),
    ("POST /charter/pledges/{pledge}/end", LEADS, 404),
    ("GET /charter/pledges/{pledge}/evidence", OWN_READERS, 404),
    ("POST /charter/pledges/{pledge}/evidence", LEADS, 404),
    ("GET /charter/evidence/{pledge}/file", OWN_READERS, 404),
    ("POST /charter/evidence/{pledge}/remove", LEADS, 404),
    ("GET /charter/pledges/{pledge}/check", LEADS, 404),
    ("POST /charter/pledges/{pledge}/check", LEADS, 404),
    ("GET /charter/checks", LEADS, 200),
    ("GET /charter/checks/{pledge}", LEADS, 404),
    ("POST /charter/checks/{pledge}", LEADS, 404),
    ("GET /charter/checks/{pledge}/evidence/{pledge}", LEADS, 404),
    ("POST /charter/checks/{pledge}/decline", LEADS, 404),
    ("POST /charter/checks/{pledge}/agree", LEADS, 404),
    ("POST /charter/checks/{pledge}/close", LEADS, 404),
    ("GET /charter/versions/new", COORDINATOR, 200),
    ("POST /charter/versions/new", COORDINATOR, 422),
    ("GET /charter/versions/2/edit", COORDINATOR, 200),
    ("POST /charter/versions/2/edit", COORDINATOR, 422),
    ("GET /charter/versions/2/consult", COORDINATOR, 200),
    ("POST /charter/versions/2/consult", COORDINATOR, 422),
    ("POST /charter/versions/3/consult/end", COORDINATOR, 303),
    ("GET /charter/versions/3/comments", COORDINATOR, 200),
    ("GET /charter/versions/2/changes", COORDINATOR, 200),
    ("POST /charter/versions/2/changes", COORDINATOR, 422),
    ("POST /charter/versions/2/changes/{pledge}/remove", COORDINATOR, 404),
    ("GET /charter/versions/2/publish", COORDINATOR, 200),
    ("POST /charter/versions/2/publish", COORDINATOR, 409),
    ("GET /charter/checklist", COORDINATOR, 200),
    ("POST /charter/checklist", COORDINATOR, 422),
    ("GET /charter/following", COORDINATOR, 200),
    ("GET /charter/following/{provider}/readiness", COORDINATOR, 404),
    ("POST /charter/following/{provider}/readiness/{pledge}", COORDINATOR, 404),
]
SIGNED = "organisation-lead of provider"
SIGNED_ALREADY = {
    ("GET /charter/sign", SIGNED): 409,
    ("POST /charter/sign/actions", SIGNED): 303,
    ("GET /charter/sign/signatory", SIGNED): 409,
    ("POST /charter/sign/signatory", SIGNED): 409,
    ("GET /charter/sign/statement", SIGNED): 409,
    ("POST /charter/sign/statement", SIGNED): 409,
    ("GET /charter/sign/check", SIGNED): 409,
    ("POST /charter/sign/check", SIGNED): 409,
    ("POST /charter/sign/send", SIGNED): 409,
    ("POST /charter/sign/take-back", SIGNED): 404,
    ("GET /charter/signed", SIGNED): 200,
    ("GET /charter/review", SIGNED): 200,
    ("POST /charter/review", SIGNED): 409,
    ("GET /charter/withdraw", SIGNED): 200,
    ("POST /charter/withdraw", SIGNED): 409,
    ("GET /charter/successor", SIGNED): 200,
    ("POST /charter/successor", SIGNED): 422,
    ("POST /charter/signatory/left", SIGNED): 303,
    ("GET /charter/pledges/{pledge}/edit", SIGNED): 200,
    ("POST /charter/pledges/{pledge}/edit", SIGNED): 422,
    ("GET /charter/pledges/{pledge}/end", SIGNED): 200,
    ("GET /charter/pledges/{pledge}/evidence", SIGNED): 200,
    ("POST /charter/pledges/{pledge}/evidence", SIGNED): 422,
    ("GET /charter/pledges/{pledge}/check", SIGNED): 200,
    ("POST /charter/pledges/{pledge}/check", SIGNED): 422,
    ("POST /charter/pledges/{pledge}/end", SIGNED): 409,
}
DRAFTS = ["GET /charter/versions/2", "GET /charter/versions/2/text"]
"""For the coordinator they are there; for everybody else they are not."""
API = [
    ("GET /api/v1/charter", EVERYBODY, 200),
    ("GET /api/v1/charter/signatures", EVERYBODY, 200),
    ("GET /api/v1/charter/signatures/{signature}", EVERYBODY, 200),
    ("GET /api/v1/charter/signatories/{provider}", EVERYBODY, 200),
    ("GET /api/v1/charter/signings/current", LEADS, 404),
    ("POST /api/v1/charter/signings", LEADS, 422),
    ("GET /api/v1/charter/pledges", OWN_READERS, 200),
    ("POST /api/v1/charter/pledges", LEADS, 422),
    ("GET /api/v1/charter/pledges/{pledge}", OWN_READERS, 404),
    ("PATCH /api/v1/charter/pledges/{pledge}", LEADS, 428),
]
API_OF_SIGNED = {
    ("GET /api/v1/charter/pledges/{pledge}", SIGNED): 200,
}


@pytest.fixture
def places(charter, app, world, clock):
    """What stands in the paths of the table."""
    with app.app_context():
        signature = charters.sign(world.person(Role.ORGANISATION_LEAD, "provider"), charter, clock)
        lead = charters.actor_of(world.person(Role.ORGANISATION_LEAD, "provider"))
        pledge = pledges.list_actions_of(lead, world.provider)[0].id
        charters.draft_version(world, clock)
        charters.draft_version(world, clock)
        coordinator = charters.actor_of(world.person(Role.COORDINATOR, "host"))
        seen = versions.get_version_row(coordinator, 3).version
        service.open_consultation(coordinator, 3, clock.today() + timedelta(days=30), seen, clock)
        commit()
    return {"provider": world.provider, "signature": signature, "pledge": pledge}


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
            sent = {} if method != "GET" else None
            return client.raw.open(path, method=method, headers=client._headers, json=sent)
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
        expected = API_OF_SIGNED.get((request, who), status) if who in allowed else 401 if who == VISITOR else 403
        assert ask(who, request).status_code == expected, request


def test_every_endpoint_is_in_the_table(app):
    listed = {request for request, _, _ in (*PAGES, *API)} | set(DRAFTS)
    adapter = app.url_map.bind("localhost")
    covered = set()
    for request in listed:
        method, path = request.split()
        path = path.format(provider=UUID(int=1), signature=UUID(int=2), pledge=UUID(int=3)).partition("?")[0]
        covered.add((adapter.match(path, method)[0], method))
    there = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] in {"charter", "charter_api"}
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert there == covered
