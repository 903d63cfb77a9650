"""What the charter reminds of: 60, 30 and 7 days before a review or a day to sign by, pledges, and evidence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from network.charter.queries import pledges
from network.charter.reminders import coming_up
from network.charter.rules.evidence import EvidenceText
from network.charter.service import evidence
from network.core import tenancy
from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from tests.factories import charter as charters
from tests.support.queries import counted_queries

LEAD = Role.ORGANISATION_LEAD


@pytest.fixture
def said(app, clock):
    """What is coming up on a day, as sentences, and for whom."""

    def look(on: date | None = None):
        if on is not None:
            clock.advance(timedelta(days=(on - clock.today()).days))
        with app.app_context():
            tenancy.enter(db.session(), SystemActor("a test"))
            return {(line.user_id, line.words) for line in coming_up(clock)}

    return look


def test_before_there_is_a_charter_nothing_comes_up(said, world):
    assert said() == set()


@pytest.mark.parametrize(("days", "reminded"), [(61, False), (60, True), (30, True), (7, True), (0, True), (-1, False)])
def test_a_review_is_reminded_of(charter, app, world, clock, said, days, reminded):
    with app.app_context():
        charters.sign(world.person(LEAD), charter, clock)
    until = date(2027, 11, 18)
    lines = {words for user_id, words in said(until - timedelta(days=days)) if "reviewed" in words}
    assert bool(lines) is reminded
    assert lines <= {"Your organisation’s signature on the charter is to be reviewed by 18 November 2027."}


def test_each_of_the_three_days_is_another_reminder(charter, app, world, clock):
    with app.app_context():
        charters.sign(world.person(LEAD), charter, clock)
    keys = set()
    clock.advance(timedelta(days=300))
    with app.app_context():
        tenancy.enter(db.session(), SystemActor("a test"))
        for _ in range(66):
            keys |= {line.key for line in coming_up(clock) if line.key.startswith("charter.term")}
            clock.advance(timedelta(days=1))
    assert sorted(key.rsplit(":", 1)[1] for key in keys) == ["30", "60", "7"]


def test_a_new_version_is_reminded_of_by_its_own_day(charter, app, world, clock, said):
    with app.app_context():
        charters.sign(world.person(LEAD), charter, clock)
        charters.publish_next_version(world, clock, days=91)
    assert said() == set()
    assert said(date(2027, 1, 18)) == {
        (world.person(LEAD).user_id, "Your organisation is asked to sign version 2 of the charter by 17 February 2027.")
    }
    with app.app_context():
        charters.sign(world.person(LEAD), 2, clock)
    assert said() == set()


def test_pledges_and_what_shows_them(charter, app, world, clock, said):
    with app.app_context():
        charters.sign(world.person(LEAD), charter, clock)
        actor = charters.actor_of(world.person(LEAD))
        first, second = pledges.list_actions_of(actor, world.own)
        charters.put_in_place(actor, first, clock)
        looked_at = EvidenceText("Our letter", date(2027, 3, 1))
        evidence.add_link(actor, second.id, looked_at, "https://www.example.org", clock)
        commit()
    assert said(date(2027, 2, 21)) == set()
    (line,) = said(date(2027, 2, 22))
    assert line == (
        world.person(LEAD).user_id,
        "Somebody is to look by 1 March 2027 whether what shows one of your pledges still holds.",
    )
    due = {words for _, words in said(date(2027, 10, 19)) if "in place by" in words}
    assert due == {"Your organisation pledged to have something in place by 18 November 2027."}


def test_the_number_of_queries_does_not_grow(charter, app, world, clock):
    """P6."""
    counts = []
    clock_now = clock.now()
    for _ in range(2):
        clock.move_to(clock_now)
        with app.app_context():
            charters.sign_for_many(world, charter, clock, 4)
        clock.advance(timedelta(days=340))
        with app.app_context(), counted_queries(app) as queries:
            tenancy.enter(db.session(), SystemActor("a test"))
            list(coming_up(clock))
        counts.append(queries.count)
    assert counts[0] == counts[1], counts
