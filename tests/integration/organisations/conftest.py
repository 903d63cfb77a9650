"""What tests of two organisations that become one start from."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from network.core import tenancy
from network.core.actor import Actor, SystemActor
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped
from network.organisations.models import Organisation
from network.organisations.service.merging import merge
from tests.factories.charter import publish_charter, sign
from tests.factories.organisations import bring_in, by_code, schools

SYSTEM = SystemActor("a test looks")


@pytest.fixture
def coordinator(world) -> Actor:
    person = world.person(Role.COORDINATOR, "host")
    return Actor(person.user_id, person.organisation_id, frozenset({Role.COORDINATOR}), frozenset(), True)


@pytest.fixture
def become_one(app, world, coordinator, clock):
    """`own` becomes part of `other`, unless told otherwise."""

    def become(former=None, successor=None, *, is_same=False):
        with app.app_context():
            tenancy.enter(db.session(), coordinator)
            former_id, successor_id = former or world.own, successor or world.other
            name = db.session.get_one(Organisation, former_id).name
            merged = merge(coordinator, former_id, successor_id, name, clock, is_same=is_same)
            commit()
        return merged

    return become


@pytest.fixture
def every(app):
    """The rows of a model."""

    def find(model, **values):
        with app.app_context():
            tenancy.enter(db.session(), SYSTEM)
            return list(db.session.scalars(scoped(select(model), SYSTEM, model).filter_by(**values)))

    return find


@pytest.fixture
def known(app, clock):
    """Schools that a register brought, by the order of its rows."""

    def bring(*rows):
        with app.app_context():
            bring_in(schools(*rows), clock)
            return [by_code(row[0])[0].id for row in rows]

    return bring


@pytest.fixture
def signed(app, world, clock):
    """The charter, signed for organisations; the key of the last signature."""

    def sign_for(*places):
        with app.app_context():
            number = publish_charter(world, clock)
            return [sign(world.person(Role.ORGANISATION_LEAD, at), number, clock) for at in places][-1]

    return sign_for
