"""Who may do what with groups: every endpoint, every role, one's own group, the network's, another partner's."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from network.core.permissions import Role
from tests.factories import governance
from tests.support.csrf import press

READERS = {
    Role.COORDINATOR,
    Role.ORGANISATION_LEAD,
    Role.MANAGER,
    Role.CHAMPION,
    Role.INCIDENT_LEAD,
    Role.FACILITATOR,
    Role.BOARD_VIEWER,
}
KEEPERS = {Role.COORDINATOR, Role.ORGANISATION_LEAD}
SHOWN, KEPT, LISTED, FINISHED = "shown", "kept", "listed", "finished"
"""A row is for readers; for its keeper; about no group in particular; for its owner or keeper."""

# The method, the address, what it is, and what it answers whoever may.
PAGES = [
    ("GET", "/groups", LISTED, 200),
    ("GET", "/groups/new", "adding", 200),
    ("POST", "/groups/new", "adding", 422),
    ("GET", "/groups/{group}", SHOWN, 200),
    ("GET", "/groups/{group}/edit", KEPT, 200),
    ("POST", "/groups/{group}/edit", KEPT, 422),
    ("GET", "/groups/{group}/end", KEPT, 200),
    ("POST", "/groups/{group}/end", KEPT, 422),
    ("POST", "/groups/{group}/reopen", KEPT, 303),
    ("GET", "/groups/{group}/meetings/new", KEPT, 200),
    ("POST", "/groups/{group}/meetings/new", KEPT, 422),
    ("GET", "/groups/{group}/actions/new", KEPT, 200),
    ("POST", "/groups/{group}/actions/new", KEPT, 422),
    ("GET", "/groups/meetings/{meeting}", SHOWN, 200),
    ("GET", "/groups/meetings/{meeting}/record", SHOWN, 200),
    ("GET", "/groups/meetings/{meeting}/plan", KEPT, 200),
    ("POST", "/groups/meetings/{meeting}/plan", KEPT, 422),
    ("GET", "/groups/meetings/{meeting}/write-up", KEPT, 200),
    ("POST", "/groups/meetings/{meeting}/write-up", KEPT, 422),
    ("POST", "/groups/meetings/{meeting}/call-off", KEPT, 409),
    ("GET", "/groups/actions", LISTED, 200),
    ("GET", "/groups/actions?group={group}", SHOWN, 200),
    ("GET", "/groups/actions.csv", LISTED, 200),
    ("GET", "/groups/meetings.csv", LISTED, 200),
    ("GET", "/groups/areas", LISTED, 200),
    ("GET", "/groups/actions/{action}", SHOWN, 200),
    ("GET", "/groups/actions/{action}/edit", KEPT, 200),
    ("POST", "/groups/actions/{action}/edit", KEPT, 422),
    ("GET", "/groups/actions/{action}/finish", FINISHED, 200),
    ("POST", "/groups/actions/{action}/finish", FINISHED, 422),
    ("GET", "/groups/actions/{action}/drop", KEPT, 200),
    ("POST", "/groups/actions/{action}/drop", KEPT, 422),
    ("POST", "/groups/actions/{action}/reopen", FINISHED, 303),
]
ENDPOINTS = [
    ("GET", "/groups", LISTED, 200),
    ("POST", "/groups", "adding", 422),
    ("GET", "/groups/{group}", SHOWN, 200),
    ("PATCH", "/groups/{group}", KEPT, 428),
    ("POST", "/groups/{group}/end", KEPT, 422),
    ("GET", "/groups/{group}/meetings", SHOWN, 200),
    ("POST", "/groups/{group}/meetings", KEPT, 422),
    ("GET", "/meetings/{meeting}", SHOWN, 200),
    ("PATCH", "/meetings/{meeting}", KEPT, 428),
    ("PATCH", "/meetings/{meeting}/write-up", KEPT, 428),
    ("GET", "/actions", LISTED, 200),
    ("POST", "/groups/{group}/actions", KEPT, 422),
    ("GET", "/actions/{action}", SHOWN, 200),
    ("PATCH", "/actions/{action}", KEPT, 428),
    ("POST", "/actions/{action}/finish", FINISHED, 422),
    ("POST", "/actions/{action}/drop", KEPT, 422),
    ("GET", "/key-areas", LISTED, 200),
]
WHOSE = ("own", "other", "host")


@pytest.fixture
def rows(app, world, clock):
    """A group of each place, with a meeting to come and an action: the host's is the network's."""
    found = {}
    for at in WHOSE:
        group = governance.add_group(app, world, clock, at)
        found[at] = {
            "group": group,
            "meeting": governance.plan(app, world, clock, group, date(2026, 12, 1), at=at),
            "action": governance.add_action(app, world, clock, group, date(2026, 12, 1), at=at),
        }
    return found


def people(world):
    """One person of each role, with where they are."""
    found = [(role, "own") for role in Role if ("own", role) in world.people]
    return [
        *found,
        (Role.COORDINATOR, "host"),
        (Role.PROVIDER_ALLOCATOR, "provider"),
        (Role.THERAPIST, "provider"),
        (Role.ORGANISATION_LEAD, "provider"),
    ]


def expected(role, at, whose, kind, status, *, shape_first=False):
    """What somebody is answered: 403 for a role, 404 for what is not theirs to see, 403 for what they only read."""
    if role not in (KEEPERS if kind in (KEPT, "adding") else READERS):
        return 403
    if kind in (LISTED, "adding") or shape_first:
        return status
    if whose not in (at, "host") and role is not Role.COORDINATOR:
        return 404
    if kind == SHOWN:
        return status
    keeper = Role.COORDINATOR if whose == "host" else Role.ORGANISATION_LEAD
    return status if at == whose and role is keeper else 403


@pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row[0]} {row[1]}")
def test_pages(row, rows, world, client_of):
    method, path, kind, status = row
    for role, at in people(world):
        client = client_of(world.person(role, at))
        for whose in WHOSE if "{" in path else ("own",):
            address = path.format(**rows[whose])
            answered = client.raw.get(address).status_code if method == "GET" else press(client, address).status
            assert answered == expected(role, at, whose, kind, status), (role, at, whose)


@pytest.mark.parametrize("row", ENDPOINTS, ids=lambda row: f"{row[0]} {row[1]}")
def test_endpoints(row, rows, world, client_of):
    """A body is held to its shape, and a change to its `If-Match`, before anything is looked up."""
    method, path, kind, status = row
    for role, at in people(world):
        program = client_of.api(world.person(role, at))
        for whose in WHOSE if "{" in path else ("own",):
            body = {} if method == "GET" else {"json": {}}
            answer = expected(role, at, whose, kind, status, shape_first=status in (422, 428))
            program.send(method, "/api/v1" + path.format(**rows[whose]), status=answer, **body)


CHANGES = [
    ("PATCH", "/groups/{group}", {"name": "Other"}),
    ("POST", "/groups/{group}/end", {"ended_on": "2026-11-01"}),
    ("POST", "/groups/{group}/meetings", {"held_on": "2026-12-09"}),
    ("PATCH", "/meetings/{meeting}", {"held_on": "2026-12-09"}),
    ("PATCH", "/meetings/{meeting}/write-up", {"held_on": "2026-11-09"}),
    ("POST", "/meetings/{meeting}/call-off", None),
    ("POST", "/groups/{group}/actions", {"what": "Write", "owner_name": "Dee", "due_on": "2026-12-09"}),
    ("PATCH", "/actions/{action}", {"what": "Other"}),
    ("POST", "/actions/{action}/finish", {"done_on": "2026-11-09"}),
    ("POST", "/actions/{action}/drop", {"reason": "Done by others"}),
]


@pytest.mark.parametrize("row", CHANGES, ids=lambda row: f"{row[0]} {row[1]}")
@pytest.mark.parametrize(
    ("role", "at", "whose", "status"),
    [
        (Role.ORGANISATION_LEAD, "own", "host", 403),
        (Role.ORGANISATION_LEAD, "own", "other", 404),
        (Role.COORDINATOR, "host", "own", 403),
    ],
)
def test_well_made_changes_of_others_are_refused_too(row, role, at, whose, status, rows, world, client_of):
    """The coordinator reads partners' groups and changes none; nobody but the coordinator changes the network's."""
    method, path, body = row
    program = client_of.api(world.person(role, at))
    address = "/api/v1" + path.format(**rows[whose])
    headers = {}
    if method == "PATCH":
        read = program.raw.get(address.removesuffix("/write-up"), headers=program._headers)
        headers = {"If-Match": read.headers.get("ETag", '"of something else"')}
    sent = {} if body is None else {"json": body}
    program.send(method, address, status=status, headers=headers, **sent)


@pytest.mark.parametrize("row", [*PAGES, *ENDPOINTS], ids=lambda row: f"{row[0]} {row[1]}")
def test_visitors_sign_in_first(row, rows, client_of):
    method, path, *_ = row
    address = path.format(**rows["host"])
    if row in ENDPOINTS:
        body = {} if method == "GET" else {"json": {}}
        client_of.api(None).send(method, "/api/v1" + address, status=401, **body)
        return
    visitor = client_of(None)
    status = visitor.raw.get(address).status_code if method == "GET" else press(visitor, address).status
    assert status in {303, 401}


@pytest.mark.parametrize("path", ["/groups/{}", "/meetings/{}", "/actions/{}"])
def test_a_foreign_and_a_missing_one_answer_alike(rows, world, client_of, path):
    """`B12`."""
    program = client_of.api(world.person(Role.BOARD_VIEWER))
    kind = path.split("/")[1].removesuffix("s")
    foreign = program.get("/api/v1" + path.format(rows["other"][kind]), status=404)
    missing = program.get("/api/v1" + path.format(uuid4()), status=404)
    assert foreign.get_data() == missing.get_data()
