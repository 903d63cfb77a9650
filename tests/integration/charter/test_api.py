"""The charter for programs."""

from __future__ import annotations

from uuid import uuid4

import pytest

from network.charter.default_charter import DEFAULT_CHARTER
from network.core.permissions import Role
from tests.factories import charter as charters

LEAD = Role.ORGANISATION_LEAD
SIGNATURES = "/api/v1/charter/signatures"
BODY = {
    "version": 1,
    "signatory_name": " Ash  Okafor ",
    "job_title": "Chief executive",
    "basis": "delegated",
    "is_authorised": True,
    "statement": "We begin.",
}


def test_the_charter_as_json(charter, client_of):
    client = client_of.api(None)
    answer = client.get("/api/v1/charter")
    assert answer.json["number"] == 1
    assert answer.json["text"]["principles"][0]["name"] == "Safety"
    assert answer.json["text_hash"] == DEFAULT_CHARTER.hash(1)
    again = client.get("/api/v1/charter", status=304, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.data == b""


def test_before_there_is_a_charter(client_of, world):
    client = client_of.api(None)
    assert "has not published" in client.get("/api/v1/charter", status=404).json["detail"]
    assert client.get(SIGNATURES).json == {"items": [], "page": 1, "page_size": 50, "pages": 1, "total": 0}


def test_a_program_signs(charter, world, client_of, signatures, audited, messages):
    answer = client_of.api(world.person(LEAD)).post(SIGNATURES, BODY)
    assert answer.json["signatory_name"] == "Ash Okafor"
    assert answer.json["organisation_id"] == str(world.own)
    assert answer.headers["Location"] == f"{SIGNATURES}/{answer.json['id']}"
    read = client_of.api(None).get(answer.headers["Location"])
    assert read.json == answer.json
    assert read.headers["ETag"]
    (listed,) = client_of.api(None).get(f"{SIGNATURES}?sector=council").json["items"]
    assert listed == {"since": answer.json["signed_at"], "latest": answer.json}
    (entry,) = audited("charter.charter.sign")
    assert entry.token_id is not None
    told = [each for each in messages() if each.kind.startswith("charter.")]
    assert len(told) == len(signatures()) == 1


def test_signing_twice_is_a_conflict(charter, world, client_of, signatures):
    client = client_of.api(world.person(LEAD))
    client.post(SIGNATURES, BODY)
    answer = client.post(SIGNATURES, BODY, status=409)
    assert answer.json["type"] == "/api/problems#already-signed"
    assert "Ash Okafor signed it on 18 November 2026" in answer.json["detail"]
    assert len(signatures()) == 1


def test_the_same_request_twice_is_one_signature(charter, world, client_of, signatures):
    client = client_of.api(world.person(LEAD))
    key = {"Idempotency-Key": str(uuid4())}
    first = client.post(SIGNATURES, BODY, headers=key)
    again = client.post(SIGNATURES, BODY, headers=key, status=200)
    assert again.headers["Location"] == first.headers["Location"]
    assert len(signatures()) == 1


def test_a_replaced_version_is_a_conflict(charter, app, world, clock, client_of, signatures):
    with app.app_context():
        charters.publish_next_version(world, clock)
    answer = client_of.api(world.person(LEAD)).post(SIGNATURES, BODY, status=409)
    assert answer.json["type"] == "/api/problems#version-not-current"
    assert signatures() == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"is_authorised": False}, "is_authorised"),
        ({"basis": "other"}, "basis_words"),
        ({"basis": "king"}, "basis"),
        ({"signatory_name": "  "}, "signatory_name"),
        ({"signatory_name": "A" * 10_000}, "signatory_name"),
        ({"signatory_name": "\ud800"}, "signatory_name"),
        ({"signatory_name": None}, "signatory_name"),
        ({"signatory_name": ["Ash"]}, "signatory_name"),
        ({"job_title": 7}, "job_title"),
        ({"statement": "word " * 151}, "statement"),
        ({"statement": "A" * 10_000}, "statement"),
        ({"version": 0}, "version"),
        ({"version": 2**70}, "version"),
        ({"version": "1"}, "version"),
        ({"organisation_id": "x"}, "organisation_id"),
        ({"signed_at": "2020-01-01"}, "signed_at"),
        ({"text_hash": "0"}, "text_hash"),
    ],
)
def test_what_is_wrong_is_named(charter, world, client_of, signatures, changes, field):
    """B14 too: what is not listed cannot be sent."""
    answer = client_of.api(world.person(LEAD)).post(SIGNATURES, {**BODY, **changes}, status=422)
    errors = answer.json["errors"]
    assert field in errors
    assert signatures() == []


def test_a_version_that_there_is_not(charter, world, client_of):
    client_of.api(world.person(LEAD)).post(SIGNATURES, {**BODY, "version": 99}, status=404)


def test_a_token_without_the_scope_does_not_sign(charter, world, client_of, signatures):
    client_of.api(world.person(LEAD), scopes=[]).post(SIGNATURES, BODY, status=403)
    assert signatures() == []


@pytest.mark.parametrize("query", ["?page=0", "?page_size=1000", "?sector=guild"])
def test_a_query_that_cannot_be_answered_is_named(charter, client_of, query):
    client_of.api(None).get(f"{SIGNATURES}{query}", status=422)
