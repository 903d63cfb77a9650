"""Each endpoint of `accounts` by each role, in the own organisation and in another (`B11`): one readable table.

own: the lead of the organisation asked about. other: the lead of another one. wide: the coordinator. rest: every
other role. nobody: a visitor. stale: the first who may, signed in half an hour of work ago (`B8`).
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from network.accounts.service.invitations import hash_of_invitation
from network.core.permissions import Role
from tests.factories.accounts import SYSTEM, sent_invitation

# method path                                         own  other wide rest nobody stale
PAGES = """
GET  /                                                200  200   303  200  200    200
GET  /people                                          200  200   200  403  303    -
GET  /organisations/{own}/people                      200  404   200  403  303    -
GET  /organisations/{own}/people?show=former          200  404   200  403  303    -
GET  /organisations/{own}/people/invitations          200  404   200  403  303    -
GET  /people/invitations                              200  200   200  403  303    -
GET  /organisations/{own}/people/invite               200  404   200  403  303    303
POST /organisations/{own}/people/invite               303  404   303  403  303    303
POST /people/invitations/{invitation}/send-again      303  404   303  403  303    303
POST /people/invitations/{invitation}/withdraw        303  404   303  403  303    -
GET  /people/roles/{membership}/end                   200  404   200  403  303    303
POST /people/roles/{membership}/end                   303  404   303  403  303    303
GET  /people/roles/{membership}/handover              200  404   200  403  303    200
POST /people/roles/{membership}/handover              200  404   200  403  303    200
GET  /people-of-the-network                           200  200   200  200  303    -
GET  /people-of-the-network/me                        200  200   200  200  303    -
POST /people-of-the-network/me                        303  303   303  303  303    -
POST /people-of-the-network/me/stop                   303  303   303  303  303    -
GET  /choose-organisation                             200  200   200  200  303    -
POST /choose-organisation                             422  422   422  422  303    -
POST /content-notes                                   303  303   303  303  303    -
GET  /keys                                            200  200   200  200  303    -
GET  /keys/new                                        200  200   200  200  303    303
POST /keys/new                                        200  200   200  422  303    303
POST /keys/{key}/end                                  303  404   404  404  303    -
GET  /invitations/{link}                              200  200   200  200  200    -
GET  /invitations/nothing                             404  404   404  404  404    -
POST /invitations/nothing                             404  404   404  404  404    -
POST /invitations/{invitation}/accept                 404  404   404  404  303    -
"""
API = """
GET    /api/v1/me                                     200  200   200  200  401    -
GET    /api/v1/people-of-the-network                  200  200   200  200  401    -
GET    /api/v1/me/shown                               404  404   404  404  401    -
PUT    /api/v1/me/shown                               200  200   200  200  401    -
DELETE /api/v1/me/shown                               204  204   204  204  401    -
GET    /api/v1/memberships                            200  200   200  403  401    -
GET    /api/v1/memberships?organisation_id={own}      200  404   200  403  401    -
POST   /api/v1/memberships/{membership}/end           200  404   200  403  401    -
GET    /api/v1/invitations                            200  200   200  403  401    -
GET    /api/v1/invitations?organisation_id={own}      200  404   200  403  401    -
POST   /api/v1/invitations?organisation_id={own}      201  404   201  403  401    -
GET    /api/v1/invitations/{invitation}               200  404   200  403  401    -
DELETE /api/v1/invitations/{invitation}               204  404   204  403  401    -
"""
BODIES = {
    "/organisations/{own}/people/invite": {"email": "else@example.org", "name": "Else", "role": "champion"},
    "/people/roles/{membership}/end": {"when": "now"},
    "/keys/new": {"label": "A system", "scopes": "accounts:membership:list"},
    "/choose-organisation": {"organisation_id": "00000000-0000-0000-0000-000000000000"},
    "/api/v1/memberships/{membership}/end": {},
    "/api/v1/me/shown": {"job_title": "Nurse"},
    "/api/v1/invitations?organisation_id={own}": {"email": "else@example.org", "name": "Else", "role": "champion"},
}
NEEDS_FRESH = {
    "/organisations/{own}/people/invite",
    "/people/invitations/{invitation}/send-again",
    "/people/roles/{membership}/end",
    "/keys/new",
}
COLUMNS = ("own", "other", "wide", "rest", "nobody", "stale")


def rows(table: str):
    for line in table.strip().splitlines():
        method, path, *statuses = line.split()
        yield pytest.param(method, path, dict(zip(COLUMNS, statuses, strict=True)), id=f"{method} {path}")


@pytest.fixture
def names(app, world, clock, client_of) -> dict[str, str]:
    """What the paths of the table speak of: an open invitation, a role, a key, all of the own organisation."""
    with app.app_context():
        sent = sent_invitation(SYSTEM, world.own, clock)
        assert sent.invitation.token_hash == hash_of_invitation(sent.token)
    lead = client_of(world.person(Role.ORGANISATION_LEAD))
    ends = lead.get("/people").tree.xpath("//main//dl//a/@href")
    made = lead.post("/keys/new", {"label": "A key", "scopes": "accounts:membership:list"}, status=200)
    assert made.heading.endswith("Your new key")
    (ending,) = lead.get("/keys").tree.xpath("//form[starts-with(@action, '/keys/')]/@action")
    return {
        "own": str(world.own),
        "invitation": str(sent.invitation.id),
        "link": sent.token,
        "membership": ends[0].split("/")[3],
        "key": ending.split("/")[2],
    }


def everybody_else(world):
    """A visitor, whoever is no lead and no coordinator, and the lead of another organisation."""
    leading = {Role.COORDINATOR, Role.ORGANISATION_LEAD}
    rest = [("rest", person) for (_, role), person in world.people.items() if role not in leading]
    return [("nobody", None), *rest, ("other", world.person(Role.ORGANISATION_LEAD, "other"))]


def insider(world, column):
    return world.person(Role.ORGANISATION_LEAD) if column == "own" else world.person(Role.COORDINATOR, "host")


def ask(client, method, address, status, data, number=0, form_at="/privacy"):
    """The form is sent with a token of another page; each from a network address of its own (`B3`)."""
    here = {"environ_overrides": {"REMOTE_ADDR": f"192.0.2.{number}"}}
    if method == "GET":
        return client.get(address, status=status, **here)
    return client.post(address, data, status=status, form_at=form_at, **here)


@pytest.mark.parametrize(("method", "path", "expected"), list(rows(PAGES)))
def test_pages_for_everybody_else(world, client_of, names, clock, method, path, expected):
    address, data = path.format(**names), BODIES.get(path, {})
    for number, (column, person) in enumerate(everybody_else(world)):
        form_at = "/privacy" if person else "/sign-in"
        ask(client_of(person), method, address, int(expected[column]), data, number, form_at)
    if path in NEEDS_FRESH:
        stale = client_of(insider(world, "own"))
        clock.advance(timedelta(minutes=5, seconds=1))
        answer = ask(stale, method, address, int(expected["stale"]), data)
        assert answer.location == "/prove", "it leads to proving who they are"


@pytest.mark.parametrize("column", ["own", "wide"])
@pytest.mark.parametrize(("method", "path", "expected"), list(rows(PAGES)))
def test_pages_for_lead_and_coordinator(world, client_of, names, method, path, expected, column):
    address, data = path.format(**names), BODIES.get(path, {})
    ask(client_of(insider(world, column)), method, address, int(expected[column]), data)


@pytest.mark.parametrize(("method", "path", "expected"), list(rows(API)))
def test_api_for_everybody_else(world, client_of, names, method, path, expected):
    for column, person in everybody_else(world):
        client_of.api(person).send(method, path.format(**names), status=int(expected[column]), json=BODIES.get(path))


@pytest.mark.parametrize("column", ["own", "wide"])
@pytest.mark.parametrize(("method", "path", "expected"), list(rows(API)))
def test_api_for_lead_and_coordinator(world, client_of, names, method, path, expected, column):
    program = client_of.api(insider(world, column))
    program.send(method, path.format(**names), status=int(expected[column]), json=BODIES.get(path))
