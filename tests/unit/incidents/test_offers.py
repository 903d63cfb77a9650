"""Offering support to colleagues: to whom, for how long, and what is said of how many (CI-9, B17)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import RuleBroken
from network.incidents.rules.offers import (
    OfferAnswer,
    as_answered,
    as_kept,
    check_address,
    check_talked,
    is_open,
    offer_ends_at,
    said_of,
)

OFFERED = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "nobody yet"),
        (1, "some colleagues"),
        (7, "some colleagues"),
        (8, "about 10 colleagues"),
        (12, "about 10 colleagues"),
        (13, "about 15 colleagues"),
    ],
)
def test_a_number_is_said_of_eight_or_more(count, said):
    assert said in said_of(count)


@given(st.integers(1, 7), st.integers(1, 7))
def test_fewer_than_eight_read_the_same(one, other):
    assert said_of(one) == said_of(other)


def test_an_answer_is_kept_at_one_length():
    assert len({len(as_kept(each)) for each in OfferAnswer}) == 1
    assert [as_answered(as_kept(each)) for each in OfferAnswer] == list(OfferAnswer)


@pytest.mark.parametrize(("after", "still"), [(timedelta(days=30, seconds=-1), True), (timedelta(days=30), False)])
def test_an_offer_lapses_after_thirty_days(after, still):
    assert is_open(OFFERED, OFFERED + after) is still
    assert offer_ends_at(OFFERED) == OFFERED + timedelta(days=30)


@pytest.mark.parametrize("email", ["", "nobody", "me@example.org", "ME@example.org", "Them@Example.org"])
def test_who_is_not_asked(email):
    with pytest.raises(RuleBroken) as broken:
        check_address(email, own="me@example.org", staff_email="them@example.org")
    assert broken.value.field == "email"


def test_an_address_is_kept_in_small_letters():
    found = check_address("Colleague@Example.org", own="me@example.org", staff_email="")
    assert found == "colleague@example.org"


def test_a_manager_talks_with_their_team_first():
    check_talked(has_talked=True)
    with pytest.raises(RuleBroken):
        check_talked(has_talked=False)
