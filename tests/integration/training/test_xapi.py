"""Statements of learning systems: taken once, into one's own organisation's records, and taken back as a file."""

from __future__ import annotations

import base64
from uuid import uuid4

import pytest

from network.core.permissions import Role
from network.training.coverage import recount, summarised
from network.training.imports.queries import list_imports
from network.training.imports.taking_back import take_back
from network.training.queries import list_completions
from tests.factories import training
from tests.unit.training.test_statements import statement

PATH = "/api/v1/training/xapi/statements"
VERSION = {"X-Experience-API-Version": "1.0.3"}


@pytest.fixture
def lead(app, world, clock):
    training.load_catalogue(app, clock)
    return world.person(Role.ORGANISATION_LEAD)


@pytest.fixture
def send(lead, client_of):
    program = client_of.api(lead)
    return lambda body, status=200: program.send("POST", PATH, status=status, json=body, headers=VERSION)


def completed(actor):
    found = list_completions(actor, 1).items
    assert summarised(actor) == recount(actor)
    return [(line.learner_name, line.learner_email, line.course_code, str(line.completed_on)) for line in found]


ANN = ("Ann Ash", "ann@a.example", "T1-ORIENT", "2026-11-17")


def test_a_statement_is_recorded_and_five_times_is_once(app, lead, send):
    for _ in range(5):
        answer = send(statement())
        assert answer.json == ["12345678-1234-5678-1234-567812345678"]
        assert answer.headers["X-Experience-API-Version"] == "1.0.3"
    with training.acting(app, lead) as actor:
        assert completed(actor) == [ANN]


def test_one_is_put_under_its_id(app, lead, send, client_of):
    """`PUT`, as the standard has it; the same id by `POST` is the same statement."""
    program = client_of.api(lead)

    def put(body, key, status=204):
        return program.send("PUT", PATH, status=status, json=body, headers=VERSION, query_string={"statementId": key})

    key = statement()["id"]
    for body in (statement(id=None), statement(), statement(id=key.upper())):
        assert put(body, key).headers["X-Experience-API-Version"] == "1.0.3"
    send(statement())
    with training.acting(app, lead) as actor:
        assert completed(actor) == [ANN]
    assert "another id" in put(statement(), uuid4(), 400).get_data(as_text=True)
    put([statement()], key, 400)
    put(statement(), "seven", 422)
    put(statement(id=None, timestamp="2026-11-16T10:00:00Z"), key, 409)


def test_which_versions_are_spoken_anybody_may_ask(visitor):
    assert visitor.raw.get("/api/v1/training/xapi/about").json == {"version": ["1.0.3", "2.0.0"]}


def test_completed_and_passed_on_one_day_are_one_completion(app, lead, send):
    passed = statement(id=str(uuid4()), verb={"id": "http://adlnet.gov/expapi/verbs/passed"})
    send([statement(), passed, passed])
    send(statement(id=None))
    with training.acting(app, lead) as actor:
        assert completed(actor) == [ANN]


def test_what_is_not_of_the_network_is_left_out(app, lead, send):
    fire = statement(id=str(uuid4()), object={"id": "https://lms.example/fire-safety"})
    attempted = statement(id=str(uuid4()), verb={"id": "http://adlnet.gov/expapi/verbs/attempted"})
    assert len(send([fire, attempted]).json) == 2
    # Nor is it looked at who did that, or when: a store sends all that it has, in one piece.
    hashed = {**fire, "id": str(uuid4()), "actor": {"mbox_sha1sum": "0" * 40}, "timestamp": "1985-01-01T09:00:00Z"}
    team = {**fire, "id": str(uuid4()), "actor": {"objectType": "Group", "name": "The team"}}
    assert len(send([hashed, team]).json) == 2
    with training.acting(app, lead) as actor:
        assert completed(actor) == []
        assert list_imports(actor, 1).total == 0


def test_one_that_cannot_be_read_leaves_all_of_them(app, lead, send):
    answer = send([statement(), statement(id=str(uuid4()), actor=None)], 400)
    assert "Statement 2: Send one person as actor." in answer.get_data(as_text=True)
    with training.acting(app, lead) as actor:
        assert completed(actor) == []


def test_one_key_is_not_two_things(app, lead, send):
    send(statement())
    send(statement(timestamp="2026-11-16T10:00:00Z"), 409)
    with training.acting(app, lead) as actor:
        assert completed(actor) == [ANN]


def test_who_is_known_is_found_and_contradictions_are_answered(app, lead, send, clock):
    with training.acting(app, lead) as actor:
        training.log_session(actor, clock, "Ann Ash <ann@a.example>", code="T2-PRACTICE")
    send(statement(actor={"mbox": "mailto:ann@a.example"}))
    with training.acting(app, lead) as actor:
        assert len(training.learners_of(actor)) == 1
    send(statement(id=str(uuid4()), actor={"account": {"name": "1001"}, "name": "Bo Birch"}))
    with training.acting(app, lead) as actor:
        assert {(each.name, each.staff_number) for each in training.learners_of(actor)} == {
            ("Ann Ash", None),
            ("Bo Birch", "1001"),
        }


def test_what_came_on_a_day_is_taken_back_as_one_file(app, lead, send, client_of):
    send(statement())
    send(statement(id=str(uuid4()), actor={"mbox": "mailto:bo@a.example", "name": "Bo Birch"}))
    with training.acting(app, lead) as actor:
        (kept,) = list_imports(actor, 1).items
        assert (kept.label, kept.report["added"], kept.report["people"]) == ("xAPI statements", 2, 2)
    page = client_of(lead).get(f"/training/imports/{kept.id}/done")
    assert "xAPI statements, 2 rows" in page.text
    with training.acting(
        app,
        lead,
    ) as actor:
        take_back(actor, kept.id, app.extensions["clock"])
        assert completed(actor) == []
    send(statement())
    with training.acting(app, lead) as actor:
        assert completed(actor) == [], "what was taken back does not come again by itself"
    send(statement(id=str(uuid4())))
    with training.acting(app, lead) as actor:
        assert completed(actor) == [ANN]
        assert list_imports(actor, 1).total == 2


def test_another_organisations_statement_is_its_own(app, world, lead, send, client_of):
    send(statement())
    other = world.person(Role.ORGANISATION_LEAD, "other")
    program = client_of.api(other)
    program.send("POST", PATH, json=statement(timestamp="2026-11-16T10:00:00Z"), headers=VERSION)
    with training.acting(app, other) as actor:
        assert completed(actor) == [(*ANN[:3], "2026-11-16")]
    with training.acting(app, lead) as actor:
        assert completed(actor) == [ANN]


@pytest.mark.parametrize("version", [None, "", "0.9", "1.1", "one"])
def test_the_version_is_asked_for(lead, client_of, version):
    headers = {"X-Experience-API-Version": version} if version is not None else {}
    answer = client_of.api(lead).send("POST", PATH, status=400, json=statement(), headers=headers)
    assert "X-Experience-API-Version" in answer.get_data(as_text=True)


def test_programs_that_know_passwords_alone_send_the_key_as_one(lead, client_of):
    program = client_of.api(lead)
    key = program._headers["Authorization"].removeprefix("Bearer ")
    for sent, status in ((f"moodle:{key}", 200), ("moodle:wrong", 401), ("moodle:", 401)):
        basic = {"Authorization": "Basic " + base64.b64encode(sent.encode()).decode()}
        program.send("POST", PATH, status=status, json=statement(), headers={**VERSION, **basic})


@pytest.mark.parametrize("body", [b"", b"{", b"[[[", b"7", b'"x"', b"[7]", b"null"])
def test_what_is_no_statement_is_answered(lead, client_of, body):
    program = client_of.api(lead)
    answer = program.raw.post(
        PATH, data=body, headers={**program._headers, **VERSION, "Content-Type": "application/json"}
    )
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
