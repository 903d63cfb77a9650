"""What coordinators are told, what is forgotten, and what other features may ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from network.accounts.digests import send_digests
from network.accounts.models import Invitation
from network.core import outbox
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


@pytest.fixture
def digests(app):
    """The letters of the day that wait."""

    def look():
        with app.app_context():
            found = [each for each in outbox.waiting_messages() if each.kind == "accounts.digest"]
            return [(each.to, each.email("https://x.example").text) for each in found]

    return look


def test_coordinators_are_told_once_a_day_and_of_nothing_twice(app, world, clock, work, digests, coordinator):
    """U31, U34."""
    send(app, clock)
    work(send_digests)
    assert digests() == [], "what nobody confirmed is told to nobody"
    request = ask(app, clock, other(1))
    work(send_digests)
    ask(app, clock, other(1), replace(ASKER, email="b@newtown.example"))
    ask(app, clock, other(2))
    work(send_digests)
    ((to, text),) = digests()
    assert to == world.person(Role.COORDINATOR, "host").email
    assert "asks to join the network, and is to be answered by 2 December 2026." in text
    assert f"https://x.example/joining/{request}" in text
    assert "Newtown" not in text
    coordinator.get(f"/joining/{request}")
    clock.advance(timedelta(days=1))
    work(send_digests)
    assert [text.count("asks to join") for _, text in digests()] == [1, 1]
    clock.advance(timedelta(days=1))
    work(send_digests)
    assert len(digests()) == 2, "nothing new"


def test_nobody_is_told_at_night(app, world, clock, work, digests):
    """U33"""
    ask(app, clock)
    clock.advance(timedelta(hours=11))
    work(send_digests)
    assert digests() == []


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
