"""The fixed periods of published counts (`B17`)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.suppression import Quarter, quarter_of, year_to

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), Quarter(2026, 1)),
        (date(2026, 3, 31), Quarter(2026, 1)),
        (date(2026, 4, 1), Quarter(2026, 2)),
        (date(2026, 12, 31), Quarter(2026, 4)),
    ],
)
def test_a_day_lies_in_its_quarter(day, quarter):
    assert quarter_of(day) == quarter


@given(DAYS)
def test_a_quarter_begins_with_its_first_day_and_ends_with_its_last(day):
    quarter = quarter_of(day)
    assert quarter.first_day <= day <= quarter.last_day
    assert quarter_of(quarter.first_day) == quarter_of(quarter.last_day) == quarter
    assert quarter_of(quarter.last_day + timedelta(days=1)) == quarter.after(1)


@given(DAYS, st.integers(-40, 40))
def test_going_and_coming_back_is_where_one_was(day, count):
    quarter = quarter_of(day)
    assert quarter.after(count).after(-count) == quarter
    assert (quarter.after(count) > quarter) == (count > 0)


def test_a_year_is_four_quarters_and_a_calendar_year_is_one_of_them():
    assert year_to(Quarter(2026, 2)) == (Quarter(2025, 3), Quarter(2025, 4), Quarter(2026, 1), Quarter(2026, 2))
    assert year_to(Quarter(2026, 4)) == tuple(Quarter(2026, number) for number in (1, 2, 3, 4))
