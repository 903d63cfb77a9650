"""Somebody who trained under two addresses is found, compared, said to be one, and told apart again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from network.core.audit import AuditEntry
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from tests.factories import training
from tests.support.queries import MOST_ON_A_PAGE, counted_queries


@pytest.fixture
def two(app, world, clock):
    training.load_catalogue(app, clock)
    with training.acting(app, world.person(Role.CHAMPION)) as actor:
        training.log_session(actor, clock, "Ann Ash, ann@a.example\nBo Birch, bo@a.example")
        training.log_session(actor, clock, "ann ash, ann.ash@a.example", code="T2-PRACTICE")
        return sorted(training.learners_of(actor), key=lambda each: each.made_at)


def audited(app):
    with app.app_context(), system_scope(db.session(), "looking into the audit") as system:
        actions = db.session.scalars(scoped(select(AuditEntry.action), system, AuditEntry).order_by(AuditEntry.id))
        return [action for action in actions if action.startswith("training.learner")]


def test_two_records_are_found_compared_joined_and_told_apart(app, world, client_of, two):
    champion = client_of(world.person(Role.CHAMPION))
    assert "Ann Ash" in champion.get("/training/people/names").text
    ann = next(each for each in two if each.email == "ann@a.example")
    other = next(each for each in two if each.email == "ann.ash@a.example")
    page = champion.get(f"/training/people/{ann.id}")
    assert f"/training/people/{ann.id}/same-as/{other.id}" in page.text
    compare = f"/training/people/{ann.id}/same-as/{other.id}"
    assert champion.get(compare).texts("//main//h2") == ["Ann Ash", "ann ash"]
    champion.post(compare, {}, to=f"/training/people/{ann.id}")
    joined = champion.get(f"/training/people/{ann.id}")
    assert "Everyday practice" in joined.text
    assert "Also recorded as" in joined.text
    assert champion.get(f"/training/people/{other.id}").heading == joined.heading  # an old link leads to the person
    assert "There are none now" in champion.get("/training/people/names").text
    champion.post(compare, {}, form_at=f"/training/people/{ann.id}", status=422)  # they are one already
    champion.post(f"/training/people/{other.id}/apart", {}, form_at=f"/training/people/{ann.id}")
    assert "Everyday practice" not in champion.get(f"/training/people/{ann.id}").text
    assert audited(app) == ["training.learner.joined", "training.learner.told_apart"]


def test_another_organisations_record_is_never_offered_nor_taken(world, client_of, two):
    stranger = client_of(world.person(Role.CHAMPION, "other"))
    one, other, *_ = (each.id for each in two)
    stranger.get(f"/training/people/{one}/same-as/{other}", status=404)
    stranger.post(f"/training/people/{one}/same-as/{other}", {}, form_at="/training/sessions/new", status=404)
    stranger.post(f"/training/people/{one}/apart", {}, form_at="/training/sessions/new", status=404)


def test_these_pages_ask_little(app, world, client_of, two):
    champion = client_of(world.person(Role.CHAMPION))
    one, other, *_ = (each.id for each in two)
    for path in ("/training/people/names", f"/training/people/{one}", f"/training/people/{one}/same-as/{other}"):
        with counted_queries(app) as queries:
            champion.get(path)
        assert queries.count <= MOST_ON_A_PAGE, queries


def test_programs_find_join_and_tell_apart(world, client_of, two):
    program = client_of.api(world.person(Role.CHAMPION))
    listed = program.get("/api/v1/training/learners?search=ash").json["items"]
    assert {each["email"] for each in listed} == {"ann@a.example", "ann.ash@a.example"}
    kept, other = (each["id"] for each in sorted(listed, key=lambda each: each["email"], reverse=True))
    joined = program.post(f"/api/v1/training/learners/{kept}/same-as/{other}", {}, status=200).json
    assert joined["id"] == kept
    assert program.get(f"/api/v1/training/learners/{other}").json["id"] == kept
    assert [each["id"] for each in program.get("/api/v1/training/learners?search=ash").json["items"]] == [kept]
    assert program.post(f"/api/v1/training/learners/{other}/apart", {}, status=200).json["id"] == other
    assert len(program.get("/api/v1/training/learners?search=ash").json["items"]) == 2
