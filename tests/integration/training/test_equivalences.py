"""A course outside the tiers counts as one from a day, for every organisation, and stops without taking away."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from network.core.audit import AuditEntry
from network.core.commit import commit, rollback
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.training import coverage, figures
from network.training.courses import equivalences
from network.training.imports.answers import Answers
from network.training.imports.service import take_file
from network.training.models import Completion
from tests.factories import offer, training
from tests.support.queries import counted_queries

FIRST = date(2026, 6, 1)
"""From here on the course counts."""


@pytest.fixture
def outside(app, world, clock):
    training.load_catalogue(app, clock)
    return offer.add_course(app, world, clock)


def trained(app, person, clock):
    """How many people of an organisation are current in each tier; the summary is right."""
    with training.acting(app, person) as actor:
        assert coverage.summarised(actor) == coverage.recount(actor)
        found = figures.organisation_coverage(actor, actor.organisation_id, clock.today())
        return [each.trained for each in found.tiers]


def hold(app, person, clock, people, held_on, code=offer.OUTSIDE):
    with training.acting(app, person) as actor:
        return training.log_session(actor, clock, people, code=code, held_on=held_on)


def test_it_counts_in_no_tier_until_it_is_decided(app, world, clock, outside):
    champion = world.person(Role.CHAMPION)
    hold(app, champion, clock, training.people(3), clock.today())
    assert trained(app, champion, clock) == [0, 0, 0]
    offer.decide(app, world, clock, outside, 1, FIRST)
    offer.work(app, clock)
    assert trained(app, champion, clock) == [3, 0, 0]


def test_what_was_completed_since_that_day_counts_everywhere_and_what_before_does_not(app, world, clock, outside):
    own, other = (world.person(Role.CHAMPION, at) for at in ("own", "other"))
    hold(app, own, clock, training.people(3), FIRST)
    hold(app, own, clock, training.people(2, 10), FIRST - timedelta(days=1))
    hold(app, other, clock, training.people(4), FIRST + timedelta(days=30))
    offer.decide(app, world, clock, outside, 2, FIRST)
    assert trained(app, own, clock) == [0, 0, 0], "the worker has not been there"
    offer.work(app, clock)
    assert trained(app, own, clock) == [0, 3, 0]
    assert trained(app, other, clock) == [0, 4, 0]
    offer.work(app, clock)
    assert trained(app, own, clock) == [0, 3, 0]
    with app.app_context(), system_scope(db.session(), "what a test counts") as system:
        rows = db.session.scalars(scoped(select(AuditEntry), system, AuditEntry)).all()
        counted = {row.chain_id: row.changes for row in rows if row.action == "training.equivalence.counted"}
        days = db.session.scalars(scoped(select(Completion), system, Completion)).all()
    assert counted == {
        own.organisation_id: {"completions": 3, "tier": 2},
        other.organisation_id: {"completions": 4, "tier": 2},
    }
    assert {(row.completed_on, row.tier, row.expires_on) for row in days} == {
        (FIRST - timedelta(days=1), None, date(2028, 5, 31)),
        (FIRST, 2, date(2028, 6, 30)),
        (FIRST + timedelta(days=30), 2, date(2028, 7, 31)),
    }


def test_it_is_counted_in_parts(app, world, clock, outside):
    champion = world.person(Role.CHAMPION)
    hold(app, champion, clock, training.people(7), FIRST)
    offer.decide(app, world, clock, outside, 1, FIRST)
    counted = []
    for _ in range(4):
        with app.app_context(), system_scope(db.session(), "a worker of a test") as system:
            counted.append(equivalences.count_some(system, clock, 3))
            commit()
        trained(app, champion, clock)
    assert counted == [3, 3, 1, 0]


def test_until_when_it_is_current_is_written_anew(app, world, clock, outside, client_of):
    champion = world.person(Role.CHAMPION)
    hold(app, champion, clock, training.people(1), FIRST)
    coordinator = client_of.api(world.person(Role.COORDINATOR, "host"))
    seen = coordinator.get(f"/api/v1/training/courses/{outside}")
    change = {"validity_months": 12}
    headers = {"If-Match": seen.headers["ETag"]}
    coordinator.send("PATCH", f"/api/v1/training/courses/{outside}", json=change, headers=headers)
    offer.decide(app, world, clock, outside, 1, FIRST)
    offer.work(app, clock)
    with app.app_context(), system_scope(db.session(), "what a test looks up") as system:
        (row,) = db.session.scalars(scoped(select(Completion), system, Completion))
        assert (row.tier, row.expires_on) == (1, date(2027, 6, 30))


def test_new_sessions_and_imports_obey_it(app, world, clock, outside):
    champion = world.person(Role.CHAMPION)
    offer.decide(app, world, clock, outside, 1, FIRST)
    hold(app, champion, clock, training.people(2), FIRST)
    hold(app, champion, clock, training.people(2, 10), FIRST - timedelta(days=1))
    assert trained(app, champion, clock) == [2, 0, 0]
    table = (
        "Name,E-mail,Staff number,Course,Completion date\n"
        f"Ann,ann@a.example,,{offer.OUTSIDE},2026-06-01\nBo,bo@a.example,,{offer.OUTSIDE},2026-05-31\n"
    )
    with training.acting(app, champion) as actor:
        take_file(actor, actor.organisation_id, table.encode(), Answers(), clock)
    assert trained(app, champion, clock) == [3, 0, 0]
    given = "Name,E-mail,Completion date\nCy,cy@a.example,2026-06-02\n"
    with training.acting(app, champion) as actor:
        take_file(actor, actor.organisation_id, given.encode(), Answers(outside), clock)
    assert trained(app, champion, clock) == [4, 0, 0]


def test_ending_it_counts_no_new_ones_and_leaves_what_counted(app, world, clock, outside):
    champion = world.person(Role.CHAMPION)
    hold(app, champion, clock, training.people(2), FIRST)
    decision = offer.decide(app, world, clock, outside, 1, FIRST)
    offer.work(app, clock)
    offer.end(app, world, clock, outside, decision)
    offer.end(app, world, clock, outside, decision)
    hold(app, champion, clock, training.people(2, 10), clock.today())
    assert trained(app, champion, clock) == [4, 0, 0], "the last day still counts"
    clock.advance(timedelta(days=1))
    hold(app, champion, clock, training.people(2, 20), clock.today())
    offer.work(app, clock)
    assert trained(app, champion, clock) == [4, 0, 0]
    # What is only now recorded counts as it would have then.
    hold(app, champion, clock, training.people(2, 30), FIRST + timedelta(days=1))
    assert trained(app, champion, clock) == [6, 0, 0]
    # Another decision reaches what this one did not.
    offer.decide(app, world, clock, outside, 2, FIRST - timedelta(days=100))
    offer.work(app, clock)
    assert trained(app, champion, clock) == [6, 2, 0]


def test_what_was_taken_back_is_not_counted(app, world, clock, outside):
    champion = world.person(Role.CHAMPION)
    logged = hold(app, champion, clock, training.people(2), FIRST)
    with training.acting(app, champion) as actor:
        training.withdraw(actor, logged, clock)
    offer.decide(app, world, clock, outside, 1, FIRST)
    offer.work(app, clock)
    assert trained(app, champion, clock) == [0, 0, 0]


def test_statements_go_with_the_organisations_and_not_with_the_people(app, world, clock, outside):
    counts = []
    offer.decide(app, world, clock, outside, 1, FIRST)
    for people in (5, 100):
        with training.acting(app, world.person(Role.CHAMPION)) as actor:
            training.log_session(actor, clock, training.people(people, people * 10), code=offer.OUTSIDE, held_on=FIRST)
            mine = scoped(update(Completion), actor, Completion)
            db.session.execute(mine.where(Completion.completed_on == FIRST).values(tier=None))
        with app.app_context(), system_scope(db.session(), "a worker of a test") as system:
            with counted_queries(app) as counted:
                assert equivalences.count_some(system, clock) >= people
            counts.append(counted.count)
            rollback()
    assert counts[0] == counts[1]
