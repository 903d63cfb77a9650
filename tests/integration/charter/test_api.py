"""The charter for programs."""

from __future__ import annotations

from uuid import uuid4

import pytest

from network.charter.default_charter import DEFAULT_CHARTER
from network.charter.messages import SignatureAsked
from network.core.permissions import Role
from tests.factories import charter as charters

LEAD = Role.ORGANISATION_LEAD
SIGNATURES = "/api/v1/charter/signatures"
SIGNINGS = "/api/v1/charter/signings"
PLEDGES = "/api/v1/charter/pledges"
BODY = {
    "version": 1,
    "actions": [
        {"text": "Rewrite our first letter", "owner_name": "Head of communications"},
        {"text": "Give every front desk a quiet place", "owner_name": "Facilities"},
    ],
    "signatory_name": " Ash  Okafor ",
    "job_title": "Chief executive",
    "signatory_email": "ash@harrowhill.example",
    "basis": "delegated",
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


def test_a_program_asks_for_a_signature_and_a_person_signs(
    charter, world, app, client_of, visitor, signatures, audited, messages
):
    client = client_of.api(world.person(LEAD))
    answer = client.post(SIGNINGS, BODY)
    assert answer.json["signatory_name"] == "Ash Okafor"
    assert answer.json["sent_at"]
    assert client.get(answer.headers["Location"]).json == answer.json
    assert signatures() == [], "a program signs nothing"
    assert audited("charter.signing.send")[0].token_id is not None
    (asked,) = [each for each in messages() if isinstance(each, SignatureAsked)]
    assert asked.to == "ash@harrowhill.example"

    visitor.post(f"/charter/confirm/{asked.token}", {"typed_signature": "Ash Okafor", "is_authorised": "y"}, status=200)
    (signature,) = signatures()
    read = client_of.api(None).get(f"{SIGNATURES}/{signature.id}")
    assert (read.json["standing"], read.json["current_until"]) == ("current", "2027-11-18")
    assert read.json["actions"] == [action["text"] for action in BODY["actions"]]
    assert read.headers["ETag"]
    (listed,) = client_of.api(None).get(f"{SIGNATURES}?sector=council&place=wendmere&current=true").json["items"]
    assert listed == {"since": read.json["signed_at"], "latest": read.json}
    assert client_of.api(None).get(f"{SIGNATURES}?current=false").json["total"] == 0
    entry = client_of.api(None).get(f"/api/v1/charter/signatories/{world.own}").json
    assert entry["signatures"] == [read.json]
    assert [pledge["state"] for pledge in entry["pledges"]] == ["planned", "planned"]
    client.get(answer.headers["Location"], status=404)


def test_asking_when_it_is_signed_is_a_conflict(charter, app, world, clock, client_of, signatures):
    with app.app_context():
        charters.sign(world.person(LEAD), charter, clock)
    answer = client_of.api(world.person(LEAD)).post(SIGNINGS, BODY, status=409)
    assert answer.json["type"] == "/api/problems#already-signed"
    assert "Ash Okafor signed it on 18 November 2026" in answer.json["detail"]
    assert len(signatures()) == 1


def test_the_same_request_twice_asks_once(charter, world, client_of, messages):
    client = client_of.api(world.person(LEAD))
    key = {"Idempotency-Key": str(uuid4())}
    first = client.post(SIGNINGS, BODY, headers=key)
    again = client.post(SIGNINGS, BODY, headers=key, status=200)
    assert again.headers["Location"] == first.headers["Location"]
    assert len([each for each in messages() if isinstance(each, SignatureAsked)]) == 1


def test_a_replaced_version_is_a_conflict(charter, app, world, clock, client_of, messages):
    with app.app_context():
        charters.publish_next_version(world, clock)
    answer = client_of.api(world.person(LEAD)).post(SIGNINGS, BODY, status=409)
    assert answer.json["type"] == "/api/problems#version-not-current"
    assert not [each for each in messages() if isinstance(each, SignatureAsked)]


def test_pledges_are_kept_by_a_program(charter, app, world, clock, client_of):
    with app.app_context():
        charters.sign(world.person(LEAD), charter, clock)
    client = client_of.api(world.person(LEAD))
    body = {
        "principle": "Safety",
        "text": "We say who will be there",
        "owner_name": "Reception",
        "due_on": "2027-03-01",
    }
    made = client.post(PLEDGES, body)
    assert (made.json["state"], made.json["kind"]) == ("planned", "commitment")
    address = made.headers["Location"]
    tag = client.get(address).headers["ETag"]
    changed = client.send("PATCH", address, json={"state": "in-place"}, headers={"If-Match": tag})
    assert (changed.json["state"], changed.json["text"]) == ("in-place", "We say who will be there")
    client.send("PATCH", address, json={"state": "started"}, headers={"If-Match": tag}, status=412)
    client.send("PATCH", address, json={"state": "started"}, status=428)
    assert [each["text"] for each in client.get(PLEDGES).json["items"]][2:] == ["We say who will be there"]
    client_of.api(world.person(LEAD, "other")).get(address, status=404)
    client.post(PLEDGES, {**body, "state": "checked"}, status=422)
    client.post(PLEDGES, {**body, "principle": "Speed"}, status=422)
    client.post(PLEDGES, {**body, "due_on": "2020-01-01"}, status=422)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"is_authorised": True}, "is_authorised"),
        ({"actions": []}, "actions"),
        ({"actions": BODY["actions"][:1]}, "actions"),
        ({"actions": [{"text": "x"}, {"text": "y"}]}, "actions"),
        ({"signatory_email": "ash"}, "signatory_email"),
        ({"signatory_email": "ash at home"}, "signatory_email"),
        ({"deputy_name": "Sam"}, "deputy_email"),
        ({"signs_themselves": True}, "signs_themselves"),
        ({"typed_signature": "Ash Okafor"}, "typed_signature"),
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
    answer = client_of.api(world.person(LEAD)).post(SIGNINGS, {**BODY, **changes}, status=422)
    errors = answer.json["errors"]
    assert field in errors
    assert signatures() == []


def test_a_version_that_there_is_not(charter, world, client_of):
    client_of.api(world.person(LEAD)).post(SIGNINGS, {**BODY, "version": 99}, status=404)


def test_a_token_without_the_scope_asks_for_nothing(charter, world, client_of, messages):
    client_of.api(world.person(LEAD), scopes=[]).post(SIGNINGS, BODY, status=403)
    assert not [each for each in messages() if isinstance(each, SignatureAsked)]


@pytest.mark.parametrize("query", ["?page=0", "?page_size=1000", "?sector=guild"])
def test_a_query_that_cannot_be_answered_is_named(charter, client_of, query):
    client_of.api(None).get(f"{SIGNATURES}{query}", status=422)
