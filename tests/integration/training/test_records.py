"""The list of what people completed: what is current, runs out or has run out, and the same rows as a file."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from network.core.audit import AuditEntry
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.training.learners import place_learner, record_leaving
from network.training.same_person import stand_for
from network.training.service import withdraw_session
from tests.factories import offer, training
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

EMAILS = "elan@a.example", "ash@a.example"
FIRST = "Ann Ash <ann@a.example>\nBea Birch <bea@a.example>\nCal Cedar <cal@a.example>\nDee Dale <dee@a.example>"
NONSENSE = "?view=nonsense&course=x&tier=y&since=31-02-2026&department=z"
SOON = datetime(2028, 10, 15, 10, tzinfo=UTC)
AFTER = datetime(2029, 1, 10, 10, tzinfo=UTC)


@pytest.fixture
def lead(app, world, clock):
    """Four people trained in tier 2 in November 2026; Ann again two years later, Dee has left, Eve's was a mistake."""
    person = world.person(Role.ORGANISATION_LEAD)
    training.load_catalogue(app, clock)
    with training.acting(app, person) as actor:
        training.log_session(actor, clock, FIRST, code="T2-PRACTICE")
        mistake = training.log_session(actor, clock, "Eve Elm <eve@a.example>")
        withdraw_session(actor, mistake.session_id, clock)
    clock.move_to(SOON)
    with training.acting(app, person) as actor:
        training.log_session(actor, clock, "Ann Ash <ann@a.example>", code="T2-PRACTICE")
        dee = next(each for each in training.learners_of(actor) if each.name == "Dee Dale")
        record_leaving(actor, dee.id, clock.today(), clock)
    return person


def names_on(page):
    return page.texts("//tbody//th")


def names_in(answer):
    if answer.mimetype == "text/csv":
        rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff")), strict=True))
    else:
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.get_data()))
        rows = book.get_sheet_by_index(0).to_python()
    return [row[0] for row in rows[1:]]


@pytest.mark.parametrize(
    ("asked", "at", "names"),
    [
        ("", SOON, ["Ann Ash", "Ann Ash", "Bea Birch", "Cal Cedar", "Dee Dale"]),
        (NONSENSE, SOON, ["Ann Ash", "Ann Ash", "Bea Birch", "Cal Cedar", "Dee Dale"]),
        ("?view=current", SOON, ["Ann Ash", "Ann Ash", "Bea Birch", "Cal Cedar", "Dee Dale"]),
        ("?view=current", AFTER, ["Ann Ash"]),
        ("?view=lapsing", SOON, ["Bea Birch", "Cal Cedar"]),
        ("?view=lapsing", SOON - timedelta(days=30), []),
        ("?view=lapsing", AFTER, []),
        ("?view=lapsed", SOON, []),
        ("?view=lapsed", AFTER, ["Bea Birch", "Cal Cedar"]),
        ("?view=taken-back", SOON, ["Eve Elm"]),
        ("?q=birch", SOON, ["Bea Birch"]),
        ("?q=CAL%40a", SOON, ["Cal Cedar"]),
        ("?since=2028-01-01", SOON, ["Ann Ash"]),
        ("?until=2027-01-01&q=ann", SOON, ["Ann Ash"]),
        ("?tier=1", SOON, []),
        ("?tier=2&view=lapsed", AFTER, ["Bea Birch", "Cal Cedar"]),
        ("?department=none&view=lapsed", AFTER, ["Bea Birch", "Cal Cedar"]),
    ],
)
def test_the_page_and_the_files_hold_the_same(lead, client_of, clock, asked, at, names):
    clock.move_to(at)
    client = client_of(lead)
    shown = names_on(client.get(f"/training/records{asked}"))
    assert sorted(shown) == names
    for kind in ("csv", "xlsx"):
        assert names_in(client.get(f"/training/records.{kind}{asked}").answer) == shown


def test_what_ran_out_says_until_when_it_was_current(lead, client_of, clock):
    clock.move_to(AFTER)
    assert "Was current until November 2028" in client_of(lead).get("/training/records?view=lapsed").text


def test_a_files_cells_say_what_they_are(lead, client_of):
    answer = client_of(lead).get("/training/records.xlsx?since=2028-01-01").answer
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.get_data())).get_sheet_by_index(0).to_python()
    assert sheet[0][:4] == ["Name", "E-mail", "Staff number", "Department"]
    assert sheet[1][:5] == ["Ann Ash", "ann@a.example", "", "", "T2-PRACTICE"]
    assert sheet[1][6:] == [2.0, date(2028, 10, 15), date(2030, 10, 31), "yes"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="training-records.xlsx"'


@pytest.mark.parametrize("path", ["/training/records", "/training/people"])
def test_nobody_elses_people_are_in_it(app, world, lead, client_of, clock, path):
    other = world.person(Role.ORGANISATION_LEAD, "other")
    with training.acting(app, other) as actor:
        training.log_session(actor, clock, "Zed Zest <zed@other.example>")
    for ending in ("", ".csv", ".xlsx"):
        assert "Zed" not in client_of(lead).get(path + ending).text
    assert names_in(client_of(other).get(f"{path}.csv").answer) == ["Zed Zest"]


def test_a_department_lead_takes_away_their_own_department(app, world, lead, client_of, clock):
    with training.acting(app, lead) as actor:
        bea = next(each for each in training.learners_of(actor) if each.name == "Bea Birch")
        place_learner(actor, bea.id, world.housing["own"], clock)
    leader = client_of(world.person(Role.DEPARTMENT_LEAD))
    for path in ("/training/records.csv", "/training/people.xlsx"):
        assert names_in(leader.get(path).answer) == ["Bea Birch"]
        assert names_in(leader.get(f"{path}?department=none").answer) == []


def test_people_and_sessions_leave_as_they_are_shown(lead, client_of, clock):
    clock.move_to(AFTER)
    client = client_of(lead)
    for kind in ("csv", "xlsx"):
        people = names_in(client.get(f"/training/people.{kind}?q=birch").answer)
        assert people == ["Bea Birch"]
    rows = list(csv.DictReader(io.StringIO(client.get("/training/people.csv").text.removeprefix("\ufeff"))))
    standing = {row["Name"]: (row["Tier 2"], row["Tier 2, current until"]) for row in rows}
    assert standing["Bea Birch"] == ("Has run out", "2028-11-30")
    assert standing["Ann Ash"] == ("Current", "2030-10-31")
    assert standing["Eve Elm"] == ("", "")
    sessions = list(csv.DictReader(io.StringIO(client.get("/training/sessions.csv").text.removeprefix("\ufeff"))))
    assert [(row["Held on"], row["People"]) for row in sessions] == [
        ("2028-10-15", "1"),
        ("2026-11-18", "1"),
        ("2026-11-18", "4"),
    ]
    assert [bool(row["Taken back on"]) for row in sessions] == [False, True, False]


def test_that_names_were_taken_away_is_kept_and_not_whom_was_looked_for(app, lead, client_of):
    client_of(lead).get("/training/records.csv?q=birch&view=lapsing")
    client_of(lead).get("/training/people.xlsx?q=birch")
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        rows = scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.action.endswith(".download"))
        found = [(row.action, row.changes) for row in db.session.scalars(rows.order_by(AuditEntry.id))]
    assert found == [
        ("training.records.download", {"kind": "csv", "view": "lapsing"}),
        ("training.people.download", {"kind": "xlsx"}),
    ]


@pytest.mark.parametrize(
    "path",
    ["/training/records?view=lapsing", "/training/records.csv", "/training/people.csv", "/training/sessions.csv"],
)
def test_twice_the_rows_take_as_many_questions(app, lead, client_of, clock, path):
    client = client_of(lead)
    client.get(path)
    with counted_queries(app) as before:
        client.get(path)
    with training.acting(app, lead) as actor:
        training.log_session(actor, clock, training.people(12), code="T2-PRACTICE")
    with counted_queries(app) as after:
        client.get(path)
    assert before.count == after.count <= MOST_ON_A_PAGE, after


def test_whoever_fetches_slowly_keeps_nobody_from_writing(app, lead, client_of, clock):
    """On SQLite there is one writer at a time: a list on its way is not one."""
    client = client_of(lead)
    with training.acting(app, lead) as actor:
        training.log_session(actor, clock, training.people(300), code="T2-PRACTICE")
    slow = client.raw.get("/training/records.csv", buffered=False)
    pieces = slow.iter_encoded()
    first = next(pieces)
    with training.acting(app, lead) as actor:
        training.log_session(actor, clock, "Zoe Zephyr <zoe@a.example>")
    whole = first + b"".join(pieces)
    slow.close()
    assert whole.count(b"\r\n") == 1 + 305
    assert "Zoe Zephyr" in client.get("/training/records.csv").text


def test_whoever_goes_away_half_way_leaves_nothing_open(app, lead, client_of, clock):
    client = client_of(lead)
    with training.acting(app, lead) as actor:
        for days in range(4):
            names = training.people(300)
            training.log_session(actor, clock, names, code="T2-PRACTICE", held_on=clock.today() - timedelta(days=days))
    with app.app_context():
        pool = db.engine.pool
        before = pool.checkedout()
        left = client.raw.get("/training/records.csv", buffered=False)
        assert next(left.iter_encoded())
        assert pool.checkedout() == before + 1
        left.close()
        assert pool.checkedout() == before


def test_what_is_outside_the_tiers_is_renewed_by_the_same_course(app, world, lead, clock, client_of):
    offer.add_course(app, world, clock, validity_months=1)
    for names, back in (("Ann Ash <ann@a.example>\nBea Birch <bea@a.example>", 200), ("Ann Ash <ann@a.example>", 0)):
        with training.acting(app, lead) as actor:
            training.log_session(actor, clock, names, code=offer.OUTSIDE, held_on=clock.today() - timedelta(days=back))
    assert names_on(client_of(lead).get("/training/records?view=lapsed")) == ["Bea Birch"]
    clock.advance(timedelta(days=20))
    assert names_on(client_of(lead).get("/training/records?view=lapsing&q=ann")) == ["Ann Ash"]
    with training.acting(app, lead) as actor:
        training.log_session(actor, clock, "Ann Ash <ann@a.example>", code=offer.OUTSIDE)
    clock.advance(timedelta(days=45))
    assert names_on(client_of(lead).get("/training/records?view=lapsed&q=ann")) == []


def test_whoever_is_found_among_the_people_is_found_among_the_records(app, lead, clock, client_of):
    """By any of their records, and with the accents of their name."""
    with training.acting(app, lead) as actor:
        training.log_session(actor, clock, "Élan Ash <elan@a.example>\nE Ash <ash@a.example>")
        kept, other = (next(row for row in training.learners_of(actor) if row.email == email) for email in EMAILS)
        stand_for(actor, kept=kept, other=other, clock=clock)
    client = client_of(lead)
    for asked in ("Élan", "elan@a", "ash@a", "E Ash"):
        query = urlencode({"q": asked})
        assert names_on(client.get(f"/training/people?{query}")) == ["Élan Ash"], asked
        assert names_on(client.get(f"/training/records?{query}")) == ["Élan Ash"] * 2, asked
        assert names_in(client.raw.get(f"/training/records.csv?{query}")) == ["Élan Ash"] * 2, asked
