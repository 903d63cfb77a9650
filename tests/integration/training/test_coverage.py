"""Coverage is read from the summary, is right at once and stays right as days pass (P2)."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from network.core.commit import rollback
from network.core.database import db
from network.core.errors import RuleBroken
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.organisations.models import Organisation
from network.training import coverage, figures, learners, queries
from tests.factories import training
from tests.support.queries import MOST_ON_A_PAGE, counted_queries


@pytest.fixture
def champion(app, world, clock):
    training.load_catalogue(app, clock)
    return world.person(Role.CHAMPION)


def trained(actor, today):
    """The people current in each tier, with the attendances that are not counted."""
    found = figures.organisation_coverage(actor, actor.organisation_id, today)
    return [(each.trained, each.unidentified) for each in found.tiers]


def test_people_count_once_in_each_tier(app, champion, clock):
    with training.acting(app, champion) as actor:
        training.log_session(actor, clock, training.people(10))
        training.log_session(actor, clock, training.people(5), held_on=clock.today() - timedelta(days=40))
        training.log_session(actor, clock, training.people(4), code="T2-PRACTICE")
        training.log_session(actor, clock, "Ann Ash\nBo Birch")
        assert trained(actor, clock.today()) == [(10, 2), (4, 0), (0, 0)]
        assert coverage.summarised(actor) == coverage.recount(actor)


def test_days_pass_and_nothing_needs_to_run(app, champion, clock):
    with training.acting(app, champion) as actor:
        training.log_session(actor, clock, training.people(3), code="T2-PRACTICE")
        last = date(2028, 11, 30)
        assert trained(actor, last)[1] == (3, 0)
        assert trained(actor, last + timedelta(days=1))[1] == (0, 0)
        # Training again moves them, and the old months hold nobody.
        clock.move_to(clock.now() + timedelta(days=365))
        training.log_session(actor, clock, training.people(2), code="T2-WELLBEING")
        assert trained(actor, last + timedelta(days=1))[1] == (2, 0)
        assert coverage.summarised(actor) == coverage.recount(actor)


def test_who_left_is_out_and_training_brings_them_back(app, champion, clock):
    with training.acting(app, champion) as actor:
        training.log_session(actor, clock, training.people(2))
        ann, _ = training.learners_of(actor)
        learners.record_leaving(actor, ann.id, clock.today(), clock)
        assert trained(actor, clock.today())[0] == (1, 0)
        clock.advance(timedelta(days=1))
        training.log_session(actor, clock, training.people(2), code="T1-ORIENT")
        assert trained(actor, clock.today())[0] == (2, 0)
        learners.record_leaving(actor, ann.id, clock.today(), clock)
        learners.record_return(actor, ann.id, clock)
        assert trained(actor, clock.today())[0] == (2, 0)
        assert coverage.summarised(actor) == coverage.recount(actor)


def test_an_email_brings_somebody_into_the_figures(app, champion, clock):
    with training.acting(app, champion) as actor:
        training.log_session(actor, clock, "Ann Ash\nBo Birch <bo@example.org>\nDi Dale")
        training.log_session(actor, clock, "Bo Birch\nAnn Ash", code="T2-PRACTICE")
        ann, bo = (queries.list_learners(actor, 1, search=name, without_email=True).items for name in ("ann", "bo"))
        assert (len(ann), len(bo)) == (2, 1)
        learners.identify_learner(actor, ann[0].id, "Ann@Example.org", clock)
        learners.identify_learner(actor, ann[1].id, "ann@example.org", clock)  # the two become one
        learners.identify_learner(actor, bo[0].id, "bo@example.org", clock)
        assert trained(actor, clock.today()) == [(2, 1), (2, 0), (0, 0)]
        assert len(training.learners_of(actor)) == 3
        assert coverage.summarised(actor) == coverage.recount(actor)
        (di,) = queries.list_learners(actor, 1, without_email=True).items
        with pytest.raises(RuleBroken, match="belongs to Bo Birch"):
            learners.identify_learner(actor, di.id, "bo@example.org", clock)


def test_a_name_without_its_accents_is_no_other_persons(app, champion, clock):
    with training.acting(app, champion) as actor:
        training.log_session(actor, clock, "José Álvarez <jose@example.org>")
        training.log_session(actor, clock, "Jose Alvarez", code="T2-PRACTICE")
        (bare,) = queries.list_learners(actor, 1, without_email=True).items
        learners.identify_learner(actor, bare.id, "jose@example.org", clock)
        assert trained(actor, clock.today()) == [(1, 0), (1, 0), (0, 0)]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["log", "log", "log", "withdraw", "leave", "return", "identify"]),
        st.integers(0, 7),
        st.sampled_from(["T1-ORIENT", "T2-PRACTICE", "T2-WELLBEING"]),
        st.integers(0, 700),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_happens_the_summary_equals_a_full_count(app, champion, clock, steps):
    with app.app_context():
        actor = training.actor_of(champion)
        sessions = []
        for what, number, code, days in steps:
            with suppress(RuleBroken):
                _take(actor, clock, sessions, what, number, code, days)
            db.session.flush()
            assert coverage.summarised(actor) == coverage.recount(actor), (what, number, code, days)
            for tier in figures.organisation_coverage(actor, actor.organisation_id, clock.today()).tiers:
                assert tier.trained <= len(training.learners_of(actor))
        rollback()


def _take(actor, clock, sessions, what, number, code, days):
    if what == "log":
        names = training.people(3, number) + f"\nSame Name\nOther {training.word(number)}"
        held_on = clock.today() - timedelta(days=days)
        sessions.append(training.log_session(actor, clock, names, code=code, held_on=held_on))
        return
    if what == "withdraw":
        if sessions:
            training.withdraw(actor, sessions[number % len(sessions)], clock)
        return
    everybody = training.learners_of(actor)
    if not everybody:
        return
    learner = everybody[number % len(everybody)]
    if what == "leave":
        learners.record_leaving(actor, learner.id, clock.today() - timedelta(days=days), clock)
    elif what == "return":
        learners.record_return(actor, learner.id, clock)
    else:
        learners.identify_learner(actor, learner.id, f"{learner.name.replace(' ', '.')}@example.org", clock)


def test_never_above_a_hundred_per_cent(app, world, champion, clock, client_of):
    set_workforce(app, world.own, 3)
    with training.acting(app, champion) as actor:
        training.log_session(actor, clock, training.people(5))
    page = client_of(champion).get("/training/")
    assert page.texts("(//table)[1]/tbody/tr[1]/td") == ["5", "100%", "0"]
    assert "More people have trained than the 3" in page.text


def test_without_a_workforce_it_says_what_to_do(app, world, champion, client_of):
    set_workforce(app, world.own, None)
    page = client_of(champion).get("/training/")
    assert "organisation lead can add the figure" in page.text
    assert page.texts("(//table)[1]/tbody/tr[1]/td") == ["0", "–", "–"]


def set_workforce(app, organisation_id, size):
    with app.app_context(), system_scope(db.session(), "a test sets a workforce"):
        db.session.execute(update(Organisation).where(Organisation.id == organisation_id).values(workforce_size=size))
        db.session.commit()


def test_the_coordinator_sees_every_partner_and_the_whole(app, world, clock, client_of):
    training.load_catalogue(app, clock)
    for at, count in (("own", 20), ("other", 50)):
        with training.acting(app, world.person(Role.CHAMPION, at)) as actor:
            training.log_session(actor, clock, training.people(count))
    page = client_of(world.person(Role.COORDINATOR, "host")).get("/training/")
    rows = {row[0]: row[2] for row in ([*page.texts(f"//table/tbody/tr[{n}]/*")] for n in range(1, 7))}
    assert rows["Whole network"] == "7% 70 people"
    assert rows["Harrow Hill Council"] == "10% 20 people"
    assert rows["Ottermouth NHS Foundation Trust"] == "25% 50 people"


def test_pages_take_a_constant_number_of_queries(app, world, champion, clock, client_of):
    coordinator = world.person(Role.COORDINATOR, "host")
    lead = client_of(champion)
    counts = []
    for start in (0, 100, 200):
        with training.acting(app, champion) as actor:
            logged = training.log_session(actor, clock, training.people(40, start), held_on=clock.today())
            learner = training.learners_of(actor)[0]
        row = []
        for client, path in (
            (lead, "/training/"),
            (client_of(coordinator), "/training/"),
            (lead, "/training/sessions"),
            (lead, f"/training/sessions/{logged.session_id}"),
            (lead, f"/training/sessions/{logged.session_id}/logged"),
            (lead, "/training/sessions/new"),
            (lead, "/training/people"),
            (lead, f"/training/people/{learner.id}"),
            (lead, "/training/courses"),
        ):
            with counted_queries(app) as counted:
                client.get(path)
            assert counted.count <= MOST_ON_A_PAGE, counted
            row.append(counted.count)
        counts.append(row)
    assert counts[0] == counts[1] == counts[2]


def test_statements_go_with_the_sessions_and_not_with_the_people(app, champion, clock):
    with training.acting(app, champion) as actor:
        with counted_queries(app) as counted:
            for session in range(4):
                training.log_session(actor, clock, training.people(250, session * 100))
        assert counted.count <= 4 * 20, counted
        assert coverage.summarised(actor) == coverage.recount(actor)
