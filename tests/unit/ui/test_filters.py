from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.ui.fields.dates import read_time
from network.ui.filters import as_address, as_date, as_datetime, as_day, as_month, as_number, as_time, plural


@pytest.mark.parametrize(
    ("instant", "written"),
    [
        (datetime(2027, 1, 24, 9, 30, tzinfo=UTC), "24 January 2027 at 9:30am"),
        (datetime(2027, 7, 1, 9, 0, tzinfo=UTC), "1 July 2027 at 10am"),
        (datetime(2027, 6, 30, 23, 30, tzinfo=UTC), "1 July 2027 at 12:30am"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25 October 2026 at 1:30am"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "25 October 2026 at 1:30am"),
        (datetime(2027, 1, 24, 12, 0, tzinfo=UTC), "24 January 2027 at 12pm"),
    ],
)
def test_an_instant_is_shown_in_london(instant: datetime, written: str) -> None:
    assert as_datetime(instant) == written


def test_dates() -> None:
    assert as_date(date(2027, 1, 4)) == "4 January 2027"
    assert as_day(date(2027, 1, 24)) == "Sunday 24 January 2027"
    assert as_day(datetime(2027, 6, 30, 23, 30, tzinfo=UTC)) == "Thursday 1 July 2027"


def test_a_month_and_an_address() -> None:
    assert as_month(date(2027, 1, 4)) == "January 2027"
    assert as_address("a<b@example.org") == "a&lt;b<wbr>@example.org"


@pytest.mark.parametrize("show", [as_date, as_time, as_datetime, as_day])
def test_an_instant_without_a_zone_is_refused(show) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="without a zone"):
        show(datetime(2027, 1, 24, 9, 30))  # noqa: DTZ001


@given(st.times().map(lambda value: value.replace(second=0, microsecond=0)))
def test_a_time_as_we_write_it_can_be_typed_back(value: time) -> None:
    assert read_time(as_time(value)) == value


def test_numbers() -> None:
    assert as_number(1234567) == "1,234,567"
    assert as_number(12.345) == "12.3"
    assert plural(1, "session") == "1 session"
    assert plural(0, "session") == "0 sessions"
    assert plural(1200, "person", "people") == "1,200 people"
