"""Working days: bank holidays of each nation, working weeks, the end of what is known (D1, B36)."""

import csv
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import holidays
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from network.core.working_days import (
    FIRST_KNOWN_YEAR,
    LAST_PUBLISHED_YEAR,
    MONDAY_TO_FRIDAY,
    Calendar,
    Nation,
    Skipped,
    UnknownBankHolidays,
    Weekday,
)

ENGLAND = Calendar(Nation.ENGLAND_AND_WALES)
SCOTLAND = Calendar(Nation.SCOTLAND)
NORTHERN_IRELAND = Calendar(Nation.NORTHERN_IRELAND)
EVERY_DAY = frozenset(Weekday)
TUESDAY_TO_SATURDAY = EVERY_DAY - {Weekday.SUNDAY, Weekday.MONDAY}
ROOT = Path(__file__).resolve().parents[3]
REAL_DATA = Path(os.environ.get("NETWORK_REAL_DATA", ROOT.parent / "shared" / "data"))
PUBLISHED = REAL_DATA / "holidays" / "bank_holidays_2020_2027.csv"


def days_of(first_year, last_year):
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def weekdays_off(nation, first_year, last_year):
    calendar = Calendar(nation)
    return {
        day
        for day in days_of(first_year, last_year)
        if day.weekday() in MONDAY_TO_FRIDAY and not calendar.is_working_day(day)
    }


@pytest.mark.skipif(not PUBLISHED.exists(), reason=f"the published bank holidays are not at {PUBLISHED}")
@pytest.mark.parametrize("nation", Nation)
def test_bank_holidays_are_those_that_gov_uk_published(nation):
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        published = {date.fromisoformat(r["date"]) for r in csv.DictReader(file) if r["division"] == nation}

    assert weekdays_off(nation, 2020, 2027) == published


@pytest.mark.parametrize("nation", Nation)
def test_a_second_package_agrees_on_every_year_known(nation):
    second = BankHolidays(use_cached_holidays=True).get_holidays(division=nation)
    # Proclaimed in February 2026, after that package's list was kept.
    later = {date(2026, 6, 15)} if nation is Nation.SCOTLAND else set()

    known = weekdays_off(nation, FIRST_KNOWN_YEAR, LAST_PUBLISHED_YEAR)

    assert known == {each["date"] for each in second} | later


def test_the_last_year_known_is_the_last_that_gov_uk_lists():
    listed = BankHolidays(use_cached_holidays=True).get_holidays(division=Nation.SCOTLAND)

    assert max(each["date"].year for each in listed) == LAST_PUBLISHED_YEAR


def test_wales_keeps_the_holidays_of_england():
    years = range(FIRST_KNOWN_YEAR, LAST_PUBLISHED_YEAR + 1)

    england, wales = (holidays.country_holidays("GB", subdiv=nation, years=years) for nation in ("ENG", "WLS"))

    assert dict(england) == dict(wales)


@pytest.mark.parametrize(
    ("day", "england", "scotland", "northern_ireland"),
    [
        ("2026-01-02", True, False, True),  # 2 January
        ("2026-03-17", True, True, False),  # St Patrick's Day
        ("2026-04-03", False, False, False),  # Good Friday
        ("2026-04-06", False, True, False),  # Easter Monday
        ("2026-06-15", True, False, True),  # Scotland at the World Cup
        ("2026-07-13", True, True, False),  # 12 July on a Sunday, the day after instead
        ("2026-08-03", True, False, True),  # summer, Scotland
        ("2026-08-31", False, True, False),  # summer, elsewhere
        ("2026-11-30", True, False, True),  # St Andrew's Day
        ("2026-12-28", False, False, False),  # Boxing Day on a Saturday, Monday instead
        ("2022-05-30", True, True, True),  # spring holiday moved to June for the jubilee
        ("2022-06-02", False, False, False),
        ("2022-09-19", False, False, False),  # a holiday proclaimed eleven days before
        ("2028-02-29", True, True, True),  # leap day, a Tuesday
    ],
)
def test_each_nation_has_its_own_days_off(day, england, scotland, northern_ireland):
    found = [c.is_working_day(date.fromisoformat(day)) for c in (ENGLAND, SCOTLAND, NORTHERN_IRELAND)]

    assert found == [england, scotland, northern_ireland]


@pytest.mark.parametrize("day", ["2027-12-25", "2026-12-26", "2022-01-01"])
def test_an_organisation_that_works_on_saturdays_is_closed_on_a_saturday_holiday(day):
    assert not Calendar(Nation.ENGLAND_AND_WALES, TUESDAY_TO_SATURDAY).is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("calendar", "day", "count", "expected"),
    [
        (ENGLAND, "2027-01-11", 1, "2027-01-12"),
        (ENGLAND, "2027-01-15", 1, "2027-01-18"),  # Friday to Monday
        (ENGLAND, "2027-01-16", 1, "2027-01-18"),  # Saturday to Monday
        (ENGLAND, "2027-01-11", 10, "2027-01-25"),  # two plain weeks
        (ENGLAND, "2027-03-25", 1, "2027-03-30"),  # over Easter
        (SCOTLAND, "2027-03-25", 1, "2027-03-29"),
        (ENGLAND, "2026-12-24", 1, "2026-12-29"),
        (ENGLAND, "2026-12-31", 1, "2027-01-04"),
        (SCOTLAND, "2026-12-31", 1, "2027-01-05"),
        (NORTHERN_IRELAND, "2027-07-09", 1, "2027-07-13"),
        (ENGLAND, "2028-02-28", 1, "2028-02-29"),
        (Calendar(Nation.ENGLAND_AND_WALES, TUESDAY_TO_SATURDAY), "2027-01-15", 1, "2027-01-16"),
        (Calendar(Nation.ENGLAND_AND_WALES, TUESDAY_TO_SATURDAY), "2027-01-16", 1, "2027-01-19"),
        (Calendar(Nation.ENGLAND_AND_WALES, EVERY_DAY), "2027-01-15", 1, "2027-01-16"),
        (Calendar(Nation.ENGLAND_AND_WALES, frozenset({Weekday.WEDNESDAY})), "2027-01-13", 2, "2027-01-27"),
    ],
)
def test_the_first_working_day_after_is_day_one(calendar, day, count, expected):
    assert calendar.add_working_days(date.fromisoformat(day), count) == date.fromisoformat(expected)


def test_the_days_that_did_not_count_are_named():
    assert ENGLAND.skipped(date(2027, 3, 25), date(2027, 3, 30)) == [
        Skipped(date(2027, 3, 26), "Good Friday"),
        Skipped(date(2027, 3, 27), "Saturday"),
        Skipped(date(2027, 3, 28), "Sunday"),
        Skipped(date(2027, 3, 29), "Easter Monday"),
    ]


def test_a_day_outside_the_working_week_is_said_to_be_so():
    calendar = Calendar(Nation.ENGLAND_AND_WALES, TUESDAY_TO_SATURDAY)

    assert calendar.skipped(date(2027, 1, 16), date(2027, 1, 19)) == [
        Skipped(date(2027, 1, 17), "Sunday"),
        Skipped(date(2027, 1, 18), "not a working day here"),
    ]


def test_a_substitute_day_is_called_one():
    assert Skipped(date(2026, 12, 28), "Boxing Day (substitute day)") in ENGLAND.skipped(
        date(2026, 12, 24), date(2026, 12, 29)
    )


def test_nothing_is_skipped_where_the_end_comes_first():
    assert ENGLAND.skipped(date(2027, 1, 18), date(2027, 1, 11)) == []


@pytest.mark.parametrize("day", ["2011-12-31", "2029-01-01", "9999-12-31"])
def test_a_year_that_is_not_known_is_not_guessed(day):
    with pytest.raises(UnknownBankHolidays, match="known from 2012 to 31 December 2028"):
        ENGLAND.is_working_day(date.fromisoformat(day))


def test_counting_past_the_end_is_not_guessed():
    assert ENGLAND.add_working_days(date(2028, 12, 27), 2) == date(2028, 12, 29)
    with pytest.raises(UnknownBankHolidays) as refused:
        ENGLAND.add_working_days(date(2028, 12, 27), 3)

    assert refused.value.last_known == ENGLAND.last_known == date(2028, 12, 31)


@pytest.mark.parametrize("count", [0, -1])
def test_days_are_counted_from_one(count):
    with pytest.raises(ValueError, match="counted from 1"):
        ENGLAND.add_working_days(date(2027, 1, 11), count)


def test_a_working_week_has_a_day():
    with pytest.raises(ValueError, match="at least one day"):
        Calendar(Nation.SCOTLAND, frozenset())


def test_an_instant_is_not_taken_for_a_date():
    with pytest.raises(TypeError, match="local date"):
        ENGLAND.is_working_day(datetime(2026, 12, 25, tzinfo=UTC))


calendars = st.builds(
    Calendar, st.sampled_from(Nation), st.frozensets(st.sampled_from(Weekday), min_size=1, max_size=7)
)
days = st.dates(date(2012, 1, 1), date(2027, 6, 30))
counts = st.integers(1, 25)


@given(calendars, days, counts)
def test_the_limit_is_a_working_day_and_exactly_that_many_lie_between(calendar, day, count):
    limit = calendar.add_working_days(day, count)
    between = [day + timedelta(days=n) for n in range(1, (limit - day).days + 1)]

    assert calendar.is_working_day(limit)
    assert sum(map(calendar.is_working_day, between)) == count
    assert len(calendar.skipped(day, limit)) == len(between) - count


@given(calendars, days, days, counts)
def test_a_later_start_never_ends_earlier(calendar, one, other, count):
    earlier, later = sorted((one, other))

    assert calendar.add_working_days(earlier, count) <= calendar.add_working_days(later, count)


@given(calendars, days, st.integers(1, 12), st.integers(1, 12))
def test_counting_on_is_counting_once(calendar, day, first, second):
    halfway = calendar.add_working_days(day, first)

    assert calendar.add_working_days(halfway, second) == calendar.add_working_days(day, first + second)
