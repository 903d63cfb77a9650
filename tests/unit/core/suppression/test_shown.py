"""What is said of one count, and of one count as a part of another (`B17`)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.suppression import UNSAID, Shown, by_first_rule, share

SMALL = Shown(None, is_small=True)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, Shown(0)),
        (1, SMALL),
        (7, SMALL),
        (8, Shown(10)),
        (12, Shown(10)),
        (13, Shown(15)),
        (17, Shown(15)),
        (18, Shown(20)),
        (1000, Shown(1000)),
    ],
)
def test_nobody_is_nobody_few_are_hidden_and_the_rest_is_rounded(count, said):
    assert by_first_rule(count) == said


def test_there_are_never_fewer_than_no_people():
    with pytest.raises(ValueError, match="fewer than no people"):
        by_first_rule(-1)


@given(st.integers(0, 10_000))
def test_what_is_said_is_true_and_says_nothing_of_few(count):
    said = by_first_rule(count)
    low, high = said.limits
    assert low <= count <= high
    assert said.is_hidden == (1 <= count <= 7)
    assert low in {0, 1} or low >= 8
    assert count == 0 or high - low >= 4


def test_what_is_hidden_for_another_says_nothing():
    assert UNSAID.is_hidden
    assert UNSAID.limits is None


@pytest.mark.parametrize(
    ("part", "whole", "percentage"),
    [
        (Shown(10), Shown(15), 67),
        (Shown(10), Shown(10), 100),
        (Shown(0), Shown(10), 0),
        (Shown(15), Shown(40), 38),
        (Shown(25), Shown(200), 13),
        (Shown(0), Shown(0), None),
        (SMALL, Shown(40), None),
        (UNSAID, Shown(40), None),
        (Shown(0), SMALL, None),
        (Shown(0), UNSAID, None),
    ],
)
def test_a_percentage_comes_from_what_is_shown_of_both(part, whole, percentage):
    assert share(part, whole) == percentage


def test_a_part_is_not_more_than_its_whole():
    with pytest.raises(ValueError, match="not more than its whole"):
        share(Shown(15), Shown(10))


@given(st.integers(0, 500), st.integers(0, 500))
def test_every_part_of_a_whole_has_a_percentage_or_none(part, rest):
    said = by_first_rule(part), by_first_rule(part + rest)
    percentage = share(*said)
    assert (percentage is None) == (said[0].is_hidden or said[1].is_hidden or part + rest == 0)
    assert percentage is None or 0 <= percentage <= 100
