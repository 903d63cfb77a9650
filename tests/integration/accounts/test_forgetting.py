"""Invitations and keys that have long been over are deleted in time, and not before (B30)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from network.accounts.models import ApiToken, Invitation
from network.accounts.rules.inviting import LIFETIME
from network.accounts.service.forgetting import KEPT, forget_invitations_and_keys
from network.accounts.tokens import LIFETIME as KEY_LIFETIME
from network.accounts.tokens import end_token, make_token
from network.core import tenancy
from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from tests.factories.accounts import actor_of, sent_invitation


@pytest.fixture
def lead(app, world):
    return actor_of(app.extensions["policies"], world.person(Role.ORGANISATION_LEAD))


@pytest.fixture
def left(app, clock):
    """How many invitations and keys there are once the job has run, so long after the beginning."""
    began = clock.now()

    def run(after: timedelta) -> tuple[int, ...]:
        clock.move_to(began + after)
        with app.app_context():
            tenancy.enter(db.session(), SystemActor("a job"))
            forget_invitations_and_keys(clock)
            commit()
        with app.app_context(), system_scope(db.session(), "a test looks") as system:
            counts = (
                scoped(select(func.count()).select_from(model), system, model) for model in (Invitation, ApiToken)
            )
            return tuple(db.session.scalar(count) for count in counts)

    return run


def test_they_go_a_year_after_they_ended(app, world, clock, lead, left):
    second = timedelta(seconds=1)
    with app.app_context():
        sent_invitation(lead, world.own, clock)
        tenancy.enter(db.session(), lead)
        make_token(lead, "one that runs out", [], clock)
        ended, _ = make_token(lead, "one that is ended", [], clock)
        db.session.flush()
        end_token(lead, ended.id, clock)
        commit()

    assert left(KEPT - second) == (1, 2)
    assert left(KEPT) == (1, 1)
    assert left(LIFETIME + KEPT - second) == (1, 1)
    assert left(LIFETIME + KEPT) == (0, 1)
    assert left(KEY_LIFETIME + KEPT - second) == (0, 1)
    assert left(KEY_LIFETIME + KEPT) == (0, 0)
