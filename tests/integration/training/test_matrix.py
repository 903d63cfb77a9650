"""Who may do what in training: every endpoint, every role, own and other organisation (`B11`, `B12`)."""

from __future__ import annotations

import pytest

from network.core.permissions import Role
from network.training.imports.answers import Answers
from network.training.imports.service import send_file
from network.training.learners import place_learner
from network.training.plans import service as plans
from network.training.plans.queries import list_lines
from tests.factories import needs, offer, training
from tests.factories.declarations import declared
from tests.support.csrf import press

TRAINERS = {Role.ORGANISATION_LEAD, Role.CHAMPION, Role.FACILITATOR}
EVERYBODY = set(Role)
LEADS = {Role.ORGANISATION_LEAD}
COORDINATOR = {Role.COORDINATOR}
DEPARTMENT = {Role.DEPARTMENT_LEAD}
LEAD = {Role.ORGANISATION_LEAD}
CONFIRMERS = {Role.ORGANISATION_LEAD, Role.CHAMPION}
ASSESSORS = COORDINATOR | {Role.ORGANISATION_LEAD}
COVERAGE = TRAINERS | COORDINATOR | {Role.BOARD_VIEWER}

OURS = b"Name,E-mail,Course,Completion date\nAnn Ash,ann@a.example,T1-ORIENT,2026-09-03\n"

# What is asked for, who may, and what they get of their own and of another organisation's.
# The coordinator's own organisation is the host, so that `{other}` is a partner's.
PAGES = [
    ("GET", "/training/", COVERAGE, 200, 200),
    ("GET", "/training/what-the-figures-mean", COVERAGE, 200, 200),
    ("GET", "/training/courses", EVERYBODY, 200, 200),
    ("GET", "/training/courses/new", COORDINATOR, 200, 200),
    ("POST", "/training/courses/new", COORDINATOR, 422, 422),
    ("POST", "/training/courses/default", COORDINATOR, 303, 303),
    ("GET", "/training/courses/{course}", EVERYBODY, 200, 200),
    ("GET", "/training/courses/{course}/edit", COORDINATOR, 200, 200),
    ("POST", "/training/courses/{course}/edit", COORDINATOR, 422, 422),
    ("POST", "/training/courses/{course}/close", COORDINATOR, 409, 409),
    ("POST", "/training/courses/{course}/open", COORDINATOR, 409, 409),
    ("GET", "/training/courses/{course}/counts-as/new", COORDINATOR, 200, 200),
    ("POST", "/training/courses/{course}/counts-as/new", COORDINATOR, 422, 422),
    ("POST", "/training/courses/{course}/counts-as/{decision}/end", COORDINATOR, 303, 303),
    ("GET", "/training/tiers", COORDINATOR, 200, 200),
    ("POST", "/training/tiers/counting", COORDINATOR, 422, 422),
    ("GET", "/training/tiers/new", COORDINATOR, 200, 200),
    ("POST", "/training/tiers/new", COORDINATOR, 422, 422),
    ("GET", "/training/tiers/1", COORDINATOR, 200, 200),
    ("POST", "/training/tiers/1", COORDINATOR, 422, 422),
    ("POST", "/training/tiers/1/remove", COORDINATOR, 409, 409),
    ("GET", "/training/sessions", TRAINERS | COORDINATOR, 200, 200),
    ("GET", "/training/sessions/new", TRAINERS, 200, 200),
    ("POST", "/training/sessions/new", TRAINERS, 422, 422),
    ("GET", "/training/sessions/{session}", TRAINERS | COORDINATOR, 200, 404),
    ("GET", "/training/sessions/{session}/logged", TRAINERS, 200, 404),
    ("POST", "/training/sessions/{session}/withdraw", TRAINERS, 303, 404),
    ("GET", "/training/imports", TRAINERS, 200, 200),
    ("GET", "/training/imports/new", TRAINERS, 200, 200),
    ("POST", "/training/imports/new", TRAINERS, 422, 422),
    ("GET", "/training/imports/{import}", TRAINERS, 200, 404),
    ("POST", "/training/imports/{import}", TRAINERS, 409, 404),
    ("POST", "/training/imports/{import}/answers", TRAINERS, 303, 404),
    ("POST", "/training/imports/{import}/courses", TRAINERS, 422, 404),
    ("GET", "/training/imports/{import}/done", TRAINERS, 303, 404),
    ("GET", "/training/imports/{import}/rows-to-mend.csv", TRAINERS, 404, 404),
    ("POST", "/training/imports/{import}/take-back", TRAINERS, 422, 404),
    ("GET", "/training/needs", COVERAGE | DEPARTMENT, 303, 303),
    ("GET", "/training/needs/{place}", COVERAGE | DEPARTMENT, 200, 404),
    ("GET", "/training/needs/{place}/assess", ASSESSORS, 200, 404),
    ("POST", "/training/needs/{place}/assess", ASSESSORS, 409, 404),
    ("GET", "/training/needs/{place}/{assessment}", COVERAGE | DEPARTMENT, 200, 404),
    ("GET", "/training/coverage/{place}", COVERAGE, 200, 404),
    ("GET", "/training/coverage/{place}/table.csv", COVERAGE, 200, 404),
    ("GET", "/training/coverage/network", COORDINATOR, 200, 200),
    ("GET", "/training/coverage/network.csv", COORDINATOR, 200, 200),
    ("GET", "/training/coverage/lapsing", TRAINERS | DEPARTMENT, 200, 200),
    ("GET", "/training/offer/{place}", COORDINATOR, 200, 200),
    ("POST", "/training/offer/{place}", COORDINATOR, 303, 303),
    ("GET", "/training/plans", TRAINERS | COORDINATOR, 200, 200),
    ("GET", "/training/plans/{plan}", TRAINERS | COORDINATOR, 200, 404),
    ("POST", "/training/plans/{plan}/send", COORDINATOR, 409, 409),
    ("POST", "/training/plans/{plan}/discard", COORDINATOR, 409, 409),
    ("GET", "/training/plans/{plan}/lines/new", COORDINATOR, 200, 200),
    ("POST", "/training/plans/{plan}/lines/new", COORDINATOR, 422, 422),
    ("GET", "/training/plans/{plan}/lines/{line}", COORDINATOR, 200, 200),
    ("POST", "/training/plans/{plan}/lines/{line}", COORDINATOR, 422, 422),
    ("POST", "/training/plans/{plan}/lines/{line}/remove", COORDINATOR, 409, 409),
    ("GET", "/training/plans/{plan}/lines/{line}/answer", LEAD, 200, 404),
    ("POST", "/training/plans/{plan}/lines/{line}/answer", LEAD, 422, 404),
    ("GET", "/training/declarations", CONFIRMERS, 200, 200),
    ("GET", "/training/declarations/{declaration}", CONFIRMERS, 200, 404),
    ("GET", "/training/declarations/{declaration}/certificate", CONFIRMERS, 200, 404),
    ("POST", "/training/declarations/{declaration}/confirm", CONFIRMERS, 303, 404),
    ("POST", "/training/declarations/{declaration}/refuse", CONFIRMERS, 422, 404),
    ("POST", "/training/declarations/{declaration}/take-back", CONFIRMERS, 303, 404),
    ("GET", "/training/departments", TRAINERS | DEPARTMENT | {Role.BOARD_VIEWER}, 200, 200),
    ("GET", "/training/people", TRAINERS | DEPARTMENT, 200, 200),
    ("GET", "/training/people.csv", TRAINERS | DEPARTMENT, 200, 200),
    ("GET", "/training/people.xlsx", TRAINERS | DEPARTMENT, 200, 200),
    ("GET", "/training/records", TRAINERS | DEPARTMENT, 200, 200),
    ("GET", "/training/records.csv", TRAINERS | DEPARTMENT, 200, 200),
    ("GET", "/training/records.xlsx", TRAINERS | DEPARTMENT, 200, 200),
    ("GET", "/training/sessions.csv", TRAINERS | COORDINATOR, 200, 200),
    ("GET", "/training/sessions.xlsx", TRAINERS | COORDINATOR, 200, 200),
    ("GET", "/training/extensions", LEADS, 200, 200),
    ("GET", "/training/extensions/new", LEADS, 200, 200),
    ("POST", "/training/extensions/new", LEADS, 422, 422),
    ("POST", "/training/extensions/{extension}/take-back", LEADS, 303, 404),
    ("GET", "/training/people/names", TRAINERS, 200, 200),
    ("GET", "/training/people/{learner}/same-as/{learner}", TRAINERS, 422, 404),
    ("POST", "/training/people/{learner}/same-as/{learner}", TRAINERS, 422, 404),
    ("POST", "/training/people/{learner}/apart", TRAINERS, 404, 404),
    ("GET", "/training/people/{learner}", TRAINERS | DEPARTMENT, 200, 404),
    ("POST", "/training/people/{learner}/department", TRAINERS, 303, 404),
    ("POST", "/training/people/{learner}/identify", TRAINERS, 422, 404),
    ("POST", "/training/people/{learner}/leave", TRAINERS, 422, 404),
    ("POST", "/training/people/{learner}/return", TRAINERS, 303, 404),
]
ENDPOINTS = [
    ("POST", "/api/v1/training/xapi/statements", TRAINERS, 400, 400),
    ("PUT", "/api/v1/training/xapi/statements?statementId={learner}", TRAINERS, 400, 400),
    ("GET", "/api/v1/training/extensible", LEADS, 200, 200),
    ("GET", "/api/v1/training/extensions", LEADS, 200, 200),
    ("POST", "/api/v1/training/extensions", LEADS, 422, 422),
    ("GET", "/api/v1/training/extensions/{extension}", LEADS, 200, 404),
    ("POST", "/api/v1/training/extensions/{extension}/take-back", LEADS, 200, 404),
    ("GET", "/api/v1/training/declarations", CONFIRMERS, 200, 200),
    ("GET", "/api/v1/training/declarations/{declaration}", CONFIRMERS, 200, 404),
    ("POST", "/api/v1/training/declarations/{declaration}/confirm", CONFIRMERS, 200, 404),
    ("POST", "/api/v1/training/declarations/{declaration}/refuse", CONFIRMERS, 422, 422),
    ("POST", "/api/v1/training/declarations/{declaration}/take-back", CONFIRMERS, 200, 404),
    ("GET", "/api/v1/training/courses", EVERYBODY, 200, 200),
    ("POST", "/api/v1/training/courses", COORDINATOR, 422, 422),
    ("GET", "/api/v1/training/courses/{course}", EVERYBODY, 200, 200),
    ("PATCH", "/api/v1/training/courses/{course}", COORDINATOR, 428, 428),
    ("GET", "/api/v1/training/courses/{course}/renewal", EVERYBODY, 200, 200),
    ("GET", "/api/v1/training/courses/{course}/equivalences", COORDINATOR, 200, 200),
    ("POST", "/api/v1/training/courses/{course}/equivalences", COORDINATOR, 422, 422),
    ("GET", "/api/v1/training/courses/{course}/equivalences/{decision}", COORDINATOR, 200, 200),
    ("PATCH", "/api/v1/training/courses/{course}/equivalences/{decision}", COORDINATOR, 428, 428),
    ("GET", "/api/v1/training/tiers", EVERYBODY, 200, 200),
    ("POST", "/api/v1/training/tiers", COORDINATOR, 422, 422),
    ("GET", "/api/v1/training/tiers/1", EVERYBODY, 200, 200),
    ("PATCH", "/api/v1/training/tiers/1", COORDINATOR, 428, 428),
    ("DELETE", "/api/v1/training/tiers/1", COORDINATOR, 428, 428),
    ("GET", "/api/v1/training/counting", EVERYBODY, 200, 200),
    ("PATCH", "/api/v1/training/counting", COORDINATOR, 428, 428),
    ("GET", "/api/v1/training/sessions", TRAINERS | COORDINATOR, 200, 200),
    ("POST", "/api/v1/training/sessions", TRAINERS, 422, 422),
    ("GET", "/api/v1/training/sessions/{session}", TRAINERS | COORDINATOR, 200, 404),
    ("GET", "/api/v1/training/imports", TRAINERS, 200, 200),
    ("POST", "/api/v1/training/imports", TRAINERS, 422, 422),
    ("GET", "/api/v1/training/imports/{import}", TRAINERS, 404, 404),
    ("POST", "/api/v1/training/imports/{import}/take-back", TRAINERS, 422, 404),
    ("GET", "/api/v1/training/completions", TRAINERS | DEPARTMENT, 200, 200),
    ("GET", "/api/v1/training/learners", TRAINERS | DEPARTMENT, 200, 200),
    ("GET", "/api/v1/training/learners/{learner}", TRAINERS | DEPARTMENT, 200, 404),
    ("POST", "/api/v1/training/learners/{learner}/same-as/{learner}", TRAINERS, 422, 404),
    ("POST", "/api/v1/training/learners/{learner}/apart", TRAINERS, 404, 404),
    ("GET", "/api/v1/training/organisations/{place}/needs", COVERAGE | DEPARTMENT, 200, 404),
    ("POST", "/api/v1/training/organisations/{place}/needs", ASSESSORS, 422, 422),
    ("GET", "/api/v1/training/organisations/{place}/needs/rows", ASSESSORS, 200, 404),
    ("GET", "/api/v1/training/organisations/{place}/needs/{assessment}", COVERAGE | DEPARTMENT, 200, 404),
    ("GET", "/api/v1/training/organisations/{place}/coverage", COVERAGE, 200, 404),
    ("GET", "/api/v1/training/organisations/{place}/suggestions", COORDINATOR, 200, 200),
    ("POST", "/api/v1/training/organisations/{place}/plans", COORDINATOR, 201, 201),
    ("GET", "/api/v1/training/plans", TRAINERS | COORDINATOR, 200, 200),
    ("GET", "/api/v1/training/plans/{plan}", TRAINERS | COORDINATOR, 200, 404),
    ("DELETE", "/api/v1/training/plans/{plan}", COORDINATOR, 428, 428),
    ("POST", "/api/v1/training/plans/{plan}/send", COORDINATOR, 409, 409),
    ("POST", "/api/v1/training/plans/{plan}/lines", COORDINATOR, 422, 422),
    ("GET", "/api/v1/training/plans/{plan}/lines/{line}", TRAINERS | COORDINATOR, 200, 404),
    ("PUT", "/api/v1/training/plans/{plan}/lines/{line}", COORDINATOR, 428, 428),
    ("DELETE", "/api/v1/training/plans/{plan}/lines/{line}", COORDINATOR, 428, 428),
    ("PUT", "/api/v1/training/plans/{plan}/lines/{line}/answer", LEAD, 428, 428),
    ("GET", "/api/v1/training/coverage/network", COORDINATOR, 200, 200),
    ("GET", "/api/v1/training/coverage/partners", COORDINATOR, 200, 200),
    ("GET", "/api/v1/training/coverage/lapsing", TRAINERS | DEPARTMENT, 200, 200),
    ("GET", "/api/v1/training/coverage/departments", TRAINERS | DEPARTMENT | {Role.BOARD_VIEWER}, 200, 200),
    ("GET", "/api/v1/training/coverage", COVERAGE, 200, 200),
    ("GET", "/api/v1/training/coverage/organisations", COORDINATOR, 200, 200),
]


@pytest.fixture
def addresses(app, world, clock):
    """What the addresses of the table stand for, for `own` and for `other`."""
    training.load_catalogue(app, clock)
    course = offer.add_course(app, world, clock)
    decision = offer.decide(app, world, clock, course, 1, clock.today())
    found = {}
    for at in ("own", "other"):
        with training.acting(app, world.person(Role.CHAMPION, at)) as actor:
            logged = training.log_session(actor, clock, "Ann Ash")
            (learner,) = training.learners_of(actor)
            place_learner(actor, learner.id, world.housing[at], clock)
            waiting = send_file(actor, "ours.csv", OURS, Answers(), clock)
        with training.acting(app, world.person(Role.ORGANISATION_LEAD, at)) as lead:
            extension = training.extend_everything(lead, clock)
        with training.acting(app, world.person(Role.ORGANISATION_LEAD, at)) as actor:
            needs.say(actor, clock, 14)
            assessment = needs.assess(actor, clock)
        with training.acting(app, world.person(Role.COORDINATOR, "host")) as actor:
            plan = plans.draft_plan(actor, getattr(world, at), clock)
            plans.send_plan(actor, plan.id, clock)
            line = list_lines(actor, plan)[0].line
        found[at] = {
            "course": course,
            "decision": decision,
            "session": logged.session_id,
            "learner": learner.id,
            "import": waiting.id,
            "extension": extension.id,
            "place": getattr(world, at),
            "assessment": assessment.id,
            "plan": plan.id,
            "line": line.id,
            "declaration": declared(app, clock, getattr(world, at)),
        }
    return found


def people(world):
    """One person of each role, with where they are."""
    found = [(role, "own") for role in Role if ("own", role) in world.people]
    return [*found, (Role.COORDINATOR, "host"), (Role.PROVIDER_ALLOCATOR, "provider"), (Role.THERAPIST, "provider")]


FOREIGN = ("{session}", "{learner}", "{import}", "{extension}", "{place}", "{plan}", "{declaration}")
"""Where an address names something that an organisation has."""


def expected(role, at, whose, row):
    _, path, who, own, other = row
    if role not in who:
        return 403
    if at == whose or not any(each in path for each in FOREIGN):
        return own
    return own if role is Role.COORDINATOR else other


@pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row[0]} {row[1]}")
@pytest.mark.parametrize("whose", ["own", "other"])
def test_pages(row, whose, addresses, world, client_of):
    method, path, *_ = row
    for role, at in people(world):
        client = client_of(world.person(role, at))
        address = path.format(**addresses[whose])
        status = client.raw.get(address).status_code if method == "GET" else press(client, address).status
        assert status == expected(role, at, whose, row), (role, at, whose)


@pytest.mark.parametrize("row", ENDPOINTS, ids=lambda row: f"{row[0]} {row[1]}")
@pytest.mark.parametrize("whose", ["own", "other"])
def test_endpoints(row, whose, addresses, world, client_of):
    method, path, *_ = row
    for role, at in people(world):
        program = client_of.api(world.person(role, at))
        body = {"json": {}} if method in {"POST", "PATCH", "PUT"} else {}
        program.send(method, path.format(**addresses[whose]), status=expected(role, at, whose, row), **body)


@pytest.mark.parametrize("row", [*PAGES, *ENDPOINTS], ids=lambda row: f"{row[0]} {row[1]}")
def test_visitors_sign_in_first(row, addresses, client_of):
    method, path, *_ = row
    address = path.format(**addresses["own"])
    if path.startswith("/api"):
        client_of.api(None).send(
            method, address, status=401, **({"json": {}} if method in {"POST", "PATCH", "PUT"} else {})
        )
        return
    visitor = client_of(None)
    status = visitor.raw.get(address).status_code if method == "GET" else press(visitor, address).status
    assert status in {303, 401}


def test_the_coordinator_sees_how_many_and_never_who(addresses, world, client_of):
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    page = coordinator.get(f"/training/sessions/{addresses['other']['session']}")
    assert "Ottermouth" in page.text
    assert "Ann Ash" not in page.text


def test_a_foreign_session_and_a_missing_one_answer_alike(addresses, world, client_of):
    champion = client_of(world.person(Role.CHAMPION))
    foreign = champion.get(f"/training/sessions/{addresses['other']['session']}", status=404)
    missing = champion.get("/training/sessions/0190e0a5-0000-7000-8000-000000000000", status=404)
    assert foreign.lasting == missing.lasting
