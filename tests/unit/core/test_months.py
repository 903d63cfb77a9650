"""The same day of another month."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.months import end_of_month, months_after

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -3, date(2025, 10, 15)),
        (date(2026, 5, 31), -3, date(2026, 2, 28)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(9999, 12, 1), 3, date.max),
    ],
)
def test_months_on_a_calendar(day, months, expected):
    assert months_after(day, months) == expected


@given(DAYS, st.integers(-60, 60))
def test_it_lands_in_the_month_that_was_meant(day, months):
    found = months_after(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day <= day.day
    assert found.day == day.day or found == end_of_month(found)


@given(DAYS)
def test_the_day_after_the_end_of_a_month_is_a_first(day):
    last = end_of_month(day)
    assert (last.year, last.month) == (day.year, day.month)
    assert date.fromordinal(last.toordinal() + 1).day == 1
