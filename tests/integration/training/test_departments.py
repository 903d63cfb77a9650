"""Training by department: the parts make the whole, and a department lead sees their own department's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.core.commit import commit
from network.core.permissions import Role
from network.organisations.public import DepartmentCut, department_cut
from network.organisations.service.departments import add_department
from network.training.coverage import recount
from network.training.departments import training_by_department
from network.training.figures import organisation_coverage
from network.training.learners import place_learner, record_leaving
from network.training.queries import find_course, list_sessions
from network.training.roster import read_roster
from network.training.same_person import stand_for
from network.training.service import log_session
from network.training.vocabulary import Mode
from tests.factories import training
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

PEOPLE = "Ann Ash <ann@example.org>\nBo Birch <bo@example.org>\nCy Cedar\nDi Dale <di@example.org>"


@pytest.fixture
def trained(app, world, clock):
    """Four people of `own` at two sessions; the lead, who acts."""
    training.load_catalogue(app, clock)
    with training.acting(app, world.person(Role.ORGANISATION_LEAD)) as actor:
        training.log_session(actor, clock, PEOPLE)
        training.log_session(actor, clock, "Ann Ash <ann@example.org>", code="T2-PRACTICE")
    return world.person(Role.ORGANISATION_LEAD)


def person(actor, name):
    return next(each for each in training.learners_of(actor) if each.name == name)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.integers(0, 3), min_size=4, max_size=4), gone=st.integers(0, 4))
def test_the_parts_add_up_to_the_whole(app, world, clock, trained, places, gone):
    with training.acting(app, trained) as actor:
        names = {each.name for each in training_departments(actor, clock)}
        for name in {"Housing", "Early help", "Education"} - names:
            add_department(actor, world.own, name, 10, clock)
        commit()
        lines = training_departments(actor, clock)
        learners = sorted(training.learners_of(actor), key=lambda each: each.name)
        for number, (learner, place) in enumerate(zip(learners, places, strict=True), 1):
            place_learner(actor, learner.id, lines[place - 1].id if place else None, clock)
            if number == gone:
                record_leaving(actor, learner.id, clock.today(), clock)
        parts, today = training_by_department(actor, clock.today()), clock.today()
        whole = organisation_coverage(actor, world.own, today)
        for number, tier in enumerate(whole.tiers):
            assert sum(part.tiers[number].trained for part in parts) == tier.trained
            assert sum(part.tiers[number].unidentified for part in parts) == tier.unidentified
        assert sum(recount(actor).values()) == sum(t.trained + t.unidentified for part in parts for t in part.tiers)
        assert sum(part.attended for part in parts) == sum(line.people for line in list_sessions(actor, 1).items)
        assert parts[-1].department is None
        for part in parts:
            cut = DepartmentCut(part.department.id if part.department else None)
            assert training_by_department(actor, today, cut) == [part]


def training_departments(actor, clock):
    return [part.department for part in training_by_department(actor, clock.today()) if part.department]


def test_a_department_lead_sees_the_people_of_their_department_alone(app, world, clock, trained, client_of):
    with training.acting(app, trained) as actor:
        ann, bo = person(actor, "Ann Ash"), person(actor, "Bo Birch")
        place_learner(actor, ann.id, world.housing["own"], clock)
    lead = world.person(Role.DEPARTMENT_LEAD)
    client = client_of(lead)
    assert "Ann Ash" in client.get("/training/people").text
    for name in ("Bo Birch", "Cy Cedar", "Di Dale"):
        assert name not in client.get("/training/people").text
        assert name not in client.get("/training/people?department=none").text
    page = client.get(f"/training/people/{ann.id}")
    assert "They have left" not in page.text
    assert "Save the department" not in page.text
    client.get(f"/training/people/{bo.id}", status=404)
    assert client.get("/training/departments").texts("//tbody/tr/th") == ["Housing"]
    told = client_of.api(lead)
    assert {each["name"] for each in told.get("/api/v1/training/completions").json["items"]} == {"Ann Ash"}
    (only,) = told.get("/api/v1/training/coverage/departments").json
    assert (only["department"]["name"], only["attended"], only["tiers"][0]["trained"]) == ("Housing", 2, 1)
    other = client_of(world.person(Role.DEPARTMENT_LEAD, "other"))
    assert "Ann Ash" not in other.get("/training/people").text
    other.get(f"/training/people/{ann.id}", status=404)


def test_a_person_is_placed_on_their_page(app, world, clock, trained, client_of):
    with training.acting(app, trained) as actor:
        ann = person(actor, "Ann Ash")
    client = client_of(trained)
    page = f"/training/people/{ann.id}"
    client.post(f"{page}/department", {"department": str(world.housing["own"])}, form_at=page, to=page)
    assert client.get(f"/training/people?department={world.housing['own']}").texts("//tbody/tr/th") == ["Ann Ash"]
    assert "Ann Ash" not in client.get("/training/people?department=none").text
    client.post(f"{page}/department", {"department": str(world.housing["other"])}, form_at=page, status=422)
    client.post(f"{page}/department", {"department": ""}, form_at=page, to=page)
    assert "Ann Ash" in client.get("/training/people?department=none").text


def test_a_whole_list_is_placed_where_nobody_said_it_before(app, world, clock, trained, client_of):
    champion = client_of(world.person(Role.CHAMPION))
    with training.acting(app, trained) as actor:
        (housing,) = [each for each in training_departments(actor, clock) if each.name == "Housing"]
        early_help = add_department(actor, world.own, "Early help", 10, clock)
        place_learner(actor, person(actor, "Ann Ash").id, early_help.id, clock)
    path = "/training/sessions/new"
    page = champion.get(path)
    course = page.tree.xpath("//select[@name='course']/option/@value")[-1]
    answers = {
        "course": course,
        "held_on-day": "17",
        "held_on-month": "11",
        "held_on-year": "2026",
        "mode": "in-person",
        "names": PEOPLE,
        "department": str(housing.id),
        "was_asked": "yes",
    }

    champion.post(path, answers, form_at=path)

    with training.acting(app, trained) as actor:
        places = {each.email: each.department_id for each in training.learners_of(actor) if each.email}
    assert places == {
        "ann@example.org": early_help.id,
        "bo@example.org": housing.id,
        "di@example.org": housing.id,
    }


def test_a_department_of_somebody_else_is_refused(world, trained, client_of):
    program = client_of.api(world.person(Role.CHAMPION))
    elsewhere = client_of.api(world.person(Role.ORGANISATION_LEAD, "other"))
    (theirs,) = elsewhere.get(f"/api/v1/organisations/{world.other}/departments").json["items"]
    body = {"course": "T1-ORIENT", "held_on": "2026-11-17", "mode": "in-person", "people": [{"name": "Ann Ash"}]}
    refused = program.post("/api/v1/training/sessions", {**body, "department_id": theirs["id"]}, status=422)
    assert list(refused.json["errors"]) == ["department"]


@pytest.mark.parametrize("text", [None, "", "x", "NONE", "%00", "' OR 1=1", "1" * 10_000])
def test_an_address_that_names_no_department_cuts_nothing(text):
    assert department_cut(text) is None


def test_the_number_of_queries_does_not_grow(app, world, clock, trained, client_of):
    client = client_of(trained)

    def queries_with() -> int:
        with counted_queries(app) as queries:
            client.get("/training/departments")
        assert queries.count <= MOST_ON_A_PAGE, queries
        return queries.count

    before = queries_with()
    with training.acting(app, trained) as actor:
        for number in range(12):
            add_department(actor, world.own, f"Part {number}", number, clock)
    assert queries_with() == before


def test_all_records_of_a_person_are_placed_with_them(app, world, trained, clock):
    """Where a session says in which department they work, too."""
    with training.acting(app, trained) as actor:
        stand_for(actor, kept=person(actor, "Ann Ash"), other=person(actor, "Bo Birch"), clock=clock)
        log_session(
            actor,
            course_id=find_course(actor, "T1-ORIENT").id,
            held_on=clock.today() - timedelta(days=1),
            mode=Mode.IN_PERSON,
            minutes=None,
            place="",
            roster=read_roster("Ann Ash <ann@example.org>"),
            clock=clock,
            department_id=world.housing["own"],
            was_asked=True,
        )
        housing, nobodys = training_by_department(actor, clock.today())
        assert (housing.attended, nobodys.attended) == (4, 2)
