"""Tiers are the network's to name, add and remove, and count in one another or not (D15)."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.core.commit import commit, rollback
from network.core.database import db
from network.core.errors import Conflict, RuleBroken
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.organisations.vocabulary import WorkforceLevel
from network.training import coverage, figures, learners
from network.training.courses import equivalences, queries, recounting, service, tiers
from network.training.courses.tiers import TierDraft
from network.training.departments import training_by_department
from network.training.vocabulary import ScottishLevel, WelshLevel
from tests.factories import offer, training
from tests.support.csrf import press
from tests.support.filled import filled_form
from tests.support.queries import counted_queries

TIERS = "/training/tiers"
MORE = TierDraft("Awareness", WorkforceLevel.INFORMED, [ScottishLevel.INFORMED], [WelshLevel.AWARE])


@pytest.fixture
def champion(app, world, clock):
    training.load_catalogue(app, clock)
    return world.person(Role.CHAMPION)


@pytest.fixture
def coordinator(world):
    return world.person(Role.COORDINATOR, "host")


def trained(actor, clock):
    assert coverage.summarised(actor) == coverage.recount(actor)
    found = figures.organisation_coverage(actor, actor.organisation_id, clock.today())
    return [(each.trained, each.unidentified) for each in found.tiers]


def seen(app, person, clock):
    with training.acting(app, person) as actor:
        return trained(actor, clock)


def test_a_tier_is_named_and_mapped_anew(champion, coordinator, client_of):
    client = client_of(coordinator)
    page = client.get(TIERS)
    assert page.texts("//tbody/tr[3]/*")[:5] == [
        "Tier 3",
        "3",
        "In-depth",
        "Enhanced, Specialist",
        "Trauma enhanced, Specialist trauma",
    ]
    form = {"name": "Complex trauma", "level": "in-depth", "scottish": "specialist", "version": "1"}
    client.post(f"{TIERS}/3", form, to=TIERS)
    assert client.get(TIERS).texts("//tbody/tr[3]/*")[:5] == ["Complex trauma", "3", "In-depth", "Specialist", "–"]
    assert "Complex trauma" in client_of(champion).get("/training/").text
    courses = client_of(champion).get("/training/courses")
    assert "In Scotland: Specialist" in courses.text
    assert "In Wales: Trauma aware" in courses.text
    stale = client.post(f"{TIERS}/3", {**form, "name": "In depth"}, status=409)
    assert "In depth" in stale.text
    assert "Complex trauma" in stale.text


@pytest.mark.parametrize(
    ("name", "message"), [("", "Enter a name"), ("x" * 61, "Shorten this"), ("tier 2", "Another tier has")]
)
def test_a_name_that_does_not_serve(champion, coordinator, client_of, name, message):
    page = client_of(coordinator).post(f"{TIERS}/new", {"name": name, "level": "trauma-informed"}, status=422)
    assert message in page.errors[0]


def test_a_tier_is_added_above_all_and_removed_while_nobody_uses_it(
    app, world, clock, champion, coordinator, client_of
):
    client = client_of(coordinator)
    client.post(f"{TIERS}/new", {"name": "Awareness", "level": "trauma-informed"}, to=TIERS)
    assert client.get(TIERS).texts("//tbody/tr[4]/th") == ["Awareness"]
    with training.acting(app, champion) as actor:
        assert trained(actor, clock) == [(0, 0)] * 4
    client.post(f"{TIERS}/4/remove", form_at=f"{TIERS}/4", to=TIERS)
    assert len(client.get(TIERS).texts("//tbody/tr")) == 3
    client.get(f"{TIERS}/4", status=404)
    client.get(f"{TIERS}/1000000000000000000000000", status=404)


@pytest.mark.parametrize("use", ["course", "completion", "decision"])
def test_a_tier_in_use_stays(app, world, clock, champion, coordinator, use):
    with training.acting(app, coordinator) as actor:
        tiers.add_tier(actor, MORE, clock)
    course_id = offer.add_course(app, world, clock, tier=4 if use != "decision" else None)
    if use == "completion":
        with training.acting(app, champion) as actor:
            training.log_session(actor, clock, training.people(1), code=offer.OUTSIDE)
        with training.acting(app, coordinator) as actor:
            course = queries.get_course(actor, course_id)
            service.edit_course(actor, course_id, offer.draft(tier=1), course.version, clock)
    elif use == "decision":
        offer.end(app, world, clock, course_id, offer.decide(app, world, clock, course_id, 4, clock.today()))
    with training.acting(app, coordinator) as actor:
        with pytest.raises(RuleBroken, match="in use"):
            tiers.remove_tier(actor, 4, 1, clock)
        with pytest.raises(Conflict):
            tiers.remove_tier(actor, 4, 2, clock)


def test_an_unused_tier_goes_with_whoever_counts_there_by_a_higher_one(app, world, clock, champion, coordinator):
    with training.acting(app, coordinator) as actor:
        tiers.add_tier(actor, MORE, clock)
        tiers.add_tier(actor, TierDraft("Mastery", WorkforceLevel.IN_DEPTH), clock)
    offer.add_course(app, world, clock, tier=5)
    offer.set_cumulative(app, world, clock)
    with training.acting(app, champion) as actor:
        training.log_session(actor, clock, training.people(2), code=offer.OUTSIDE)
        assert trained(actor, clock) == [(2, 0)] * 5
    with training.acting(app, coordinator) as actor:
        tiers.remove_tier(actor, 4, 1, clock)
    with training.acting(app, champion) as actor:
        assert trained(actor, clock) == [(2, 0)] * 4


def test_whoever_is_current_in_a_higher_tier_counts_in_the_lower_ones_where_it_is_switched(
    app, world, clock, champion, coordinator, client_of
):
    other = world.person(Role.CHAMPION, "other")
    with training.acting(app, champion) as actor:
        training.log_session(actor, clock, training.people(5), code="T1-ORIENT")
        training.log_session(actor, clock, training.people(3, 3) + "\nSame Name", code="T2-PRACTICE")
        training.log_session(actor, clock, training.people(1, 9), code="T3-INDEPTH")
    with training.acting(app, other) as actor:
        training.log_session(actor, clock, training.people(4), code="T3-INDEPTH")
    before = [(5, 0), (3, 1), (1, 0)]
    assert seen(app, champion, clock) == before
    client = client_of(coordinator)
    client.post(f"{TIERS}/counting", {"counting": "yes"}, form_at=TIERS, to=TIERS)
    assert "counted the other way" in client.get(TIERS).text
    offer.work(app, clock)
    assert seen(app, champion, clock) == [(7, 1), (4, 1), (1, 0)]
    assert seen(app, other, clock) == [(4, 0)] * 3
    with training.acting(app, champion) as actor:
        (line,) = [each for each in training_by_department(actor, clock.today()) if each.department is None]
        assert [each.trained for each in line.tiers] == [7, 4, 1], "the departments make up the whole"
    assert "counted the other way" not in client.get(TIERS).text
    assert "counts in the lower ones too" in client_of(champion).get("/training/courses").text
    client.post(f"{TIERS}/counting", {"counting": "no"}, form_at=TIERS, to=TIERS)
    offer.work(app, clock)
    assert seen(app, champion, clock) == before


def test_a_stale_switch_is_a_conflict(champion, coordinator, client_of):
    client = client_of(coordinator)
    form = filled_form(client, TIERS)
    client.post(f"{TIERS}/counting", {**form, "counting": "yes"}, to=TIERS)
    assert press(client, f"{TIERS}/counting", {**form, "counting": "no"}).status == 409
    assert press(client, f"{TIERS}/counting", {"version": form["version"]}).status == 422


def test_everybody_is_counted_anew_in_parts_and_once_more_an_hour_later(app, world, clock, champion):
    with training.acting(app, champion) as actor:
        training.log_session(actor, clock, training.people(7), code="T3-INDEPTH")
    offer.set_cumulative(app, world, clock)

    def rounds():
        counted = []
        for _ in range(5):
            with app.app_context(), system_scope(db.session(), "a worker of a test") as system:
                counted.append(recounting.recount_some(system, clock, 3))
                commit()
        return counted

    assert rounds() == [3, 3, 1, 0, 0]
    assert seen(app, champion, clock) == [(7, 0)] * 3
    clock.advance(timedelta(hours=1))
    assert rounds() == [3, 3, 1, 0, 0]
    assert seen(app, champion, clock) == [(7, 0)] * 3


def test_an_organisation_made_anew_half_way_comes_out_right(app, world, clock, champion):
    """As where two organisations become one while the worker counts."""
    with training.acting(app, champion) as actor:
        training.log_session(actor, clock, training.people(7), code="T3-INDEPTH")
    offer.set_cumulative(app, world, clock)
    with app.app_context(), system_scope(db.session(), "a worker of a test") as system:
        recounting.recount_some(system, clock, 3)
        coverage.begin_anew(system, champion.organisation_id, [])
        recounting.recount_some(system, clock, 100)
        commit()
    assert seen(app, champion, clock) == [(7, 0)] * 3


def test_statements_of_counting_anew_do_not_go_with_the_people(app, world, clock, champion):
    counts = []
    for people in (5, 200):
        with training.acting(app, champion) as actor:
            training.log_session(actor, clock, training.people(people, people), code="T3-INDEPTH")
        with app.app_context(), system_scope(db.session(), "a worker of a test") as system:
            tiers.set_cumulative(system, is_cumulative=True, seen_version=1, clock=clock)
            with counted_queries(app) as counted:
                assert recounting.recount_some(system, clock) >= people
            counts.append(counted.count)
            rollback()
    assert counts[0] == counts[1]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["log", "log", "log", "withdraw", "leave", "return", "decide", "end", "switch", "count", "recount"]
        ),
        st.integers(0, 7),
        st.sampled_from([offer.OUTSIDE, offer.OUTSIDE, "T1-ORIENT", "T2-PRACTICE", "T3-INDEPTH"]),
        st.integers(0, 700),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_is_decided_and_switched_the_summary_comes_to_equal_a_full_count(app, clock, champion, steps):
    with app.app_context():
        now = clock.now()
        with system_scope(db.session(), "a course of a test") as system:
            course_id = service.add_course(system, offer.draft(), clock).id
        actor = training.actor_of(champion)
        sessions = []
        for what, number, code, days in steps:
            with suppress(RuleBroken):
                _take(actor, clock, course_id, sessions, what, number, code, days)
            db.session.flush()
            if queries.get_counting().is_under_way:
                assert coverage.summarised(actor) == _standing(actor)
            else:
                assert coverage.summarised(actor) == coverage.recount(actor), (what, number, code, days)
        with system_scope(db.session(), "a worker of a test") as system:
            while equivalences.count_some(system, clock, 2):
                pass
            while recounting.recount_some(system, clock, 2):
                pass
        assert coverage.summarised(actor) == coverage.recount(actor)
        for each in figures.organisation_coverage(actor, actor.organisation_id, clock.today()).tiers:
            assert each.trained <= len(training.learners_of(actor))
        clock.move_to(now)
        rollback()


def _standing(actor):
    """The buckets by where people stand: what holds while some of them are still counted the other way."""
    with system_scope(db.session(), "what a test counts") as system:
        return coverage._count_standings(system, actor.organisation_id)


def _take(actor, clock, course_id, sessions, what, number, code, days):
    day = clock.today() - timedelta(days=days)
    if what == "log":
        names = training.people(3, number) + f"\nOther {training.word(number)}"
        sessions.append(training.log_session(actor, clock, names, code=code, held_on=day))
    elif what == "withdraw" and sessions:
        training.withdraw(actor, sessions[number % len(sessions)], clock)
    elif what in {"leave", "return"}:
        everybody = training.learners_of(actor)
        if everybody:
            learner = everybody[number % len(everybody)]
            if what == "leave":
                learners.record_leaving(actor, learner.id, day, clock)
            else:
                learners.record_return(actor, learner.id, clock)
    elif what in {"decide", "end", "switch", "count", "recount"}:
        with system_scope(db.session(), "a coordinator or worker of a test") as system:
            _change(system, clock, course_id, what, number, day)


def _change(system, clock, course_id, what, number, day):
    if what == "decide":
        equivalences.decide(system, course_id, tier=number % 3 + 1, from_on=day, reason="Because", clock=clock)
    elif what == "end":
        for decision in queries.list_decisions(course_id)[course_id]:
            equivalences.end(system, course_id, decision.id, clock)
        clock.advance(timedelta(days=number))
    elif what == "switch":
        now = queries.get_counting()
        tiers.set_cumulative(system, is_cumulative=not now.is_cumulative, seen_version=now.version, clock=clock)
    elif what == "count":
        equivalences.count_some(system, clock, number + 1)
    else:
        recounting.recount_some(system, clock, number + 1)


def test_the_summary_holds_nobody_twice(app, world, clock, champion):
    offer.set_cumulative(app, world, clock)
    with training.acting(app, champion) as actor:
        training.log_session(actor, clock, training.people(3), code="T3-INDEPTH")
        training.log_session(actor, clock, training.people(3), code="T1-ORIENT")
        assert trained(actor, clock) == [(3, 0)] * 3
