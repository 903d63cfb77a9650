"""What coordinators are told, what is forgotten, and what other features may ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from network.accounts.models import Invitation
from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import enter
from network.joining import jobs
from network.joining.public import count_waiting, oldest_answer_by
from tests.factories.accounts import actor_of
from tests.factories.joining import ASKER, NEWTOWN, ask, send


@pytest.fixture
def work(app, clock):
    """Runs a job as the worker does."""

    def run(job):
        with app.app_context():
            enter(db.session(), SystemActor("a test's worker"))
            job(clock)
            commit()
            db.session.remove()

    return run


def other(number):
    return replace(NEWTOWN, name=f"Newtown Kitchen {number}")


def test_coordinators_are_told_once_a_day_and_of_nothing_twice(app, world, clock, work, messages):
    """U31, U34."""
    work(jobs.tell_coordinators)
    send(app, clock)
    work(jobs.tell_coordinators)
    assert messages("waiting") == [], "what nobody confirmed is told to nobody"
    ask(app, clock, other(1))
    work(jobs.tell_coordinators)
    ask(app, clock, other(2))
    work(jobs.tell_coordinators)
    (told,) = messages("waiting")
    assert (told.to, told.waiting) == (world.person(Role.COORDINATOR, "host").email, 1)
    assert "Newtown" not in told.email("https://x.example").text
    clock.advance(timedelta(days=1))
    work(jobs.tell_coordinators)
    assert [each.waiting for each in messages("waiting")] == [1, 2]
    clock.advance(timedelta(days=1))
    work(jobs.tell_coordinators)
    assert len(messages("waiting")) == 2, "nothing new"


def test_nobody_is_told_at_night(app, world, clock, work, messages):
    """U33"""
    ask(app, clock)
    clock.advance(timedelta(hours=11))
    work(jobs.tell_coordinators)
    assert messages("waiting") == []
    clock.advance(timedelta(hours=12))
    work(jobs.tell_coordinators)
    assert len(messages("waiting")) == 1


def test_what_nobody_confirmed_is_gone_after_seven_days(app, world, clock, work, rows, actions):
    """B30"""
    send(app, clock)
    kept = ask(app, clock, other(1))
    for after, left in ((timedelta(days=7, seconds=-1), 2), (timedelta(seconds=1), 1)):
        clock.advance(after)
        work(jobs.forget)
        assert len(rows()) == left
    assert rows()[0].id == kept
    assert actions()[-1] == "joining.request.forgotten"


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_what_was_answered_is_gone_after_twelve_months(app, world, clock, coordinator, work, rows, answer):
    """B30: with those beside it; the organisation and the invitation stay."""
    request = ask(app, clock)
    ask(app, clock, NEWTOWN, replace(ASKER, email="b@newtown.example"))
    sent = {"accept": {"which": "new", "asker": str(request)}, "decline": {"reason": "not-yet"}}[answer]
    clock.advance(timedelta(minutes=10))
    coordinator.post(f"/joining/{request}/{answer}", sent, to="/joining")
    for after, left in ((timedelta(days=364), 2), (timedelta(days=1), 0)):
        clock.advance(after)
        work(jobs.forget)
        assert len(rows()) == left
    assert len(rows(Invitation)) == (1 if answer == "accept" else 0)


def test_what_waits_is_never_forgotten(app, world, clock, work, rows):
    ask(app, clock)
    clock.advance(timedelta(days=800))
    work(jobs.forget)
    assert len(rows()) == 1


def test_what_the_coordinators_desk_may_ask(app, world, clock):
    ask(app, clock)
    clock.advance(timedelta(days=5))
    ask(app, clock, other(1))
    ask(app, clock, other(1), replace(ASKER, email="b@newtown.example"))
    send(app, clock)
    for role, at, expected in (
        (Role.COORDINATOR, "host", (2, date(2026, 12, 2))),
        (Role.ORGANISATION_LEAD, "own", (0, None)),
        (Role.BOARD_VIEWER, "other", (0, None)),
    ):
        with app.app_context():
            actor = actor_of(app.extensions["policies"], world.person(role, at))
            enter(db.session(), actor)
            assert (count_waiting(actor), oldest_answer_by(actor)) == expected
            db.session.remove()
