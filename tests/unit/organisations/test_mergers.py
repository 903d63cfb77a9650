"""When two organisations can become one, and what one keeps of the other."""

from uuid import UUID

import pytest

from network.core.errors import RuleBroken
from network.organisations.rules.mergers import (
    Side,
    check_may_leave,
    check_may_merge,
    check_name,
    free_name,
    names_apart,
    stronger,
)
from network.organisations.vocabulary import Scheme, Sector, Standing


def side(number: int, **changes) -> Side:
    known = {"sector": Sector.COUNCIL, "standing": Standing.PARTNER, "is_host": False, "schemes": frozenset()}
    return Side(UUID(int=number), f"Council {number}", **{**known, **changes})


@pytest.mark.parametrize(
    ("former", "successor", "is_same", "field"),
    [
        (side(1), side(2), False, None),
        (side(1), side(2), True, None),
        (side(1), side(2, sector=Sector.NHS), False, None),
        (side(1), side(2, is_host=True), False, None),
        (side(1), side(1), False, "successor"),
        (side(1, is_host=True), side(2), False, "successor"),
        (side(1, sector=Sector.PROVIDER), side(2), False, "successor"),
        (side(1), side(2, sector=Sector.PROVIDER), False, "successor"),
        (side(1, sector=Sector.PROVIDER), side(2, sector=Sector.PROVIDER), False, None),
        (side(1, schemes=frozenset({Scheme.GSS})), side(2, schemes=frozenset({Scheme.GSS})), False, None),
        (side(1, schemes=frozenset({Scheme.GSS})), side(2, schemes=frozenset({Scheme.GSS})), True, "is_same"),
        (side(1, schemes=frozenset({Scheme.ODS})), side(2, schemes=frozenset({Scheme.GSS})), True, None),
    ],
)
def test_which_two_can_become_one(former, successor, is_same, field):
    if field is None:
        check_may_merge(former, successor, is_same=is_same)
        return
    with pytest.raises(RuleBroken) as refused:
        check_may_merge(former, successor, is_same=is_same)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "typed", ["Sedgemoor District Council", "  sedgemoor district COUNCIL ", "Sedgemoor, District Council"]
)
def test_the_name_is_typed_as_people_type(typed):
    check_name("Sedgemoor District Council", typed)


@pytest.mark.parametrize("typed", ["", "yes", "Sedgemoor", "Somerset Council"])
def test_another_name_is_no_yes(typed):
    with pytest.raises(RuleBroken, match="Sedgemoor District Council"):
        check_name("Sedgemoor District Council", typed)


@pytest.mark.parametrize(
    ("standing", "is_host", "may"),
    [
        (Standing.PARTNER, False, True),
        (Standing.INVITED, False, True),
        (Standing.LISTED, False, False),
        (Standing.LEFT, False, False),
        (Standing.PARTNER, True, False),
    ],
)
def test_who_can_leave(standing, is_host, may):
    if may:
        check_may_leave(standing, is_host=is_host)
        return
    with pytest.raises(RuleBroken) as refused:
        check_may_leave(standing, is_host=is_host)
    assert refused.value.field is None
    assert len(refused.value.routes) >= 2


@pytest.mark.parametrize("one", [each for each in Standing if each is not Standing.MERGED])
def test_the_stronger_standing_stays_whichever_way_round(one):
    assert stronger(one, Standing.LISTED) is stronger(Standing.LISTED, one) is one
    assert stronger(one, Standing.PARTNER) is Standing.PARTNER


def test_names_are_told_apart_capitals_aside():
    assert names_apart(["Housing", "Early help"], ["HOUSING ", "Education"]) == ["Housing"]
    assert free_name("Housing (Mendip)", ["Housing"]) == "Housing (Mendip)"
    assert free_name("Housing (Mendip)", ["housing (mendip)", "Housing (Mendip) 2"]) == "Housing (Mendip) 3"
