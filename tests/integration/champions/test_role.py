"""The record of a champion and the role that goes with it begin and end together (CP-1, B15)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from network.accounts.models import Membership
from network.accounts.public import Grant, Span, end_role, grant_role
from network.champions import jobs
from network.champions.models import Champion
from network.champions.vocabulary import ChampionState
from network.core.audit import AuditEntry
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope, unscoped
from tests.factories import champions

TODAY = date(2026, 11, 18)


@pytest.fixture
def member(world):
    return world.person(Role.STAFF_MEMBER)


@pytest.fixture
def ends_role(app, clock):
    """Ends somebody's role as a champion where people are kept: at once, or with a last day."""

    def end(person, last_day=None):
        with app.app_context(), system_scope(db.session(), "a lead ends a role") as system:
            for membership in memberships(person):
                end_role(system, membership.id, clock, last_day=last_day)
            commit()

    return end


def memberships(person):
    held = select(Membership).where(Membership.user_id == person.user_id, Membership.role == Role.CHAMPION)
    return db.session.scalars(unscoped(held, "a test looks")).all()


def champion_of(app, person):
    with app.app_context(), system_scope(db.session(), "a test looks"):
        found = unscoped(select(Champion).where(Champion.user_id == person.user_id), "a test looks")
        return db.session.scalars(found).one()


def work(app, clock):
    with app.app_context():
        jobs.end_with_role(clock)
        commit()


def test_a_role_that_ends_at_once_ends_the_record(app, world, member, clock, ends_role):
    champions.make_champion(app, world, member, clock)
    clock.advance(timedelta(days=10))
    ends_role(member)
    champion = champion_of(app, member)
    assert (champion.state, champion.ended_on) == (ChampionState.ENDED, TODAY + timedelta(days=9))


def test_a_role_ended_on_the_day_of_the_answer_has_no_end_before_it(app, world, member, clock, ends_role):
    champions.make_champion(app, world, member, clock)
    ends_role(member)
    assert champion_of(app, member).ended_on == TODAY


def test_somebody_is_a_champion_until_the_last_day_of_the_role(app, world, member, client_of, clock, ends_role):
    champions.make_champion(app, world, member, clock)
    last_day = TODAY + timedelta(days=3)
    ends_role(member, last_day)
    for day in range(4):
        work(app, clock)
        assert champion_of(app, member).state is ChampionState.ACTIVE, f"day {day}: the last day is held"
        clock.advance(timedelta(days=1))
    work(app, clock)
    champion = champion_of(app, member)
    assert (champion.state, champion.ended_on) == (ChampionState.ENDED, last_day)
    assert "You were a champion" in client_of(member).get("/champions/mine").text
    work(app, clock)
    with app.app_context(), system_scope(db.session(), "a test looks"):
        ended = select(AuditEntry).where(AuditEntry.action == "champions.champion.ended")
        assert len(db.session.scalars(unscoped(ended, "a test looks")).all()) == 1


def test_the_job_leaves_everybody_else_alone(app, world, member, clock, ends_role):
    other = world.person(Role.STAFF_MEMBER, "other")
    champions.make_champion(app, world, member, clock)
    champions.make_champion(app, world, other, clock, at="other")
    ends_role(member, TODAY)
    clock.advance(timedelta(days=1))
    work(app, clock)
    assert champion_of(app, member).state is ChampionState.ENDED
    assert champion_of(app, other).state is ChampionState.ACTIVE


@pytest.fixture
def role_to_come(app, member, clock):
    """The lead has granted the role from the first of December on."""
    with app.app_context(), system_scope(db.session(), "a role from December on") as system:
        grant_role(system, Grant(member.user_id, member.organisation_id, Role.CHAMPION, Span(date(2026, 12, 1))), clock)
        commit()


def test_saying_yes_before_the_role_starts_says_when_it_does(app, world, member, client_of, clock, role_to_come):
    champion_id = champions.ask(app, world, member, clock)
    client = client_of(member)
    client.post(f"/champions/{champion_id}/agree", form_at="/champions/mine", to="/champions/mine")
    assert "from 1 December 2026: your role starts then" in client.get("/champions/mine").text
    with app.app_context(), system_scope(db.session(), "a test looks"):
        assert [each.starts_on for each in memberships(member)] == [date(2026, 12, 1)]
    work(app, clock)
    assert champion_of(app, member).state is ChampionState.ACTIVE


def test_stepping_down_calls_off_a_role_to_come(app, world, member, client_of, clock, role_to_come):
    champion_id = champions.make_champion(app, world, member, clock)
    client_of(member).post(f"/champions/{champion_id}/step-down", form_at="/champions/mine", status=303)
    with app.app_context(), system_scope(db.session(), "a test looks"):
        (membership,) = memberships(member)
        assert membership.ends_on < membership.starts_on
