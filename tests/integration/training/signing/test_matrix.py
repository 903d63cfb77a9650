"""Who may do what with sheets: every endpoint, every role, own and other (`B11`); what goes with an organisation."""

from __future__ import annotations

from contextlib import ExitStack
from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from network.core.audit import AuditEntry
from network.core.commit import commit
from network.core.database import db
from network.core.handing_over import hand_over
from network.core.permissions import Role
from network.core.tenancy import system_scope, unscoped
from network.feature import Merger
from network.organisations.models import Organisation
from network.organisations.service.leaving import leave_network
from network.organisations.service.merging import STAYING
from tests.factories.delivery import plan
from tests.factories.signing import lines_of, open_sheet, open_sheet_of, sessions_of, sign, stored_sheet, ways_in
from tests.factories.training import acting, word
from tests.integration.passport.test_record import text_of
from tests.support.csrf import press
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

TRAINERS = {Role.ORGANISATION_LEAD, Role.CHAMPION, Role.FACILITATOR}
HOLDERS = {Role.ORGANISATION_LEAD, Role.FACILITATOR}
"""A champion is a trainer, and does not hold the session of this table."""
PLACES = {Role.COORDINATOR: "host", Role.PROVIDER_ALLOCATOR: "provider", Role.THERAPIST: "provider"}
EVERYBODY = set(Role)

# What is asked for, who may, and what they get of a sheet of their own organisation and of another's.
PAGES = [
    ("GET", "/training/sheets", TRAINERS, 200, 200),
    ("GET", "/training/sheets/new", TRAINERS, 200, 200),
    ("POST", "/training/sheets/new", TRAINERS, 422, 422),
    ("GET", "/training/sheets/{sheet}", TRAINERS, 200, 404),
    ("GET", "/training/sheets/{sheet}/wall", TRAINERS, 200, 404),
    ("GET", "/training/sheets/{sheet}/wall.pdf", TRAINERS, 200, 404),
    ("POST", "/training/sheets/{sheet}/people", TRAINERS, 422, 404),
    ("POST", "/training/sheets/{sheet}/close", TRAINERS, 303, 404),
    ("POST", "/training/sheets/{sheet}/open", TRAINERS, 303, 404),
    ("POST", "/training/sheets/{sheet}/log", TRAINERS, 303, 404),
    ("POST", "/training/sheets/{sheet}/lines/{line}/strike-out", TRAINERS, 303, 404),
    ("POST", "/training/coming/{session}/day/1/sheet", HOLDERS, 303, 404),
    ("GET", "/training/sheets/{held}", HOLDERS, 200, 404),
    ("POST", "/training/sheets/{held}/close", HOLDERS, 303, 404),
    ("GET", "/sign-in-sheet", EVERYBODY, 200, 200),
    ("GET", "/sign-in-sheet/{token}", EVERYBODY, 200, 200),
    ("POST", "/sign-in-sheet/{token}", EVERYBODY, 422, 422),
    ("GET", "/sign-in-sheet/{token}/thank-you", EVERYBODY, 200, 200),
    ("POST", "/sign-in-sheet", EVERYBODY, 422, 422),
]
ENDPOINTS = [
    ("GET", "/training/sheets", None, TRAINERS, 200, 200),
    ("POST", "/training/sheets", {}, TRAINERS, 422, 422),
    ("GET", "/training/sheets/{sheet}", None, TRAINERS, 200, 404),
    ("GET", "/training/sheets/{sheet}/lines", None, TRAINERS, 200, 404),
    ("DELETE", "/training/sheets/{sheet}/lines/{never}", None, TRAINERS, 204, 404),
    ("POST", "/training/sheets/{sheet}/close", None, TRAINERS, 204, 404),
    ("POST", "/training/sheets/{sheet}/log", {"given_by": None}, TRAINERS, 201, 404),
    ("POST", "/training/coming/{session}/sheets", {}, HOLDERS, 201, 404),
    ("GET", "/training/sheets/{held}", None, HOLDERS, 200, 404),
    ("GET", "/training/sheets/{held}/lines", None, HOLDERS, 200, 404),
    ("DELETE", "/training/sheets/{held}/lines/{line}", None, HOLDERS, 204, 404),
]


def addresses(app, world, clock, at):
    """A sheet with somebody on it, one that nobody closes for the public pages, and one of a session to come."""
    sheet_id, public = (open_sheet(app, world, clock, at=at) for _ in range(2))
    sign(app, ways_in(app, sheet_id)[1], clock, "Ann Canary", "ann.canary@example.org")
    session_id = plan(app, world, clock, at=at)
    known = {
        "sheet": sheet_id,
        "line": lines_of(app, sheet_id)[0].id,
        "never": uuid4(),
        "token": ways_in(app, public)[1],
        "session": session_id,
        "held": open_sheet_of(app, world, clock, session_id, at=at),
    }
    return lambda path: path.format(**known)


def expected(role, at, path, allowed, own, other):
    if role in allowed:
        return own if (at == "own" and role not in PLACES) or own == other else other
    # Of the session of a colleague: it is there to be seen, and its sheet is not.
    if role is Role.CHAMPION and allowed is HOLDERS:
        return 403 if at == "own" and "{session}" in path else 404
    return 403


@pytest.mark.parametrize("at", ["own", "other"])
@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_pages(app, world, clock, client_of, role, at):
    fill = addresses(app, world, clock, at)
    client = client_of(world.person(role, PLACES.get(role, "own")))
    for method, path, allowed, own, other in PAGES:
        wanted = expected(role, at, path, allowed, own, other)
        page = client.get(fill(path), status=wanted) if method == "GET" else press(client, fill(path))
        assert page.status == wanted, f"{method} {path}: {page.status}, not {wanted}"
        if at == "other":
            assert "anary" not in page.text


@pytest.mark.parametrize("at", ["own", "other"])
@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_endpoints(app, world, clock, client_of, role, at):
    fill = addresses(app, world, clock, at)
    client = client_of.api(world.person(role, PLACES.get(role, "own")))
    for method, path, body, allowed, own, other in ENDPOINTS:
        wanted = expected(role, at, path, allowed, own, other)
        client.send(method, "/api/v1" + fill(path), status=wanted, json=body)


def test_visitors_are_led_to_the_sign_in(app, world, clock, visitor, client_of):
    fill = addresses(app, world, clock, "own")
    for method, path, allowed, *_ in PAGES:
        if allowed is not EVERYBODY:
            page = visitor.get(fill(path), status=303) if method == "GET" else press(visitor, fill(path))
            assert page.status == 303, f"{method} {path}"
            assert "training" not in page.location
    for method, path, body, *_ in ENDPOINTS:
        client_of.api(None).send(method, "/api/v1" + fill(path), status=401, json=body)


def test_posts_without_their_protection_are_refused(app, world, clock, client_of, visitor):
    """B9."""
    fill = addresses(app, world, clock, "own")
    champion = client_of(world.person(Role.ORGANISATION_LEAD))
    for method, path, allowed, *_ in PAGES:
        if method == "POST":
            client = visitor if allowed is EVERYBODY else champion
            assert client.raw.post(fill(path)).status_code == 400, path


def test_one_that_never_was_is_as_one_of_another_organisation(app, world, clock, client_of):
    """B12."""
    theirs = open_sheet(app, world, clock, at="other")
    client = client_of(world.person(Role.CHAMPION))
    pages = [client.get(f"/training/sheets/{key}", status=404).lasting for key in (theirs, uuid4())]
    assert pages[0] == pages[1]


def test_the_programs_way(app, world, clock, client_of):
    client = client_of.api(world.person(Role.CHAMPION))
    open_sheet(app, world, clock)  # for the courses
    said = {"course": "T1-ORIENT", "held_on": "2026-11-18", "mode": "in-person", "place": "Town hall"}
    made = client.post("/api/v1/training/sheets", said)
    sheet = made.get_json()
    assert made.headers["Location"] == f"/api/v1/training/sheets/{sheet['id']}"
    token = sheet["address"].rsplit("/", 1)[1]
    sign(app, token, clock, "Ann Ash", "ann@example.org")
    shown = client.get(made.headers["Location"]).get_json()
    assert [line["email"] for line in shown["lines"]] == ["ann@example.org"]
    assert (shown["people"], shown["is_closed"]) == (1, False)
    listed = client.get("/api/v1/training/sheets").get_json()
    assert sheet["id"] in {item["id"] for item in listed["items"]}
    assert all("code" not in item and "lines" not in item for item in listed["items"])
    logged = client.post(f"{made.headers['Location']}/log", None)
    assert logged.get_json()["people"] == 1
    second = client.post(f"{made.headers['Location']}/log", None, status=409)
    assert "logged this sheet before" in second.get_json()["detail"]
    assert len(sessions_of(app)) == 1
    wrong = client.post("/api/v1/training/sheets", {**said, "course": "nothing"}, status=422)
    assert "course" in wrong.get_json()["errors"]


def test_a_program_lists_the_lines_and_takes_one_off(app, world, clock, client_of):
    sheet_id = open_sheet(app, world, clock)
    for name, email in (("Ann Ash", "ann@example.org"), ("Sam Smith", ""), ("Sam Smith", "")):
        sign(app, ways_in(app, sheet_id)[1], clock, name, email)
    client, path = client_of.api(world.person(Role.CHAMPION)), f"/api/v1/training/sheets/{sheet_id}"
    lines = client.get(f"{path}/lines").get_json()
    assert [(each["line"], each["name"], each["email"], each["is_repeated"]) for each in lines] == [
        (1, "Ann Ash", "ann@example.org", False),
        (2, "Sam Smith", None, False),
        (3, "Sam Smith", None, True),
    ]
    assert client.get(path).get_json()["lines"] == lines
    for _ in range(2):
        client.send("DELETE", f"{path}/lines/{lines[2]['id']}", status=204)
    assert [each["line"] for each in client.get(f"{path}/lines").get_json()] == [1, 2]
    assert [each.name for each in lines_of(app, sheet_id)] == ["Ann Ash", "Sam Smith"]
    other = open_sheet(app, world, clock)
    client.send("DELETE", f"/api/v1/training/sheets/{other}/lines/{lines[0]['id']}", status=204)
    assert len(lines_of(app, sheet_id)) == 2, "a line is its own sheet's"
    with app.app_context(), system_scope(db.session(), "look"):
        rows = unscoped(select(AuditEntry.entity_id).where(AuditEntry.action == "training.sheet.struck_out"), "look")
        assert list(db.session.scalars(rows)) == [sheet_id]
    client.post(f"{path}/log", None)
    assert client.get(f"{path}/lines").get_json() == []


def test_lines_take_as_many_statements_for_twenty_as_for_two(app, world, clock, client_of):
    """P6."""
    sheet_id = open_sheet(app, world, clock)
    client, counts = client_of.api(world.person(Role.CHAMPION)), []
    client.get(f"/api/v1/training/sheets/{sheet_id}/lines")  # the first time a token is used is noted
    for start, end in ((0, 2), (2, 20)):
        for number in range(start, end):
            sign(app, ways_in(app, sheet_id)[1], clock, f"Person {word(number)}", f"p{number}@example.org")
        with counted_queries(app) as queries:
            client.get(f"/api/v1/training/sheets/{sheet_id}/lines")
        counts.append(queries.count)
    assert counts[0] == counts[1] <= MOST_ON_A_PAGE, counts


def test_the_paper_for_the_wall_says_what_happens_with_names(app, world, clock, client_of):
    """U8, on paper too; tagged, with a title and a language."""
    sheet_id = open_sheet(app, world, clock)
    sign(app, ways_in(app, sheet_id)[1], clock, "Ann Canary")
    page = client_of(world.person(Role.CHAMPION)).get(f"/training/sheets/{sheet_id}/wall.pdf")
    text = text_of(page)
    code = ways_in(app, sheet_id)[0]
    for words in ("Town hall", "Wednesday 18 November 2026", f"{code[:4]} {code[4:]}", "champions", "/sign-in-sheet"):
        assert words in text
    assert "Canary" not in text
    reader = PdfReader(BytesIO(page.answer.get_data()))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"]
    assert len(reader.pages) == 1


def test_two_organisations_become_one_and_the_code_goes_on(app, world, clock, client_of, visitor):
    sheet_id = open_sheet(app, world, clock, at="other")
    before = ways_in(app, sheet_id)
    sign(app, before[1], clock, "Ann Ash", "ann@example.org")
    merger = Merger(world.other, "Ottermouth", world.own, is_same=False)
    with app.app_context(), system_scope(db.session(), "a merger of a test"):
        with ExitStack() as stack:
            for settle in app.extensions["mergers"]:
                stack.enter_context(settle(merger, clock))
            hand_over(db.session(), world.other, world.own, STAYING)
        commit()
    assert ways_in(app, sheet_id) == before
    visitor.get(f"/sign-in-sheet/{before[1]}")
    own = f"/training/sheets/{sheet_id}"
    client_of(world.person(Role.CHAMPION)).post(f"{own}/log", form_at=own)
    (session,) = sessions_of(app)
    assert session.organisation_id == world.own


def test_nobody_signs_for_an_organisation_that_has_left(app, world, clock, visitor):
    sheet_id = open_sheet(app, world, clock)
    token = ways_in(app, sheet_id)[1]
    with acting(app, world.person(Role.ORGANISATION_LEAD)) as actor:
        leave_network(actor, world.own, _name_of(app, world), clock)
    assert stored_sheet(app, sheet_id).closed_at == clock.now()
    visitor.get(f"/sign-in-sheet/{token}", status=404)


def _name_of(app, world):
    with app.app_context():
        return db.session.get(Organisation, world.own).name
