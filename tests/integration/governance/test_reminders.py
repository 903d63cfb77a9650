"""The one reminder: to a colleague, in the week before, never at night, and without saying what it is about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from network.accounts.models import Membership
from network.core import outbox
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.governance import jobs
from network.governance.messages import ActionReminder
from tests.factories import governance

DUE = date(2026, 12, 9)
SEVEN_BEFORE = datetime(2026, 12, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def owner(world):
    return world.person(Role.CHAMPION)


@pytest.fixture
def action(app, world, clock, owner):
    group = governance.add_group(app, world, clock)
    return governance.add_action(app, world, clock, group, DUE, owner=owner)


def reminded(app, clock, at=None):
    """Whom a run of the job at this instant writes to, all runs so far together."""
    if at is not None:
        clock.move_to(at)
    with app.app_context():
        with system_scope(db.session(), "the worker"):
            jobs.remind(clock)
            commit()
        found = [each for each in outbox.waiting_messages() if isinstance(each, ActionReminder)]
        db.session.remove()
    return found


def test_the_owner_is_reminded_seven_days_before_and_once(app, clock, owner, action):
    """`U34`."""
    assert reminded(app, clock, SEVEN_BEFORE - timedelta(days=1)) == []
    (only,) = reminded(app, clock, SEVEN_BEFORE)
    assert (only.to, only.action_id) == (owner.email, str(action))
    for later in (1, 24, 5 * 24, 8 * 24):
        assert len(reminded(app, clock, SEVEN_BEFORE + timedelta(hours=later))) == 1


@pytest.mark.parametrize("hour", [0, 3, 7, 20, 23])
def test_nobody_is_reminded_at_night(app, clock, action, hour):
    """`U33`: it waits for the morning."""
    assert reminded(app, clock, SEVEN_BEFORE.replace(hour=hour)) == []
    assert len(reminded(app, clock, SEVEN_BEFORE.replace(hour=10) + timedelta(days=1))) == 1


def test_a_worker_that_was_away_reminds_late_rather_than_never(app, clock, action):
    assert len(reminded(app, clock, SEVEN_BEFORE + timedelta(days=4))) == 1
    clock.advance(timedelta(days=3))
    assert len(reminded(app, clock)) == 1


def test_what_is_done_is_not_reminded_of(app, world, clock, owner, action, client_of):
    address = f"/groups/actions/{action}"
    client_of(owner).post(f"{address}/finish", {"done_on": "2026-11-18"}, to=address)
    assert reminded(app, clock, SEVEN_BEFORE) == []


def test_a_new_day_is_reminded_of_anew(app, world, clock, action, client_of):
    reminded(app, clock, SEVEN_BEFORE)
    address = f"/groups/actions/{action}"
    lead = client_of(world.person(Role.ORGANISATION_LEAD))
    owner_id = str(world.person(Role.CHAMPION).user_id)
    lead.post(f"{address}/edit", {"what": "Book", "owner_id": owner_id, "due_on": "2026-12-30"}, to=address)
    assert len(reminded(app, clock, SEVEN_BEFORE + timedelta(days=7))) == 1
    assert len(reminded(app, clock, SEVEN_BEFORE + timedelta(days=21))) == 2


def test_what_was_agreed_this_week_is_not_repeated_to_its_owner(app, world, clock, owner):
    group = governance.add_group(app, world, clock)
    governance.add_action(app, world, clock, group, clock.today() + timedelta(days=5), owner=owner)
    governance.add_action(app, world, clock, group, clock.today() + timedelta(days=7), owner=owner)
    assert reminded(app, clock, datetime(2026, 11, 20, 10, 0, tzinfo=UTC)) == []


def test_an_owner_without_an_account_or_without_a_role_is_not_written_to(app, world, clock, owner, action):
    group = governance.add_group(app, world, clock)
    governance.add_action(app, world, clock, group, DUE)
    with app.app_context(), system_scope(db.session(), "a role that ended") as system:
        held = db.session.scalars(
            scoped(select(Membership), system, Membership).where(Membership.user_id == owner.user_id)
        ).one()
        held.ends_on = clock.today()
        commit()
        db.session.remove()
    assert reminded(app, clock, SEVEN_BEFORE) == []


def test_the_message_says_that_something_is_due_and_not_what(app, clock, action):
    """`U31`, `U32`: no free text and no name; the link asks for a sign-in."""
    (only,) = reminded(app, clock, SEVEN_BEFORE)
    email = only.email("https://network.example")
    assert email.subject == "Something of yours is due soon"
    assert "9 December 2026" in email.text
    assert f"https://network.example/groups/actions/{action}" in email.text
    for word in ("Book the hall", "Strategic group", "trauma", "Champion of own"):
        assert word.lower() not in f"{email.subject} {email.text}".lower()
