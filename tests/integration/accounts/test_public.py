"""What other features may ask of people."""

from __future__ import annotations

import pytest

from network.accounts import public
from network.accounts.public import PersonName
from network.core import tenancy
from network.core.database import db
from network.core.errors import RuleBroken
from network.core.permissions import Role
from tests.factories.accounts import SYSTEM, actor_of, granted_role, joined_person


def named(person) -> PersonName:
    return PersonName(person.user_id, person.name, person.email)


def test_people_with_a_role_today_wherever_one_asks_from(app, world, clock, in_app):
    provider = actor_of(app.extensions["policies"], world.person(Role.PROVIDER_ALLOCATOR, "provider"))
    tenancy.enter(db.session(), provider)
    assert public.list_people_with_role(world.own, Role.INCIDENT_LEAD, clock) == [
        named(world.person(Role.INCIDENT_LEAD))
    ]
    assert public.list_people_with_role(world.own, Role.THERAPIST, clock) == []


def test_whether_a_role_is_held(world, clock, in_app):
    champion = world.person(Role.CHAMPION).user_id
    assert public.holds_role(champion, world.own, Role.CHAMPION, clock)
    assert not public.holds_role(champion, world.own, Role.MANAGER, clock)
    assert not public.holds_role(champion, world.other, Role.CHAMPION, clock)
    granted_role(world, champion, world.other, Role.CHAMPION, clock)
    assert public.holds_role(champion, world.other, Role.CHAMPION, clock)


def test_people_of_the_demonstration(world, clock, in_app):
    tenancy.enter(db.session(), SYSTEM)
    added = public.add_person(SYSTEM, "Ash  Person", "Ash@Example.org", clock, password="a long walk by the river")
    assert (added.name, added.email) == ("Ash Person", "ash@example.org")
    with pytest.raises(RuleBroken, match="has an account already"):
        public.add_person(SYSTEM, "Ash", "ash@example.org", clock)
    joined_person(world.own, Role.CHAMPION, clock, email="noor@example.org")
    with pytest.raises(RuleBroken):
        public.add_person(SYSTEM, "Noor", "noor@example.org", clock)
