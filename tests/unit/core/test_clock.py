"""The clock that everything else is passed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from network.core.clock import LONDON, FrozenClock, SystemClock, in_utc, instant_in_london, local_date
from network.core.errors import RuleBroken

WINTER_NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)


def test_the_system_clock_gives_the_machines_instant_in_utc():
    with time_machine.travel(WINTER_NOON, tick=False):
        now = SystemClock().now()

    assert now == WINTER_NOON
    assert now.tzinfo is UTC


def test_a_frozen_clock_stands_still_in_utc():
    clock = FrozenClock(datetime(2027, 7, 1, 9, 30, tzinfo=LONDON))

    assert clock.now() == clock.now() == datetime(2027, 7, 1, 8, 30, tzinfo=UTC)
    assert clock.now().tzinfo is UTC


def test_a_frozen_clock_moves_both_ways():
    clock = FrozenClock(WINTER_NOON)

    clock.move_to(datetime(2026, 1, 1, tzinfo=UTC))
    clock.advance(timedelta(hours=2))

    assert clock.now() == datetime(2026, 1, 1, 2, tzinfo=UTC)


def test_advancing_counts_elapsed_time_across_a_clock_change():
    clock = FrozenClock(datetime(2027, 3, 27, 12, tzinfo=LONDON))

    clock.advance(timedelta(days=1))

    assert clock.now().astimezone(LONDON) == datetime(2027, 3, 28, 13, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("instant", "zone", "expected"),
    [
        ("2027-01-11T23:59:59+00:00", LONDON, date(2027, 1, 11)),
        ("2027-01-12T00:00:00+00:00", LONDON, date(2027, 1, 12)),
        ("2027-07-11T22:59:59+00:00", LONDON, date(2027, 7, 11)),
        ("2027-07-11T23:00:00+00:00", LONDON, date(2027, 7, 12)),
        ("2027-07-12T00:30:00+02:00", LONDON, date(2027, 7, 11)),
        ("2026-10-25T00:59:59+00:00", LONDON, date(2026, 10, 25)),
        ("2027-01-11T23:30:00+00:00", ZoneInfo("Europe/Paris"), date(2027, 1, 12)),
    ],
)
def test_the_local_date_is_the_one_on_the_wall(instant, zone, expected):
    at = datetime.fromisoformat(instant)

    assert local_date(at, zone) == expected
    assert FrozenClock(at).today(zone) == expected


def test_today_is_londons_unless_told():
    assert FrozenClock(datetime(2027, 7, 11, 23, 30, tzinfo=UTC)).today() == date(2027, 7, 12)


@pytest.mark.parametrize("use", [FrozenClock, FrozenClock(WINTER_NOON).move_to, local_date, in_utc])
def test_a_time_without_a_zone_is_refused(use):
    with pytest.raises(ValueError, match="no time zone"):
        use(datetime(2027, 1, 11, 12))  # noqa: DTZ001 - the very mistake


@pytest.mark.parametrize(
    ("day", "at", "instant"),
    [
        (date(2026, 11, 27), time(9, 30), datetime(2026, 11, 27, 9, 30, tzinfo=UTC)),
        (date(2027, 6, 1), time(9, 30), datetime(2027, 6, 1, 8, 30, tzinfo=UTC)),
        (date(2027, 3, 28), time(0, 59), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (date(2027, 3, 28), time(2, 0), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        (date(2027, 10, 31), time(0, 59), datetime(2027, 10, 30, 23, 59, tzinfo=UTC)),
        (date(2027, 10, 31), time(2, 0), datetime(2027, 10, 31, 2, 0, tzinfo=UTC)),
    ],
)
def test_a_time_on_londons_clocks_is_one_instant(day, at, instant):
    assert instant_in_london(day, at, "starts_at") == instant


@pytest.mark.parametrize(
    ("day", "at", "words"),
    [
        (date(2027, 3, 28), time(1, 0), "leave this time out"),
        (date(2027, 3, 28), time(1, 59), "leave this time out"),
        (date(2027, 10, 31), time(1, 0), "comes twice"),
        (date(2027, 10, 31), time(1, 59), "comes twice"),
    ],
)
def test_a_time_that_is_none_or_two_is_asked_again(day, at, words):
    with pytest.raises(RuleBroken, match=words) as found:
        instant_in_london(day, at, "ends_at")
    assert found.value.field == "ends_at"


@given(st.dates(date(2012, 1, 1), date(2090, 1, 1)), st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_what_is_typed_is_what_is_shown_again(day, at):
    try:
        instant = instant_in_london(day, at, "starts_at")
    except RuleBroken:
        return
    local = instant.astimezone(LONDON)
    assert (local.date(), local.time()) == (day, at)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_ends_of_the_calendar_are_instants_too(day):
    assert instant_in_london(day, time(12, 0), "starts_at").tzinfo is UTC
