"""Who works for two organisations that become one: counted once, findable as before, and to be corrected."""

from __future__ import annotations

from datetime import timedelta

import pytest

from network.accounts.models import Membership
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.organisations.models import WorkforceGroup
from network.organisations.vocabulary import WorkforceLevel
from network.training.models import Learner


@pytest.fixture
def keep(app):
    """Keeps rows, whosever they are."""

    def add(*rows):
        with app.app_context(), system_scope(db.session(), "rows of two organisations"):
            db.session.add_all(rows)
            commit()

    return add


def test_one_staff_number_in_three_of_which_two_share_a_name(world, known, become_one, every, keep, clock):
    """58 schools share a name: to say whose number it was does not tell them apart."""
    first, second = known(("119903", "Hill School", "", "", ""), ("119904", "Hill School", "", "", ""))
    keep(
        *(
            Learner(organisation_id=at, name=name, staff_number="1001", made_at=clock.now())
            for at, name in ((first, "Ada Lark"), (second, "Bo Finch"), (world.other, "Cy Wren"))
        )
    )

    become_one(first, world.other)
    become_one(second, world.other)

    assert {each.name: each.staff_number for each in every(Learner, organisation_id=world.other)} == {
        "Ada Lark": "1001 (Hill School)",
        "Bo Finch": "1001 (Hill School) 2",
        "Cy Wren": "1001",
    }


@pytest.mark.parametrize("is_taken", [False, True])
def test_whoever_both_know_keeps_the_staff_number_that_one_of_them_knew(
    world, become_one, every, keep, clock, is_taken
):
    """The next roster may name them by that number alone."""
    email = "ada@example.org"
    keep(
        Learner(organisation_id=world.own, name="Ada Lark", email=email, staff_number="1001", made_at=clock.now()),
        Learner(organisation_id=world.other, name="Ada Lark", email=email, made_at=clock.now()),
    )
    if is_taken:
        keep(Learner(organisation_id=world.other, name="Bo Finch", staff_number="1001", made_at=clock.now()))

    become_one()

    numbers = {(each.name, each.staff_number) for each in every(Learner) if each.staff_number}
    assert numbers == {("Bo Finch" if is_taken else "Ada Lark", "1001")}


def test_a_role_that_begins_in_both_begins_once(world, become_one, every, keep, clock):
    person, begins = world.person(Role.STAFF_MEMBER), clock.today() + timedelta(days=5)
    role = {"user_id": person.user_id, "role": Role.CHAMPION}
    keep(
        Membership(organisation_id=world.own, starts_on=begins, ends_on=begins + timedelta(days=9), **role),
        Membership(organisation_id=world.other, starts_on=begins + timedelta(days=1), **role),
    )

    become_one()

    held = [each for each in every(Membership, **role) if each.ends_on is None or each.ends_on >= each.starts_on]
    assert [(each.starts_on, each.ends_on) for each in held] == [(begins, None)]


def test_a_role_that_both_gave_after_one_another_stays_two(world, become_one, every, keep, clock):
    """Nobody gets a role for days on which neither gave it."""
    person, today = world.person(Role.STAFF_MEMBER), clock.today()
    role = {"user_id": person.user_id, "role": Role.CHAMPION}
    keep(
        Membership(organisation_id=world.own, starts_on=today, ends_on=today + timedelta(days=2), **role),
        Membership(organisation_id=world.other, starts_on=today + timedelta(days=9), **role),
    )

    become_one()

    assert len(every(Membership, **role)) == 2
    assert all(each.ends_on is None or each.ends_on >= each.starts_on for each in every(Membership, **role))


def _group(at, role_group, headcount, clock, level=WorkforceLevel.SKILLED):
    return WorkforceGroup(
        organisation_id=at, role_group=role_group, level=level, headcount=headcount, said_on=clock.today()
    )


@pytest.mark.parametrize(("is_same", "headcount"), [(False, 50), (True, 20)])
def test_one_kind_of_work_that_both_counted_has_one_row(
    world, become_one, every, keep, clock, client_of, is_same, headcount
):
    """Two rows that say the same could never be corrected again. Of what was entered twice, one figure holds."""
    keep(
        _group(world.own, "practitioners", 30, clock),
        _group(world.own, "Front of house", 4, clock),
        _group(world.other, "Practitioners", 20, clock),
        _group(world.other, "Practitioners", 7, clock, WorkforceLevel.IN_DEPTH),
    )

    become_one(is_same=is_same)

    rows = every(WorkforceGroup, organisation_id=world.other)
    assert sorted((each.role_group, each.level.value, each.headcount) for each in rows) == [
        ("Front of house", "trauma-skilled", 4),
        ("Practitioners", "in-depth", 7),
        ("Practitioners", "trauma-skilled", headcount),
    ]
