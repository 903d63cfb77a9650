"""From when until when a role is held; the two roles that are never left empty (`B15`)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.accounts.rules import holding
from network.accounts.rules.holding import Span
from network.core.errors import RuleBroken
from network.core.permissions import Role

TODAY = date(2026, 11, 18)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def span(start: int, end: int | None = None) -> Span:
    return Span(day(start), None if end is None else day(end))


@pytest.mark.parametrize(
    ("held", "offset", "covered"),
    [
        (span(0), -1, False),
        (span(0), 0, True),
        (span(0), 4000, True),
        (span(0, 3), 3, True),
        (span(0, 3), 4, False),
        (span(5, -1), 5, False),
    ],
)
def test_a_last_day_is_still_held(held, offset, covered):
    assert held.covers(day(offset)) is covered


@pytest.mark.parametrize(
    ("held", "over"),
    [(span(-9), False), (span(-9, 0), False), (span(-9, -1), True), (span(5, 4), True), (span(5, 9), False)],
)
def test_over(held, over):
    assert holding.is_over(held, TODAY) is over


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (span(-1), "starts_on"),
        (span(366 * 6), "starts_on"),
        (span(0, -1), "ends_on"),
        (span(5, 4), "ends_on"),
        (span(0, 366 * 6), "ends_on"),
        (span(0), None),
        (span(0, 0), None),
        (span(30, 60), None),
    ],
)
def test_days_that_a_new_role_can_have(asked, field):
    if field is None:
        holding.check_span(asked, TODAY)
        return
    with pytest.raises(RuleBroken) as refused:
        holding.check_span(asked, TODAY)
    assert refused.value.field == field


@pytest.mark.parametrize(("offset", "refused"), [(-1, True), (0, False), (30, False), (366 * 6, True)])
def test_last_day_is_today_or_later(offset, refused):
    if not refused:
        holding.check_last_day(day(offset), TODAY)
        return
    with pytest.raises(RuleBroken):
        holding.check_last_day(day(offset), TODAY)


def test_ended_now_is_not_held_today():
    assert not Span(day(-9), holding.ended_now(TODAY)).covers(TODAY)


def test_nobody_acts_on_their_own_role():
    with pytest.raises(RuleBroken):
        holding.check_not_oneself(UUID(int=1), UUID(int=1))
    holding.check_not_oneself(UUID(int=1), UUID(int=2))
    holding.check_not_oneself(None, UUID(int=2))


@pytest.mark.parametrize(
    ("before", "after", "leaves"),
    [
        # the only one ends, today or later
        ([span(-9)], [span(-9, -1)], True),
        ([span(-9)], [span(-9, 30)], True),
        # another stays
        ([span(-9), span(-5)], [span(-9, -1), span(-5)], False),
        # another begins later: a gap, or none
        ([span(-9), span(10)], [span(-9, 8), span(10)], True),
        ([span(-9), span(10)], [span(-9, 9), span(10)], False),
        # another stays, but only for a time
        ([span(-9), span(-5, 20)], [span(-9, -1), span(-5, 20)], True),
        # whoever was to take over is called off
        ([span(-9, 9), span(10)], [span(-9, 9), span(10, -1)], True),
        # what is past is past
        ([span(-30, -20)], [span(-30, -25)], False),
        # nobody was there at all
        ([], [], False),
    ],
)
def test_days_left_without_anybody(before, after, leaves):
    assert holding.leaves_days_without(before, after, TODAY) is leaves


spans = st.builds(
    lambda start, length: span(start, None if length is None else start + length),
    st.integers(-20, 20),
    st.one_of(st.none(), st.integers(-25, 25)),
)


@given(st.lists(spans, max_size=5), st.lists(spans, max_size=5))
def test_looking_at_turning_days_finds_what_looking_at_every_day_does(before, after):
    def by_the_day():
        for offset in range(80):
            held_before = any(s.covers(day(offset)) for s in before)
            held_after = any(s.covers(day(offset)) for s in after)
            if held_before and not held_after:
                return True
        return False

    assert holding.leaves_days_without(before, after, TODAY) is by_the_day()


@given(spans, st.lists(spans, max_size=4))
def test_what_an_offer_adds_is_never_held_already(offered, held):
    added = holding.not_yet_held(offered, held)
    if added is None:
        first_days = [day(offset) for offset in range(-60, 60) if offered.covers(day(offset))]
        assert all(any(s.covers(one) for s in held) for one in first_days)
        return
    for offset in range(-60, 60):
        if added.covers(day(offset)):
            assert offered.covers(day(offset))
            assert not any(s.covers(day(offset)) for s in held)


@pytest.mark.parametrize("role", list(Role))
def test_only_leads_and_coordinators_are_never_left_empty(role):
    if role not in {Role.COORDINATOR, Role.ORGANISATION_LEAD}:
        holding.check_not_left_empty(role, [span(-9)], [span(-9, -1)], TODAY)
        holding.check_stays_covered(role, span(0, 30), [])
        return
    with pytest.raises(RuleBroken, match="last"):
        holding.check_not_left_empty(role, [span(-9)], [span(-9, -1)], TODAY)
    with pytest.raises(RuleBroken) as refused:
        holding.check_stays_covered(role, span(0, 30), [span(-9, 60)])
    assert refused.value.field == "ends_on"
    holding.check_stays_covered(role, span(0, 30), [span(-9)])
    holding.check_stays_covered(role, span(0), [])
