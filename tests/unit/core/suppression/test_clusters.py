"""Organisations that are too small for statistics of their own (`B17`)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.suppression import clusters

SIZES = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.integers(0, 250), max_size=25)


@pytest.mark.parametrize(
    ("eligible", "together"),
    [
        ({"a": 100, "b": 250}, [("a",), ("b",)]),
        ({"a": 99}, []),
        ({"a": 99, "b": 1}, [("a", "b")]),
        ({"a": 99, "b": 400}, [("b",)]),
        ({"c": 60, "a": 60, "b": 60}, [("a", "b", "c")]),
        ({"a": 60, "b": 60, "c": 60, "d": 60}, [("a", "b"), ("c", "d")]),
        ({"a": 40, "b": 40}, []),
        ({}, []),
    ],
)
def test_who_is_counted_together(eligible, together):
    assert clusters(eligible) == together


def test_a_cluster_stays_as_long_as_it_holds():
    earlier = [("b", "c")]
    assert clusters({"a": 60, "b": 60, "c": 60, "d": 50}, earlier) == [("a", "d"), ("b", "c")]
    # Nobody joins one that was counted without them, even if they are left out.
    assert clusters({"a": 60, "b": 60, "c": 60}, earlier) == [("b", "c")]
    # It no longer holds where a member grew up, left, or too few are left together.
    assert clusters({"a": 60, "b": 160, "c": 60}, earlier) == [("a", "c"), ("b",)]
    assert clusters({"a": 60, "c": 60}, earlier) == [("a", "c")]
    assert clusters({"a": 60, "b": 30, "c": 60}, earlier) == [("a", "b", "c")]


@given(SIZES, st.randoms())
def test_the_order_in_which_they_come_is_nothing(eligible, chance):
    shuffled = list(eligible.items())
    chance.shuffle(shuffled)
    assert clusters(dict(shuffled)) == clusters(eligible)


@given(SIZES, SIZES)
def test_no_subject_is_small_and_nobody_is_counted_twice(before, eligible):
    together = clusters(eligible, clusters(before))
    counted = [name for each in together for name in each]
    assert len(counted) == len(set(counted))
    for each in together:
        assert sum(eligible[name] for name in each) >= 100
        assert len(each) == 1 or all(eligible[name] < 100 for name in each)
    assert {name for name, staff in eligible.items() if staff >= 100} <= set(counted)
    assert sum(eligible[name] for name in set(eligible) - set(counted)) < 100 or together


@given(SIZES)
def test_what_stays_the_same_is_counted_together_again(eligible):
    together = clusters(eligible)
    assert clusters(eligible, together) == together
