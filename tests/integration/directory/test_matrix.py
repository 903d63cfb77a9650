"""Who may do what with the support directory: every endpoint, every role, every kind of entry (`B11`, `B12`)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.directory.vocabulary import SupportKind
from tests.factories import directory
from tests.factories.directory import BODY
from tests.support.csrf import press

KEEPERS = {Role.COORDINATOR, Role.ORGANISATION_LEAD}
OPEN, SHOWN, KEPT, ADDING = "open", "shown", "kept", "adding"
"""For everybody; for whoever sees the entry; for its keeper; for keepers, about no entry in particular."""
# The method, the address, what it is, and what it answers whoever may.
PAGES = [
    ("GET", "/directory", OPEN, 200),
    ("GET", "/directory/looking-after-yourself", OPEN, 200),
    ("GET", "/directory/hate-incidents", OPEN, 200),
    ("GET", "/directory/{entry}", SHOWN, 200),
    ("GET", "/directory/kept", ADDING, 200),
    ("GET", "/directory/new", ADDING, 200),
    ("POST", "/directory/new", ADDING, 422),
    ("GET", "/directory/{entry}/edit", KEPT, 200),
    ("POST", "/directory/{entry}/edit", KEPT, 422),
    ("GET", "/directory/{entry}/remove", KEPT, 200),
    ("POST", "/directory/{entry}/remove", KEPT, 409),
]
ENDPOINTS = [
    ("GET", "/directory", OPEN, 200),
    ("POST", "/directory", ADDING, 422),
    ("GET", "/directory/{entry}", SHOWN, 200),
    ("PATCH", "/directory/{entry}", KEPT, 428),
    ("DELETE", "/directory/{entry}", KEPT, 428),
]


@pytest.fixture
def rows(app, world, clock):
    """Entries of the own organisation, of another and of the network, by what they are."""
    return {
        ("own", "open"): directory.add_entry(app, world, clock),
        ("own", "internal"): directory.add_entry(app, world, clock, is_internal=True),
        ("other", "open"): directory.add_entry(app, world, clock, "other"),
        ("other", "internal"): directory.add_entry(app, world, clock, "other", is_internal=True),
        ("host", "open"): directory.add_entry(app, world, clock, "host"),
        ("host", "public"): directory.add_entry(app, world, clock, "host", is_public=True),
    }


def people(world):
    """One person of each role, with where they are."""
    found = [(role, "own") for role in Role if ("own", role) in world.people]
    at_provider = [(role, "provider") for role in (Role.PROVIDER_ALLOCATOR, Role.THERAPIST, Role.ORGANISATION_LEAD)]
    return [*found, (Role.COORDINATOR, "host"), *at_provider]


def expected(role, at, whose, kind, status):
    """403 for a role, 404 for what is not theirs to see, the coordinator no exception, 403 for what they only read."""
    if kind == OPEN:
        return status
    if kind in (KEPT, ADDING) and role not in KEEPERS:
        return 403
    if kind == ADDING:
        return status
    if whose not in (at, "host"):
        return 404
    return status if kind == SHOWN or whose == at else 403


@pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row[0]} {row[1]}")
def test_pages(row, rows, world, client_of):
    method, path, kind, status = row
    for role, at in people(world):
        client = client_of(world.person(role, at))
        for whose, reach in rows if "{" in path else [("own", "open")]:
            address = path.format(entry=rows[whose, reach])
            answered = client.raw.get(address).status_code if method == "GET" else press(client, address).status
            assert answered == expected(role, at, whose, kind, status), (role, at, whose, reach)


@pytest.mark.parametrize("row", ENDPOINTS, ids=lambda row: f"{row[0]} {row[1]}")
def test_endpoints(row, rows, world, client_of):
    """A body is held to its shape before anything is looked up; a change to its `If-Match` once it is found."""
    method, path, kind, status = row
    for role, at in people(world):
        program = client_of.api(world.person(role, at))
        for whose, reach in rows if "{" in path else [("own", "open")]:
            answer = expected(role, at, whose, kind, status)
            if status == 428 and answer in (403, 404) and role in KEEPERS:
                answer = 428
            body = {"json": {}} if method in ("POST", "PATCH") else {}
            address = "/api/v1" + path.format(entry=rows[whose, reach])
            program.send(method, address, status=answer, **body)


@pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row[0]} {row[1]}")
def test_visitors(row, rows, client_of):
    """WB-2: without signing in the network's public entries, and nothing else; the rest asks for a sign-in alike."""
    method, path, kind, status = row
    visitor = client_of(None)
    for key in rows if "{" in path else [("own", "open")]:
        address = path.format(entry=rows[key])
        answered = visitor.raw.get(address).status_code if method == "GET" else press(visitor, address).status
        is_open = kind == OPEN or (kind == SHOWN and key == ("host", "public"))
        assert answered == (status if is_open else 303), key


@pytest.mark.parametrize("row", ENDPOINTS, ids=lambda row: f"{row[0]} {row[1]}")
def test_programs_need_a_key(row, rows, client_of):
    method, path, *_ = row
    body = {"json": {}} if method in ("POST", "PATCH") else {}
    client_of.api(None).send(method, "/api/v1" + path.format(entry=rows["host", "public"]), status=401, **body)


@pytest.mark.parametrize(("role", "at", "whose", "status"), [
    (Role.ORGANISATION_LEAD, "own", "host", 403),
    (Role.ORGANISATION_LEAD, "own", "other", 404),
    (Role.COORDINATOR, "host", "own", 404),
])  # fmt: skip
def test_well_made_changes_of_others_are_refused_too(role, at, whose, status, rows, world, client_of):
    """Nobody but its keeper changes an entry; the coordinator has no say over an organisation's own."""
    program = client_of.api(world.person(role, at))
    address = f"/api/v1/directory/{rows[whose, 'open']}"
    read = program.raw.get(address, headers=program._headers)
    headers = {"If-Match": read.headers.get("ETag", '"of something else"')}
    program.send("PATCH", address, json={"title": "Ours"}, headers=headers, status=status)
    program.send("DELETE", address, headers=headers, status=status)


def test_the_hosts_own_lead_keeps_the_hosts_own_and_not_the_networks(app, world, clock, rows, client_of):
    """The network's are the coordinator's, and no colleague's of the coordinator."""
    with app.app_context(), system_scope(db.session(), "the host has a lead too"):
        lead = world.add_person("host", Role.ORGANISATION_LEAD, clock)
        commit()
    program = client_of.api(lead)
    made = program.post("/api/v1/directory", BODY)
    assert not made.json["is_network"]
    for key, status in ((rows["host", "open"], 403), (made.json["id"], 204)):
        etag = program.get(f"/api/v1/directory/{key}").headers["ETag"]
        program.send("DELETE", f"/api/v1/directory/{key}", headers={"If-Match": etag}, status=status)


def test_a_foreign_and_a_missing_one_answer_alike(rows, world, client_of, visitor):
    """`B12`, U32."""
    program = client_of.api(world.person(Role.BOARD_VIEWER))
    browser = client_of(world.person(Role.BOARD_VIEWER))
    for hidden in (rows["other", "open"], rows["other", "internal"]):
        missing = uuid4()
        answers = [program.get(f"/api/v1/directory/{key}", status=404).get_data() for key in (hidden, missing)]
        assert answers[0] == answers[1]
        pages = [browser.get(f"/directory/{key}", status=404).lasting for key in (hidden, missing)]
        assert pages[0] == pages[1]
        led = [visitor.raw.get(f"/directory/{key}").location.replace(str(key), "") for key in (hidden, missing)]
        assert led[0] == led[1]


def test_a_key_that_does_not_name_reading_reads_nothing(rows, world, client_of):
    program = client_of.api(world.person(Role.ORGANISATION_LEAD), ["directory:entry:keep"])
    program.get("/api/v1/directory", status=403)
    program.post("/api/v1/directory", {**BODY, "kind": SupportKind.OTHER}, status=201)
