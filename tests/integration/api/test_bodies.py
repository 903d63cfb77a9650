"""What a program sends is read as it was meant, or refused: nothing is left out in silence, nothing is a fault."""

import pytest

from network.core.permissions import Role
from tests.factories.events import announce

BOOKING = {"access_needs": "a hearing loop"}


@pytest.fixture
def member(client_of, world):
    return client_of.api(world.person(Role.ORGANISATION_LEAD))


@pytest.fixture
def bookings(app, world, clock) -> str:
    return f"/api/v1/events/{announce(app, world, clock)}/bookings"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""])
def test_a_body_of_another_kind_is_not_left_out_in_silence(member, bookings, kind):
    answer = member.send("POST", bookings, data='{"access_needs": "a hearing loop"}', content_type=kind, status=415)
    assert answer.json["detail"] == "Send it as JSON, with the content type application/json."
    assert member.post(bookings, BOOKING, status=201).json["access_needs"] == "a hearing loop"


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 5_000 + "1" + "}" * 5_000,
        '{"access_needs": ' + "9" * 5_000 + "}",
        "\xff",
    ],
    ids=["cut short", "nested lists", "nested objects", "a long number", "not UTF-8"],
)
def test_what_cannot_be_read_is_said(member, bookings, body):
    sent = body.encode("latin-1")
    answer = member.send("POST", bookings, data=sent, content_type="application/json", status=400)
    assert answer.json["detail"] == "This is not JSON that we can read."


def test_saying_what_one_needs_with_a_place_that_is_held_is_kept(member, bookings):
    first = member.post(bookings, {}, status=201).json
    again = member.post(bookings, BOOKING, status=201).json
    assert (again["id"], again["access_needs"]) == (first["id"], "a hearing loop")
    assert member.post(bookings, {}, status=201).json["access_needs"] == "a hearing loop"


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_an_instant_at_the_end_of_the_calendar(client_of, world, at):
    therapist = client_of.api(world.person(Role.THERAPIST, "provider"))
    address = "/api/v1/incidents/caseload/0190e0a5-0000-7000-8000-000000000000/sessions"
    answer = therapist.post(address, {"at": at, "mode": "video"}, status=422)
    assert answer.json["errors"] == {"at": ["Enter a date of this century."]}


def test_words_say_what_to_do(member, bookings, world):
    address = f"/api/v1/organisations/{world.own}"
    etag = member.get(address).headers["ETag"]
    refused = member.send("PATCH", address, json={"workforce_size": "many"}, headers={"If-Match": etag}, status=422)
    assert refused.json["errors"] == {"workforce_size": ["Send a whole number."]}
    assert "send its ETag as If-Match" in member.send("PATCH", address, json={}, status=428).json["detail"]
    stale = member.send("PATCH", address, json={}, headers={"If-Match": '"old"'}, status=412)
    assert "Read it again" in stale.json["detail"]
    keyed = {"Idempotency-Key": "abc-1"}
    answer = member.send("POST", bookings, json={}, headers=keyed, status=422)
    assert answer.json["errors"] == {"": ["Send a UUID as Idempotency-Key."]}


def test_without_a_key_and_with_one_that_is_not_known(client_of):
    nobody = client_of.api(None)
    assert nobody.send("GET", "/api/v1/me", status=401).json["detail"].startswith("Send a key")
    wrong = nobody.send("GET", "/api/v1/me", headers={"Authorization": "Bearer network_x"}, status=401)
    assert wrong.json["detail"].startswith("This key is not known here")


def test_a_key_that_carries_less_says_so(client_of, world):
    narrow = client_of.api(world.person(Role.ORGANISATION_LEAD), ["events:booking:make"])
    assert "This key does not carry" in narrow.send("GET", "/api/v1/memberships", status=403).json["detail"]
