"""When an incident can be referred (CI-5, D6), and what is said when it cannot (U23, U24, U37)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.incidents.rules import (
    WayForward,
    WindowReason,
    is_eligible_department,
    is_talk_in_time,
    last_day_to_refer,
    window,
    window_message,
)

GO_LIVE = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("incident", "last_day"),
    [
        ("2026-08-31", "2026-11-30"),
        ("2026-08-30", "2026-11-30"),
        ("2026-08-29", "2026-11-29"),
        ("2026-11-30", "2027-02-28"),
        ("2027-11-30", "2028-02-29"),
        ("2026-11-29", "2027-02-28"),
        ("2027-11-29", "2028-02-29"),
        ("2026-11-28", "2027-02-28"),
        ("2026-12-01", "2027-03-01"),
        ("2027-02-28", "2027-05-28"),
        ("2028-02-29", "2028-05-29"),
        ("2026-01-31", "2026-04-30"),
        ("2026-03-31", "2026-06-30"),
        ("2026-05-31", "2026-08-31"),
        ("2026-09-30", "2026-12-30"),
        ("2026-10-01", "2027-01-01"),
        ("2026-12-31", "2027-03-31"),
        ("9999-12-31", "9999-12-31"),
    ],
)
def test_the_last_day_is_three_calendar_months_on(incident, last_day):
    assert last_day_to_refer(date.fromisoformat(incident)) == date.fromisoformat(last_day)


@pytest.mark.parametrize(
    ("incident", "today", "go_live", "reason"),
    [
        ("2026-08-31", "2026-08-31", "2026-01-01", WindowReason.OPEN),  # the same day
        ("2026-08-31", "2026-11-30", "2026-01-01", WindowReason.OPEN),  # the last day
        ("2026-08-31", "2026-12-01", "2026-01-01", WindowReason.TOO_LONG_AGO),
        ("2027-11-30", "2028-02-29", "2026-01-01", WindowReason.OPEN),
        ("2027-11-30", "2028-03-01", "2026-01-01", WindowReason.TOO_LONG_AGO),
        ("2027-02-28", "2027-05-28", "2026-01-01", WindowReason.OPEN),
        ("2027-02-28", "2027-05-31", "2026-01-01", WindowReason.TOO_LONG_AGO),  # not reckoned backwards
        ("2026-12-01", "2026-11-30", "2026-01-01", WindowReason.IN_THE_FUTURE),  # tomorrow
        ("9999-12-31", "2026-11-30", "2026-01-01", WindowReason.IN_THE_FUTURE),
        ("0001-01-01", "2026-11-30", "2026-01-01", WindowReason.BEFORE_GO_LIVE),
        ("2026-11-01", "2026-11-30", "2026-11-01", WindowReason.OPEN),  # on the day of going live
        ("2026-10-31", "2026-11-30", "2026-11-01", WindowReason.BEFORE_GO_LIVE),
        ("2026-11-30", "2026-11-30", "2026-11-30", WindowReason.OPEN),
        ("2026-11-30", "2026-11-30", "2026-12-01", WindowReason.NOT_LIVE_YET),
        ("2026-11-30", "2026-11-30", None, WindowReason.NOT_LIVE_YET),
    ],
)
def test_both_ends_of_the_window_are_inside(incident, today, go_live, reason):
    verdict = window(
        date.fromisoformat(incident),
        date.fromisoformat(today),
        date.fromisoformat(go_live) if go_live else None,
    )

    assert verdict.reason is reason
    assert verdict.is_open == (reason is WindowReason.OPEN)


@pytest.mark.parametrize(
    ("incident", "today", "go_live", "said"),
    [
        (date(2026, 8, 31), date(2026, 8, 31), GO_LIVE, ""),
        (
            date(2026, 12, 1),
            date(2026, 11, 30),
            GO_LIVE,
            "Check the date. Enter the day the incident happened, which is today or earlier",
        ),
        (
            date(2026, 8, 31),
            date(2026, 12, 1),
            GO_LIVE,
            "This incident could be referred until 30 November 2026. "
            "Talk to your organisation’s incident lead about other support",
        ),
        (
            date(2025, 12, 31),
            date(2026, 1, 5),
            GO_LIVE,
            "This service is for incidents from 1 January 2026, when it began in your organisation. "
            "Talk to your organisation’s incident lead about other support",
        ),
        (
            date(2025, 12, 31),
            date(2025, 12, 31),
            GO_LIVE,
            "Your organisation takes referrals from 1 January 2026. "
            "Talk to your organisation’s incident lead about other support",
        ),
        (
            date(2025, 12, 31),
            date(2025, 12, 31),
            None,
            "Your organisation does not take referrals here yet. "
            "Talk to your organisation’s incident lead about other support",
        ),
    ],
)
def test_the_message_gives_the_fact_and_what_to_do(incident, today, go_live, said):
    assert window_message(window(incident, today, go_live)) == said


@pytest.mark.parametrize(
    ("today", "go_live"),
    [
        (date(2026, 8, 30), GO_LIVE),
        (date(2026, 12, 1), GO_LIVE),
        (date(2026, 9, 1), date(2026, 9, 1)),
        (date(2026, 9, 1), None),
    ],
)
def test_every_refusal_offers_a_person_and_two_other_routes(today, go_live):
    verdict = window(date(2026, 8, 31), today, go_live)

    assert verdict.ways_forward[0] is WayForward.INCIDENT_LEAD
    assert len(verdict.ways_forward) >= 3


def test_an_open_window_offers_no_way_round():
    assert window(date(2026, 8, 31), date(2026, 8, 31), GO_LIVE).ways_forward == ()


incidents = st.dates(date(2012, 1, 1), date(2040, 1, 1))


@given(incidents)
def test_the_window_is_one_stretch_of_90_to_93_days(incident_on):
    days = [incident_on + timedelta(days=n) for n in range(-2, 101)]

    opened = [day for day in days if window(incident_on, day, incident_on).is_open]

    assert opened[0] == incident_on
    assert opened[-1] == last_day_to_refer(incident_on)
    assert 90 <= len(opened) <= 93
    assert len(opened) == (opened[-1] - opened[0]).days + 1


@given(incidents, st.integers(0, 400))
def test_a_later_incident_never_has_an_earlier_last_day(incident_on, later):
    assert last_day_to_refer(incident_on) <= last_day_to_refer(incident_on + timedelta(days=later))


@pytest.mark.parametrize(
    ("department", "eligible", "expected"),
    [
        ("children", frozenset({"children", "early help"}), True),
        ("housing", frozenset({"children", "early help"}), False),
        ("housing", frozenset(), True),
    ],
)
def test_a_department_is_eligible_when_listed_or_when_none_is(department, eligible, expected):
    assert is_eligible_department(department, eligible) is expected


@pytest.mark.parametrize(
    ("talked_on", "expected"),
    [
        (date(2026, 8, 30), False),
        (date(2026, 8, 31), True),
        (date(2026, 9, 3), True),
        (date(2026, 9, 4), False),
    ],
)
def test_the_talk_comes_after_the_incident_and_before_the_referral(talked_on, expected):
    assert is_talk_in_time(talked_on, incident_on=date(2026, 8, 31), today=date(2026, 9, 3)) is expected
