"""The day in what a system writes for an instant."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.training.exports.days import DayOrder, EitherWay, Evidence, read_day

CHRISTMAS_EVE = date(2026, 12, 24)
FOURTH = date(2026, 9, 4)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-09-04", FOURTH),
        ("2026-09-04 14:05:11", FOURTH),
        ("2026/09/04 00:00:00", FOURTH),
        ("2026-09-04T14:05:11", FOURTH),
        ("2026-09-03T23:30:00Z", FOURTH),
        ("2026-09-03T23:30:00.123+00:00", FOURTH),
        ("2026-09-04T00:30:00+02:00", date(2026, 9, 3)),
        ("2026-09-03 23:30:00+00", FOURTH),
        ("2026-09-03T23:30Z", FOURTH),
        ("2026-09-03T23:30:00.123456789Z", FOURTH),
        ("2026-09-03 23:30:00 UTC", FOURTH),
        ("2026-09-03 23:30:00 (GMT)", FOURTH),
        ("2026-09-03 11:30:00 PM UTC", FOURTH),
        ("2026-09-03 23:30:00 GMT+01:00", date(2026, 9, 3)),
        ("2026-09-03T23:30:00+0100", date(2026, 9, 3)),
        ("Thu, 03 Sep 2026 23:30:00 GMT", FOURTH),
        ("Thu, 03 Sep 2026 23:30:00 +0000", FOURTH),
        ("2026-03-28T23:30:00Z", date(2026, 3, 28)),
        ("2026-03-28T23:30:00-01:00", date(2026, 3, 29)),
        ("2026-10-24T23:30:00Z", date(2026, 10, 25)),
        ("2026-10-25T23:30:00Z", date(2026, 10, 25)),
        ("2026-09-03 23:30 BST", date(2026, 9, 3)),
        ("2026-09-03 13:00-14:00", date(2026, 9, 3)),
        ("24/12/2026 13:00-14:00", CHRISTMAS_EVE),
        ("2026-09-03T23:30:00-23:00", date(2026, 9, 3)),
        ("2026-09-03 99:30 UTC", date(2026, 9, 3)),
        ("9999-12-31T23:30:00-14:00", date(9999, 12, 31)),
        ("4 September 2026 at 14:05", FOURTH),
        ("September 4, 2026 at 2:05 PM", FOURTH),
        ("24/12/2026", CHRISTMAS_EVE),
        ("12/24/26 4:30:36 PM", CHRISTMAS_EVE),
        ("24.12.26, 09:30", CHRISTMAS_EVE),
        ("12/12/2026", date(2026, 12, 12)),
        ("04-Sep-2026", FOURTH),
        ("4 September 2026", FOURTH),
        ("4th Sept 2026", FOURTH),
        ("September 4, 2026, 2:05 PM", FOURTH),
        ("Friday, 4 September 2026, 2:05 PM", FOURTH),
        ("Fri 4 Sep 26", FOURTH),
        ("29/02/2024", date(2024, 2, 29)),
        ("29/02/2026", None),
        ("31/31/2026", None),
        ("2026-02-30", None),
        ("4 Sometime 2026", None),
        ("45901", None),
        ("No expiry", None),
        ("", None),
        ("9" * 200, None),
    ],
)
def test_a_day_is_read(text, day):
    assert read_day(text) == day


def test_a_day_that_can_be_two_is_two():
    read = read_day("4/9/2026, 7:37:51 PM")
    assert isinstance(read, EitherWay)
    assert (read.read(DayOrder.DAY_FIRST), read.read(DayOrder.MONTH_FIRST)) == (FOURTH, date(2026, 4, 9))


def test_a_day_that_can_be_two_is_both_of_them_here():
    read = read_day("3/9/2026 23:30 UTC")
    assert isinstance(read, EitherWay)
    assert (read.read(DayOrder.DAY_FIRST), read.read(DayOrder.MONTH_FIRST)) == (FOURTH, date(2026, 3, 9))


@pytest.mark.parametrize(
    ("texts", "order", "is_against"),
    [
        (("4/9/2026", "24/9/2026"), DayOrder.MONTH_FIRST, True),
        (("4/9/2026", "24/9/2026"), DayOrder.DAY_FIRST, False),
        (("4/9/2026", "24/9/2026"), None, False),
        (("4/9/2026", "24/9/2026", "9/24/2026"), DayOrder.MONTH_FIRST, False),
        (("24/9/2026",), DayOrder.MONTH_FIRST, False),
    ],
)
def test_an_answer_that_no_day_of_the_file_bears_out_is_noticed(texts, order, is_against):
    evidence = Evidence()
    for text in texts:
        evidence.add(text)
    assert evidence.is_against(order) == is_against


def test_a_day_above_the_table_shows_the_order_and_asks_nothing():
    evidence = Evidence()
    evidence.add_above("4/9/2026")
    assert not evidence.is_open
    evidence.add("4/9/2026")
    assert evidence.is_open
    evidence.add_above("24/9/2026")
    assert (evidence.order, evidence.is_open) == (DayOrder.DAY_FIRST, False)


@pytest.mark.parametrize(
    ("texts", "order", "is_open"),
    [
        (("4/9/2026", "24/9/2026"), DayOrder.DAY_FIRST, False),
        (("4/9/2026", "9/24/2026"), DayOrder.MONTH_FIRST, False),
        (("4/9/2026", "24/9/2026", "9/24/2026"), None, True),
        (("4/9/2026", "5/5/2026"), None, True),
        (("5/5/2026", "2026-09-04", "", "x"), None, False),
    ],
)
def test_the_other_days_of_a_file_show_the_order(texts, order, is_open):
    evidence = Evidence()
    for text in texts:
        evidence.add(text)
    assert (evidence.order, evidence.is_open) == (order, is_open)


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(DayOrder),
    st.sampled_from("/-."),
    st.sampled_from(["", " 14:05", ", 2:05:06 PM"]),
)
def test_what_is_written_in_an_order_is_read_in_it(day, order, divider, time):
    parts = (day.day, day.month) if order is DayOrder.DAY_FIRST else (day.month, day.day)
    read = read_day(divider.join(map(str, (*parts, day.year))) + time)
    assert (read.read(order) if isinstance(read, EitherWay) else read) == day


@given(st.text(max_size=70))
def test_nothing_stops_the_reading(text):
    assert read_day(text) is None or isinstance(read_day(text), date | EitherWay)
