"""Who may grant which role where (`B15`): the table, said again the other way round."""

from uuid import UUID

import pytest

from network.accounts.rules.granting import (
    EXISTS,
    GRANTED_BY_LEAD,
    Granter,
    Kind,
    Place,
    check_grant,
    grantable_roles,
    granter_acting,
    may_grant,
)
from network.core.actor import Actor, Newcomer, SystemActor, Visitor
from network.core.errors import RuleBroken
from network.core.permissions import Role

HERE, ELSEWHERE, SOMEBODY = UUID(int=1), UUID(int=2), UUID(int=3)

COORDINATOR = Granter(SOMEBODY, is_coordinator=True)
LEAD_HERE = Granter(SOMEBODY, leads=frozenset({HERE}))
LEAD_ELSEWHERE = Granter(SOMEBODY, leads=frozenset({ELSEWHERE}))
NOBODY = Granter(SOMEBODY)
SYSTEM = Granter(None, is_system=True)

# role                       partner            host               provider
TABLE = """
coordinator                  -                  coordinator        -
organisation-lead            coordinator lead   coordinator lead   coordinator lead
department-lead              coordinator lead   coordinator lead   coordinator
manager                      coordinator lead   coordinator lead   coordinator
champion                     coordinator lead   coordinator lead   coordinator
incident-lead                coordinator lead   coordinator lead   coordinator
provider-allocator           -                  -                  coordinator lead
therapist                    -                  -                  coordinator lead
facilitator                  coordinator        coordinator        coordinator
board-viewer                 coordinator lead   coordinator lead   coordinator
staff-member                 coordinator lead   coordinator lead   coordinator lead
"""


def cells():
    for line in TABLE.strip().splitlines():
        words = [part.strip() for part in line.split("  ") if part.strip()]
        for kind, granters in zip((Kind.PARTNER, Kind.HOST, Kind.PROVIDER), words[1:], strict=True):
            yield Role(words[0]), kind, set(granters.split()) - {"-"}


def test_the_table_has_every_role():
    assert {role for role, _, _ in cells()} == set(Role)


@pytest.mark.parametrize(("role", "kind", "granters"), list(cells()))
def test_each_cell(role, kind, granters):
    here = Place(HERE, kind)
    assert may_grant(COORDINATOR, role, here) == ("coordinator" in granters)
    assert may_grant(LEAD_HERE, role, here) == ("lead" in granters)
    assert may_grant(SYSTEM, role, here) == ("coordinator" in granters)
    assert not may_grant(LEAD_ELSEWHERE, role, here)
    assert not may_grant(NOBODY, role, here)


def test_a_lead_grants_at_most_what_the_coordinator_does():
    for kind in Kind:
        assert GRANTED_BY_LEAD[kind] < EXISTS[kind]


def test_roles_are_offered_in_the_order_they_are_listed_in():
    assert grantable_roles(LEAD_HERE, Place(HERE, Kind.PROVIDER)) == [
        Role.ORGANISATION_LEAD,
        Role.PROVIDER_ALLOCATOR,
        Role.THERAPIST,
        Role.STAFF_MEMBER,
    ]


@pytest.mark.parametrize(
    ("granter", "role", "kind", "words"),
    [
        (LEAD_HERE, Role.THERAPIST, Kind.PARTNER, "this kind of organisation has"),
        (COORDINATOR, Role.COORDINATOR, Kind.PARTNER, "this kind of organisation has"),
        (LEAD_HERE, Role.COORDINATOR, Kind.HOST, "ask the network coordinator"),
        (LEAD_ELSEWHERE, Role.CHAMPION, Kind.PARTNER, "ask the network coordinator"),
    ],
)
def test_a_refusal_says_what_to_do(granter, role, kind, words):
    with pytest.raises(RuleBroken, match=words) as refused:
        check_grant(granter, role, Place(HERE, kind))
    assert refused.value.field == "role"


def test_an_actor_grants_by_the_roles_they_act_in():
    lead = Actor(SOMEBODY, HERE, frozenset({Role.ORGANISATION_LEAD, Role.CHAMPION}), frozenset())
    assert granter_acting(lead) == LEAD_HERE
    coordinator = Actor(SOMEBODY, HERE, frozenset({Role.COORDINATOR}), frozenset())
    assert granter_acting(coordinator) == COORDINATOR
    champion = Actor(SOMEBODY, HERE, frozenset({Role.CHAMPION}), frozenset())
    assert granter_acting(champion) == NOBODY
    assert granter_acting(Newcomer(SOMEBODY)) == NOBODY
    assert granter_acting(Visitor()) == Granter(None)
    assert granter_acting(SystemActor("a job")) == SYSTEM
