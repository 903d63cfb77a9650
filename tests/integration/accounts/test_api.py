"""The JSON twin of people and invitations."""

from __future__ import annotations

import pytest

from network.accounts.models import Invitation, Membership
from network.accounts.schemas import EndOfRoleSchema, NewInvitationSchema
from network.core import outbox
from network.core.permissions import Role
from tests.factories.accounts import SYSTEM, sent_invitation
from tests.support.hostile import hostile_texts
from tests.support.mass_assignment import assert_only_listed_is_taken

NEW = {"email": "noor@example.org", "name": "Noor", "role": "champion"}


@pytest.fixture
def program(world, client_of):
    """A program of the lead of the own organisation."""
    return client_of.api(world.person(Role.ORGANISATION_LEAD))


def role_of(program, role):
    return next(m for m in program.get("/api/v1/memberships").json["items"] if m["role"] == role)


def invitations_sent(app):
    with app.app_context():
        return [each for each in outbox.waiting_messages() if each.kind == "accounts.invitation_sent"]


def test_me(world, program):
    me = program.get("/api/v1/me").json
    lead = world.person(Role.ORGANISATION_LEAD)
    assert me["id"] == str(lead.user_id)
    assert me["organisation"] == "Harrow Hill Council"
    assert me["roles"] == ["organisation-lead"]
    assert "accounts:invitation:send" in me["scopes"]


def test_me_has_no_more_scopes_than_the_key(world, client_of):
    me = client_of.api(world.person(Role.ORGANISATION_LEAD), ["accounts:membership:list"])
    assert me.get("/api/v1/me").json["scopes"] == ["accounts:membership:list"]
    me.post("/api/v1/invitations", NEW, status=403)


def test_invite_read_withdraw(app, program):
    made = program.post("/api/v1/invitations", NEW)
    location = made.headers["Location"]
    read = program.get(location)
    assert read.json == made.json
    assert read.json["state"] == "open"
    assert "token" not in read.get_data(as_text=True)
    program.get(location, headers={"If-None-Match": read.headers["ETag"]}, status=304)
    assert [i["id"] for i in program.get("/api/v1/invitations").json["items"]] == [made.json["id"]]
    program.send("DELETE", location, status=204)
    program.send("DELETE", location, status=409)
    assert program.get(location).json["state"] == "withdrawn"
    assert program.get("/api/v1/invitations").json["total"] == 0
    assert len(invitations_sent(app)) == 1


def test_the_same_key_of_idempotency_invites_once(program):
    headers = {"Idempotency-Key": "8f14e45f-ceea-467f-a8f6-2b1b0f1f7f10"}
    first = program.post("/api/v1/invitations", NEW, headers=headers)
    second = program.post("/api/v1/invitations", NEW, headers=headers, status=200)
    assert second.headers["Location"] == first.headers["Location"]


def test_a_role_ends_with_a_last_day_and_at_once(world, clock, program):
    champion = role_of(program, "champion")
    path = f"/api/v1/memberships/{champion['id']}/end"
    later = program.send("POST", path, json={"last_day": "2026-11-30"}).json
    assert later == {**champion, "ends_on": "2026-11-30"}
    assert program.send("POST", path, json={}).json["ends_on"] == "2026-11-17"
    program.send("POST", path, json={}, status=409)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"email": "noor"}, "email"),
        ({"email": 7}, "email"),
        ({"name": "\ud800"}, "name"),
        ({"name": "\u200b"}, "name"),
        ({"name": "n" * 10_000}, "name"),
        ({"role": "coordinator"}, "role"),
        ({"role": "emperor"}, "role"),
        ({"starts_on": "tomorrow"}, "starts_on"),
        ({"ends_on": "2026-11-01"}, "ends_on"),
    ],
)
def test_refusals_name_the_field(program, changed, field):
    answer = program.send("POST", "/api/v1/invitations", json={**NEW, **changed}, status=422)
    assert field in str(answer.json["errors"])


def test_the_last_lead_stays(world, client_of, program):
    coordinator = client_of.api(world.person(Role.COORDINATOR, "host"))
    lead = next(
        m
        for m in coordinator.get(f"/api/v1/memberships?organisation_id={world.own}").json["items"]
        if m["role"] == "organisation-lead"
    )
    path = f"/api/v1/memberships/{lead['id']}/end"
    assert "last organisation lead" in coordinator.send("POST", path, json={}, status=422).json["detail"]
    assert "own" in program.send("POST", path, json={}, status=422).json["detail"]


def test_a_key_stops_when_its_maker_loses_the_role(world, client_of, program, app, clock):
    second = program.post("/api/v1/invitations", {**NEW, "role": "organisation-lead"}).json
    assert second["role"] == "organisation-lead"
    (sent,) = invitations_sent(app)
    client_of(None).post(f"/invitations/{sent.token}", {"name": "Noor", "password": "a long walk by the river"})
    coordinator = client_of.api(world.person(Role.COORDINATOR, "host"))
    mine = next(
        m
        for m in coordinator.get(f"/api/v1/memberships?organisation_id={world.own}").json["items"]
        if m["user_id"] == str(world.person(Role.ORGANISATION_LEAD).user_id)
    )
    coordinator.send("POST", f"/api/v1/memberships/{mine['id']}/end", json={})
    program.get("/api/v1/me", status=401)


# B14


def test_invitations_take_what_they_list(program, database):
    assert_only_listed_is_taken(
        program,
        "POST",
        "/api/v1/invitations",
        body=NEW,
        schema=NewInvitationSchema,
        model=Invitation,
        database=database,
    )


def test_the_end_of_a_role_takes_what_it_lists(program, database):
    assert_only_listed_is_taken(
        program,
        "POST",
        f"/api/v1/memberships/{role_of(program, 'champion')['id']}/end",
        body={},
        schema=EndOfRoleSchema,
        model=Membership,
        database=database,
    )


# Whatever is sent


STRINGS = [*hostile_texts(140), "\x00", "\ud800"]


@pytest.mark.parametrize("part", range(4))
def test_hostile_text_is_kept_or_refused_and_never_a_fault(world, program, client_of, part):
    lead = client_of(world.person(Role.ORGANISATION_LEAD))
    for number, text in enumerate(STRINGS[part::4]):
        for body in (
            {**NEW, "email": f"noor{number}@example.org", "name": text},
            {**NEW, "email": text},
            {**NEW, "role": text},
        ):
            answer = program.raw.post("/api/v1/invitations", json=body, headers=program._headers)
            assert answer.status_code in {201, 422}, text
        lead.get("/people", query_string={"q": text.encode("utf-8", "ignore")})
    lead.get(f"/organisations/{world.own}/people/invitations")


@pytest.mark.parametrize("text", ["lone \ud800 surrogate", "nul \x00 in it"])
def test_what_no_database_keeps_is_refused_in_words(program, text):
    answer = program.post("/api/v1/invitations", {**NEW, "name": text}, status=422)
    assert answer.json["errors"]["name"] == ["Take out the characters that are not text"]


def test_foreign_and_missing_ids_answer_alike(app, world, clock, program):
    with app.app_context():
        foreign = sent_invitation(SYSTEM, world.other, clock).invitation.id
    missing = "01a20000-0000-7000-8000-000000000000"
    for path in ("/api/v1/invitations/{}", "/api/v1/invitations?organisation_id={}"):
        one, two = program.get(path.format(foreign), status=404), program.get(path.format(missing), status=404)
        assert one.json == two.json
