"""When a session can be logged, how long it counts, what coverage is."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import RuleBroken
from network.training import rules
from network.training.rules import Bucket, Coverage, Place, Standing
from network.training.vocabulary import NEVER, Deliverer, Mode


@pytest.mark.parametrize(
    ("completed_on", "months", "last"),
    [
        (date(2026, 11, 22), 12, date(2027, 11, 30)),
        (date(2026, 11, 1), 12, date(2027, 11, 30)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 22), 24, date(2028, 11, 30)),
        (date(2026, 11, 22), None, NEVER),
        (date(2026, 11, 22), 120_000, NEVER),
    ],
)
def test_a_completion_is_current_to_the_end_of_a_month(completed_on, months, last):
    assert rules.last_day(completed_on, months) == last


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 120))
def test_the_last_day_ends_a_month_and_never_comes_early(completed_on, months):
    last = rules.last_day(completed_on, months)
    assert last.month != date.fromordinal(last.toordinal() + 1).month
    assert (last.year - completed_on.year) * 12 + last.month - completed_on.month == months


@pytest.mark.parametrize(
    ("held_on", "today", "is_right"),
    [
        (date(2026, 11, 18), date(2026, 11, 18), True),
        (date(2026, 11, 19), date(2026, 11, 18), False),
        (date(2024, 11, 18), date(2026, 11, 18), True),
        (date(2024, 11, 17), date(2026, 11, 18), False),
        (date(2026, 2, 28), date(2028, 2, 29), True),
        (date(2026, 2, 27), date(2028, 2, 29), False),
        (date(1, 1, 1), date(2026, 11, 18), False),
        (date.max, date(2026, 11, 18), False),
    ],
)
def test_sessions_of_the_last_two_years(held_on, today, is_right):
    if is_right:
        rules.check_held_on(held_on, today)
        return
    with pytest.raises(RuleBroken) as broken:
        rules.check_held_on(held_on, today)
    assert broken.value.field == "held_on"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1.5", 90),
        ("1,5", 90),
        ("2", 120),
        ("0.25", 15),
        ("2 hours", 120),
        ("1h", 60),
        ("1:30", 90),
        ("1h 30m", 90),
        ("1 hour 30 minutes", 90),
        ("90 minutes", 90),
        ("45 min", 45),
        ("0:59", 59),
    ],
)
def test_a_length_as_people_write_it(text, minutes):
    assert rules.read_hours(text) == minutes


@pytest.mark.parametrize("text", ["1:90", "1h 60m", "1 hour 75 minutes", "0:99"])
def test_minutes_that_are_an_hour_or_more_are_asked_about(text):
    with pytest.raises(RuleBroken, match="up to 59 minutes"):
        rules.read_hours(text)


@pytest.mark.parametrize("text", ["", "a while", "-1", "1e5", "1.5.5", "½", "9" * 50, "१.५ hours x"])
def test_a_length_that_cannot_be_read(text):
    with pytest.raises(RuleBroken, match="Enter the length in hours"):
        rules.read_hours(text)


def test_a_course_is_open_and_held_in_its_ways():
    rules.check_course(is_open=True, modes=["online"], mode=Mode.ONLINE)
    with pytest.raises(RuleBroken, match="no longer offered"):
        rules.check_course(is_open=False, modes=["online"], mode=Mode.ONLINE)
    with pytest.raises(RuleBroken, match="held in person or blended"):
        rules.check_course(is_open=True, modes=["in-person", "blended"], mode=Mode.ONLINE)


@pytest.mark.parametrize(
    ("trained", "need", "percent", "gap", "is_outdated"),
    [
        (0, 200, 0, 200, False),
        (199, 200, 99, 1, False),
        (200, 200, 100, 0, False),
        (250, 200, 100, 0, True),
        (5, None, None, None, False),
        (5, 0, None, 0, True),
        (1, 3, 33, 2, False),
    ],
)
def test_coverage(trained, need, percent, gap, is_outdated):
    coverage = Coverage(1, "Tier 1", trained, 0, need)
    assert (coverage.percent, coverage.gap, coverage.is_need_outdated) == (percent, gap, is_outdated)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_coverage_is_never_above_a_hundred_and_a_hundred_is_everybody(trained, workforce):
    coverage = Coverage(1, "Tier 1", trained, 0, workforce)
    assert 0 <= coverage.percent <= 100
    assert (coverage.percent == 100) == (trained >= workforce)
    assert coverage.gap == max(0, workforce - trained)


ANN, BO = UUID(int=1), UUID(int=2)
SOON, LATER = date(2027, 1, 31), date(2028, 1, 31)


def place(*standings, is_known=True, has_left=False):
    return Place({tier: Standing(date(2026, 1, 1), last) for tier, last in standings}, is_known, has_left)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {ANN: place((1, SOON))}, {Bucket(1, SOON, True): 1}),
        ({ANN: place((1, SOON))}, {ANN: place((1, SOON))}, {}),
        ({ANN: place((1, SOON))}, {ANN: place((1, LATER))}, {Bucket(1, SOON, True): -1, Bucket(1, LATER, True): 1}),
        ({ANN: place((1, SOON))}, {ANN: place((1, SOON), has_left=True)}, {Bucket(1, SOON, True): -1}),
        (
            {ANN: place((1, SOON), is_known=False)},
            {ANN: place((1, SOON))},
            {Bucket(1, SOON, False): -1, Bucket(1, SOON, True): 1},
        ),
        (
            {ANN: place((1, SOON)), BO: place((1, LATER))},
            {ANN: place(), BO: place((1, LATER), (2, SOON))},
            {Bucket(1, SOON, True): -1, Bucket(2, SOON, True): 1},
        ),
    ],
)
def test_moves(before, after, expected):
    assert rules.moves(before, after) == expected


CHAMPION, FACILITATOR, PSYCHOLOGIST, OUTSIDE = Deliverer


@pytest.mark.parametrize(
    ("may", "own", "message"),
    [
        ([], [], None),
        ([CHAMPION], [CHAMPION], None),
        ([CHAMPION, FACILITATOR], [FACILITATOR], None),
        ([PSYCHOLOGIST], [CHAMPION], "Psychologists give this course."),
        ([FACILITATOR, PSYCHOLOGIST], [], "Facilitators or psychologists give this course."),
        ([FACILITATOR, OUTSIDE], [CHAMPION], "Facilitators or an outside provider give this course."),
        ([OUTSIDE], [CHAMPION, FACILITATOR], "An outside provider gives this course."),
    ],
)
def test_who_is_asked_who_gave_it(may, own, message):
    said = [each.value for each in may]
    if message is None:
        rules.check_asked_who_gave(said, own)
        return
    with pytest.raises(RuleBroken) as broken:
        rules.check_asked_who_gave(said, own)
    assert (broken.value.field, broken.value.message) == (
        "given_by",
        f"{message} Say who gave it, or log it without.",
    )
