"""The session's own guard on a real database."""

import pytest
from sqlalchemy import select

from network.accounts.models import Membership, User
from network.core import tenancy, tripwire
from network.core.actor import Actor
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import Scope, UnscopedQuery, scoped
from network.organisations.models import Department
from tests.support.world import World


def actor_of(world: World, role: Role, at: str = "own") -> Actor:
    person = world.person(role, at)
    return Actor(person.user_id, person.organisation_id, frozenset({role}), frozenset())


def test_scoped_select_sees_own_rows_only(in_app, world):
    actor = actor_of(world, Role.ORGANISATION_LEAD)
    tenancy.enter(db.session(), actor)
    found = db.session.scalars(scoped(select(Department), actor, Department)).all()
    assert {d.organisation_id for d in found} == {world.own}
    people = db.session.scalars(scoped(select(User), actor, User)).all()
    assert len(people) == len([1 for at, _ in world.people if at == "own"])


def test_unscoped_select_raises(in_app, world):
    tenancy.enter(db.session(), actor_of(world, Role.ORGANISATION_LEAD))
    with pytest.raises(UnscopedQuery, match="membership"):
        db.session.scalars(select(Membership)).all()


def test_coordinator_sees_every_partner(in_app, world):
    actor = actor_of(world, Role.COORDINATOR, "host")
    tenancy.enter(db.session(), actor)
    found = db.session.scalars(scoped(select(Department), actor, Department)).all()
    assert {d.organisation_id for d in found} == {world.own, world.other}


def test_selects_inside_one_another_are_each_looked_at_once(world, monkeypatch):
    """However many of their columns are named: level by level, the looks would multiply."""
    actor = actor_of(world, Role.ORGANISATION_LEAD)
    looks = []
    look = tripwire._inspect
    monkeypatch.setattr(tripwire, "_inspect", lambda *found: looks.append(found[0]) or look(*found))
    inner = scoped(select(Department), actor, Department).subquery()
    for _ in range(4):
        inner = select(inner).subquery()
    statement = select(inner)
    assert tripwire.unscoped_tables(statement, Scope.of(actor)) == set()
    assert len(looks) == 6, "one for each level"
    unmarked = select(select(select(Department).subquery()).subquery())
    assert tripwire.unscoped_tables(unmarked, Scope.of(actor)) == {"department"}
