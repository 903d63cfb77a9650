"""Who is reminded the day before, and when nobody is (`U33`, `U34`)."""

from datetime import UTC, datetime, timedelta

import pytest

from network.core.rounds import reminder_round


@pytest.mark.parametrize(
    ("now", "starts_from", "booked_before"),
    [
        ("2026-11-18T09:00", "2026-11-19T00:00", "2026-11-18T00:00"),
        ("2026-11-18T19:59", "2026-11-19T00:00", "2026-11-18T00:00"),
        ("2027-06-01T08:00", "2027-06-01T23:00", "2027-05-31T23:00"),
        ("2027-03-27T12:00", "2027-03-28T00:00", "2027-03-27T00:00"),
    ],
)
def test_reminders_are_for_tomorrow_in_london(now, starts_from, booked_before):
    found = reminder_round(datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert found.starts_from == datetime.fromisoformat(starts_from).replace(tzinfo=UTC)
    assert found.booked_before == datetime.fromisoformat(booked_before).replace(tzinfo=UTC)


def test_the_day_that_the_clocks_go_forward_has_23_hours():
    found = reminder_round(datetime(2027, 3, 27, 12, tzinfo=UTC))
    assert found.starts_before - found.starts_from == timedelta(hours=23)


@pytest.mark.parametrize("now", ["2026-11-18T07:29", "2026-11-18T20:00", "2026-11-18T03:00", "2027-06-01T19:30"])
def test_nobody_is_reminded_in_the_quiet_hours(now):
    assert reminder_round(datetime.fromisoformat(now).replace(tzinfo=UTC)) is None
