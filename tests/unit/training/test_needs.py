"""What an assessment adds up to, which one holds on a day, and how many lapse in the months to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import RuleBroken
from network.core.months import end_of_month, months_after
from network.organisations.public import WorkforceLine
from network.organisations.rules.workforce import check_needed_by
from network.organisations.vocabulary import WorkforceLevel
from network.training.needs import rules
from network.training.needs.months import Lapsing, ends_ahead, months_ahead
from network.training.needs.rules import Needs
from network.training.rules import Coverage, by_level
from network.training.vocabulary import NEVER

DAY = date(2026, 11, 18)
LINE = WorkforceLine("Practitioners", WorkforceLevel.SKILLED, 12, None, None)
LINES = st.lists(
    st.builds(
        WorkforceLine,
        st.sampled_from(["Practitioners", "Volunteers"]),
        st.sampled_from(WorkforceLevel),
        st.integers(0, 500),
        st.none(),
        st.none(),
    ),
    max_size=8,
)


@pytest.mark.parametrize(
    ("informed", "skilled", "in_depth", "workforce", "expected"),
    [
        (100, 20, 5, None, (125, 25, 5)),  # whoever needs a level needs those below it
        (0, 14, 0, 200, (200, 14, 0)),  # everybody needs the first one
        (0, 14, 0, 10, (14, 14, 0)),  # more rows than staff: the rows are what was assessed
        (0, 0, 0, 0, (0, 0, 0)),
    ],
)
def test_a_level_is_needed_by_those_above_it_and_the_first_by_everybody(
    informed, skilled, in_depth, workforce, expected
):
    """TR-4, TR-6, TR-7."""
    numbers = zip(WorkforceLevel, (informed, skilled, in_depth), strict=True)
    lines = [replace(LINE, level=level, headcount=count) for level, count in numbers]
    assert rules.denominators(lines, workforce, DAY) == Needs(DAY, *expected)


@given(LINES, st.none() | st.integers(0, 2_000))
def test_a_higher_level_is_never_needed_by_more(lines, workforce):
    needs = rules.denominators(lines, workforce, DAY)
    counts = [needs.of(level) for level in WorkforceLevel]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == max(sum(line.headcount for line in lines), workforce or 0)


@given(st.lists(st.integers(0, 900), max_size=6), st.integers(-10, 910))
def test_the_past_keeps_its_denominator(made, asked):
    """Whatever is assessed later changes no day before it."""
    assessments = [Needs(DAY + timedelta(days), n, n, n) for n, days in enumerate(sorted(made))]
    day = DAY + timedelta(days=asked)
    found = rules.denominator_on(day, assessments)
    assert (found is None) == all(each.assessed_on > day for each in assessments)
    assert found is None or found.assessed_on <= day
    later = [Needs(day + timedelta(days=n), 1000 + n, 0, 0) for n in (1, 5)]
    kept = [each for each in assessments if each.assessed_on <= day]
    assert rules.denominator_on(day, [*kept, *later]) == found


def test_the_last_of_a_day_holds():
    first, second = Needs(DAY, 1, 1, 1), Needs(DAY, 2, 2, 2)
    assert rules.denominator_on(DAY, [first, second]) is second


@given(LINES, LINES, st.none() | st.integers(0, 5), st.none() | st.integers(0, 5))
def test_a_fingerprint_knows_what_was_seen(one, other, size, other_size):
    def key(lines):
        return sorted((each.role_group, each.level, each.headcount) for each in lines)

    is_same = key(one) == key(other) and size == other_size
    assert (rules.fingerprint(one, size) == rules.fingerprint(reversed(other), other_size)) == is_same


def test_changes_name_what_is_more_less_new_and_gone():
    gone, fewer, same = replace(LINE, role_group="Volunteers"), replace(LINE, headcount=5), LINE
    found = rules.changes([gone, same], [fewer, replace(LINE, level=WorkforceLevel.IN_DEPTH)])
    assert [(each.role_group, each.level, each.before, each.after) for each in found] == [
        ("Practitioners", WorkforceLevel.SKILLED, 12, 5),
        ("Practitioners", WorkforceLevel.IN_DEPTH, 0, 12),
        ("Volunteers", WorkforceLevel.SKILLED, 12, 0),
    ]
    assert rules.changes([same], [same]) == []


@pytest.mark.parametrize("lines", [[], [replace(LINE, headcount=0)]])
def test_nobody_is_no_assessment(lines):
    with pytest.raises(RuleBroken) as broken:
        rules.check_assessable(lines, "/rows")
    assert len(broken.value.routes) == 2


def test_a_note_is_of_some_length():
    assert rules.checked_note("  a\r\nb ") == "a\nb"
    with pytest.raises(RuleBroken, match="Use 500 characters or fewer; this has 10,000"):
        rules.checked_note("x" * 10_000)


@pytest.mark.parametrize(
    ("needed_by", "before", "words"),
    [
        (DAY - timedelta(days=1), None, "still to come"),
        (DAY - timedelta(days=1), DAY, "still to come"),
        (date(2037, 1, 1), None, "Check the year"),
        (date.max, None, "Check the year"),
    ],
)
def test_a_day_that_cannot_be_meant_is_answered(needed_by, before, words):
    with pytest.raises(RuleBroken, match=words) as broken:
        check_needed_by(needed_by, before, DAY)
    assert broken.value.field == "needed_by"


@pytest.mark.parametrize(("needed_by", "before"), [(None, None), (DAY, None), (date(2020, 1, 1), date(2020, 1, 1))])
def test_a_day_can_stay_when_it_has_passed(needed_by, before):
    check_needed_by(needed_by, before, DAY)


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.dictionaries(st.integers(-3, 9), st.integers(1, 50)))
def test_the_months_to_come_hold_everybody_who_lapses_in_them_once(today, by_month):
    """TR-11."""
    ends = {end_of_month(months_after(today.replace(day=1), n)): people for n, people in by_month.items()}
    found = months_ahead({**ends, NEVER: 1000}, today)
    assert [each.month for each in found] == ends_ahead(today)
    assert [each.people for each in found] == [by_month.get(n, 0) for n in range(6)]
    assert found[-1].together == sum(people for n, people in by_month.items() if 0 <= n < 6)
    assert all(one.together <= other.together for one, other in pairwise(found))


def test_what_is_left_if_nobody_renews():
    coverage = Coverage(2, "Tier 2", 30, 0, 40)
    left = Lapsing(coverage, months_ahead({date(2026, 12, 31): 10, date(2027, 9, 30): 5}, DAY)).left
    assert (left.trained, left.percent, left.gap) == (20, 50, 20)


def test_a_level_has_come_as_far_as_its_last_tier():
    """TR-6, D15."""
    tiers = [
        Coverage(1, "One", 90, 0, 100, WorkforceLevel.INFORMED),
        Coverage(2, "Two", 9, 0, 20, WorkforceLevel.SKILLED),
        Coverage(3, "Three", 4, 0, 20, WorkforceLevel.SKILLED),
    ]
    informed, skilled, in_depth = by_level(tiers)
    assert (informed.percent, skilled.percent, skilled.gap, skilled.tiers) == (90, 20, 16, ("Two", "Three"))
    assert (in_depth.tiers, in_depth.percent, in_depth.gap) == ((), None, None)
