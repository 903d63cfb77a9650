"""All rows of one organisation become another's, in the system's scope alone, and all or none."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from network.core import tenancy
from network.core.actor import Actor
from network.core.commit import commit
from network.core.database import db
from network.core.handing_over import hand_over, owned
from network.core.permissions import Role
from network.core.tenancy import UnscopedQuery, scoped, system_scope
from network.organisations.models import Department
from network.training.models import Learner
from tests.support.databases import digests


def departments(system) -> dict[str, list[str]]:
    found = scoped(select(Department), system, Department).order_by(Department.name)
    names: dict[str, list[str]] = {}
    for each in db.session.scalars(found):
        names.setdefault(str(each.organisation_id), []).append(each.name)
    return names


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ORGANISATION_LEAD])
def test_nobodys_request_does_it(in_app, world, role, database):
    before = digests(database)
    person = world.person(role, "host" if role is Role.COORDINATOR else "own")
    tenancy.enter(db.session(), Actor(person.user_id, person.organisation_id, frozenset({role}), frozenset(), True))
    with pytest.raises(UnscopedQuery):
        hand_over(db.session(), world.own, world.other)
    commit()
    assert digests(database) == before


def test_rows_that_refer_to_one_another_go_together(in_app, world, clock):
    with system_scope(db.session(), "a test") as system:
        department = db.session.scalars(
            scoped(select(Department), system, Department).where(Department.organisation_id == world.own)
        ).one()
        department.name = "Early help"
        learner = Learner(organisation_id=world.own, name="Ada Lark", department_id=department.id, made_at=clock.now())
        db.session.add(learner)
        db.session.flush()

        hand_over(db.session(), world.own, world.other)

        assert (learner.organisation_id, learner.department_id) == (world.other, department.id)
        assert departments(system) == {str(world.other): ["Early help", "Housing"]}
        commit()


def test_what_both_hold_once_stops_all_of_it(in_app, world, database):
    """Each has a department called Housing."""
    before = digests(database)
    with pytest.raises(IntegrityError), system_scope(db.session(), "a test"):
        hand_over(db.session(), world.own, world.other)
    db.session.rollback()
    assert digests(database) == before


def test_what_is_to_stay_stays(in_app, world):
    with system_scope(db.session(), "a test") as system:
        hand_over(db.session(), world.own, world.other, {"department", "learner", "membership"})
        assert set(departments(system)) == {str(world.own), str(world.other)}
        db.session.rollback()


def test_every_table_that_says_whose_it_is_is_among_them(app):
    tables = {table.name: {column.name for column in columns} for table, columns in owned()}
    assert tables["referral"] == {"organisation_id", "provider_organisation_id"}
    assert tables["charter_peer_check"] == {"organisation_id", "peer_organisation_id"}
    assert "organisation" not in tables
    assert "audit_entry" not in tables
