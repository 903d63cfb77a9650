"""A workforce by level (TR-6), and who stands in for the contact: tidied, or answered in words of what to do."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import RuleBroken
from network.organisations.rules.deputies import DeputySaid, checked_deputy
from network.organisations.rules.deputies import check_room as check_room_for_deputies
from network.organisations.rules.workforce import GroupSaid, by_level, check_room, checked_group, difference
from network.organisations.vocabulary import WorkforceLevel

HOUSING = UUID(int=1)
SAID = GroupSaid("Practitioners", WorkforceLevel.SKILLED, 12)


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"role_group": ""}, "role_group", "Choose a kind of work, or enter your own"),
        ({"role_group": "…"}, "role_group", "Choose a kind of work, or enter your own"),
        ({"role_group": "x" * 10_000}, "role_group", "Use 100 characters or fewer"),
        ({"headcount": None}, "headcount", "Enter how many people"),
        ({"headcount": -1}, "headcount", "Enter a number of people from 0"),
        ({"headcount": 10**9}, "headcount", "Enter a number of people from 0"),
        ({"department_id": UUID(int=9)}, "department_id", "Choose from the list"),
        ({"role_group": " practitioners "}, "role_group", "have a row already"),
    ],
)
def test_a_group_that_does_not_fit_is_answered(changed, field, words):
    with pytest.raises(RuleBroken, match=words) as broken:
        checked_group(replace(SAID, **changed), [SAID], {HOUSING})
    assert broken.value.field == field


def test_the_same_work_may_need_another_level_or_be_in_another_department():
    for changed in ({"level": WorkforceLevel.IN_DEPTH}, {"department_id": HOUSING}, {"role_group": "Supervisors"}):
        assert checked_group(replace(SAID, **changed), [SAID], {HOUSING}) == replace(SAID, **changed)


@given(st.lists(st.tuples(st.sampled_from(WorkforceLevel), st.integers(0, 10_000))))
def test_the_levels_add_up_to_all(rows):
    """TR-6."""
    groups = [GroupSaid(str(number), level, count) for number, (level, count) in enumerate(rows)]
    totals = by_level(groups)
    assert list(totals) == list(WorkforceLevel)
    assert sum(totals.values()) == sum(count for _, count in rows)


@pytest.mark.parametrize(
    ("total", "size", "said"),
    [
        (0, 200, ""),
        (200, 200, ""),
        (180, None, ""),
        (1, 2, "The rows add up to 1 person, and the number of staff is 2. Some may have no row yet."),
        (1200, 1000, "The rows add up to 1,200 people, and the number of staff is 1,000. Some may stand in more"),
    ],
)
def test_a_difference_is_said_kindly(total, size, said):
    words = difference(total, size)
    assert words.startswith(said)
    assert bool(words) == bool(said)
    assert not any(word in words.casefold() for word in ("wrong", "error", "must", "invalid", "incorrect"))


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        (DeputySaid("", email="a@example.org"), "name", "Enter their name"),
        (DeputySaid("12", email="a@example.org"), "name", "Enter their name"),
        (DeputySaid("Ana"), "email", "Enter an e-mail address or a telephone number"),
        (DeputySaid("Ana", email="ana"), "email", "Enter an e-mail address, like name@example.org"),
        (DeputySaid("Ana", telephone="x"), "telephone", "Enter a telephone number"),
        (DeputySaid("Ana", "x" * 101, telephone="111"), "job_title", "Use 100 characters or fewer"),
        (DeputySaid("A" * 10_000, telephone="111"), "name", "Use 100 characters or fewer; this has 10,000"),
    ],
)
def test_a_deputy_that_does_not_fit_is_answered(said, field, words):
    with pytest.raises(RuleBroken, match=words) as broken:
        checked_deputy(said)
    assert broken.value.field == field


def test_there_is_room_for_so_many():
    check_room(299)
    check_room_for_deputies(4)
    with pytest.raises(RuleBroken, match="at most 300"):
        check_room(300)
    with pytest.raises(RuleBroken, match="5 deputies already"):
        check_room_for_deputies(5)
