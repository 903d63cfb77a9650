"""The clocks of a referral: 48 elapsed hours, and five working days (D1 to D3)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.clock import LONDON
from network.core.working_days import Calendar, Nation, Weekday
from network.incidents.rules import clocks, met_limit, met_target

ENGLAND = Calendar(Nation.ENGLAND_AND_WALES)


def test_the_same_instant_has_the_same_clocks_however_it_is_written():
    in_london = datetime(2026, 7, 8, 0, 30, tzinfo=LONDON)

    assert clocks(in_london, ENGLAND, LONDON) == clocks(in_london.astimezone(UTC), ENGLAND, LONDON)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        clocks(datetime(2027, 1, 11, 9), ENGLAND, LONDON)  # noqa: DTZ001 - the very mistake


@pytest.mark.parametrize(
    ("happened", "in_time"),
    [
        ("2026-10-25T15:54:59+00:00", True),
        ("2026-10-25T15:55:00+00:00", True),
        ("2026-10-25T15:55:01+00:00", False),
        ("2026-10-25T16:55:00+00:00", False),  # the same time on the wall, but 49 hours later
        ("2026-10-25T16:55:00+01:00", True),
    ],
)
def test_the_target_is_met_to_the_second(happened, in_time):
    target_at = clocks(datetime(2026, 10, 23, 16, 55, tzinfo=LONDON), ENGLAND, LONDON).first_meeting_target_at

    assert met_target(target_at, datetime.fromisoformat(happened)) is in_time


@pytest.mark.parametrize(
    ("limit_on", "happened", "in_time"),
    [
        ("2027-01-18", "2027-01-18T00:00:00+00:00", True),
        ("2027-01-18", "2027-01-18T23:59:59+00:00", True),
        ("2027-01-18", "2027-01-19T00:00:00+00:00", False),
        ("2026-07-14", "2026-07-14T22:59:59+00:00", True),
        ("2026-07-14", "2026-07-14T23:00:00+00:00", False),  # midnight in London
    ],
)
def test_a_meeting_on_the_date_of_the_limit_is_in_time(limit_on, happened, in_time):
    assert met_limit(date.fromisoformat(limit_on), datetime.fromisoformat(happened), LONDON) is in_time


calendars = st.builds(
    Calendar, st.sampled_from(Nation), st.frozensets(st.sampled_from(Weekday), min_size=1, max_size=7)
)
instants = st.datetimes(datetime(2012, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(calendars, instants)
def test_48_hours_are_172_800_seconds_whatever_the_clocks_do(calendar, submitted_at):
    """CI-8, D1."""
    result = clocks(submitted_at.astimezone(LONDON), calendar, LONDON)

    assert (result.first_meeting_target_at - submitted_at).total_seconds() == 172_800


@given(calendars, instants, st.timedeltas(timedelta(0), timedelta(days=30)))
def test_submitting_later_never_brings_a_deadline_forward(calendar, submitted_at, wait):
    earlier = clocks(submitted_at, calendar, LONDON)
    later = clocks(submitted_at + wait, calendar, LONDON)

    assert earlier.first_meeting_target_at <= later.first_meeting_target_at
    assert earlier.first_meeting_limit_on <= later.first_meeting_limit_on
    assert earlier.manager_contact_limit_on <= later.manager_contact_limit_on


@given(calendars, instants)
def test_the_limit_is_a_working_day_after_the_day_of_submission(calendar, submitted_at):
    result = clocks(submitted_at, calendar, LONDON)

    assert calendar.is_working_day(result.first_meeting_limit_on)
    assert result.first_meeting_limit_on >= submitted_at.astimezone(LONDON).date() + timedelta(days=5)
