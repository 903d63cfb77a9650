"""The three days of what has closed, and that they start once and once more (B30)."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import Conflict, RuleBroken
from network.incidents.rules.holding import check_hold, holds
from network.incidents.rules.retention import Days, Keeping, starts_the_time


def at(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("closed", "keeping", "days"),
    [
        (
            "2026-11-18T10:00+00:00",
            Keeping(),
            "2027-02-16T10:00+00:00 2027-11-18T10:00+00:00 2028-11-18T10:00+00:00",
        ),
        # The month's last day where it is shorter.
        (
            "2028-02-29T10:00+00:00",
            Keeping(),
            "2028-05-29T10:00+00:00 2029-02-28T10:00+00:00 2030-02-28T10:00+00:00",
        ),
        # A summary does not outlive what it is of.
        (
            "2026-11-18T10:00+00:00",
            Keeping(particulars_days=30, summary_months=24, skeleton_months=12),
            "2026-12-18T10:00+00:00 2027-11-18T10:00+00:00 2027-11-18T10:00+00:00",
        ),
        # Late on an evening that is the next day in London already.
        (
            "2026-07-01T23:30+00:00",
            Keeping(),
            "2026-09-29T23:30+00:00 2027-07-01T23:30+00:00 2028-07-01T23:30+00:00",
        ),
    ],
)
def test_three_days(closed, keeping, days):
    assert keeping.days(at(closed)) == Days(*map(at, days.split()))


@given(
    st.timedeltas(timedelta(0), timedelta(days=15_000)),
    st.integers(30, 180),
    st.integers(3, 24),
    st.integers(12, 36),
)
def test_nothing_outlives_the_last_day(passed, particulars, summary, skeleton):
    closed = at("2020-01-01T00:00+00:00") + passed
    days = Keeping(30, particulars, summary, skeleton).days(closed)
    assert closed < days.particulars < days.skeleton
    assert closed < days.summary <= days.skeleton


FIRST, REOPENED, SECOND = at("2026-11-18T10:00+00:00"), at("2026-12-01T10:00+00:00"), at("2027-01-05T10:00+00:00")


@pytest.mark.parametrize(
    ("counted_from", "reopened_at", "starts"),
    [
        (None, None, True),  # the first closing
        (FIRST, REOPENED, True),  # the first one after it was opened again
        (SECOND, REOPENED, False),  # whatever follows
    ],
)
def test_the_time_starts_once_and_once_more(counted_from, reopened_at, starts):
    assert starts_the_time(counted_from, reopened_at) is starts


TODAY = FIRST.date()


@pytest.mark.parametrize(("days", "is_right"), [(0, False), (1, True), (365, True), (366, False)])
def test_a_hold_ends_within_a_year(days, is_right):
    def check():
        check_hold(TODAY + timedelta(days=days), TODAY, is_forgotten=False)

    if is_right:
        check()
    else:
        with pytest.raises(RuleBroken):
            check()


def test_nothing_is_left_to_hold_of_what_was_forgotten():
    with pytest.raises(Conflict):
        check_hold(TODAY + timedelta(days=9), TODAY, is_forgotten=True)


def test_its_last_day_is_part_of_it():
    assert holds(TODAY, TODAY)
    assert not holds(TODAY, TODAY + timedelta(days=1))
