"""The suggested offer: it covers the gap, respects the capacity, and comes in time wherever it can (ORG-9)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.organisations.public import Capacity, TrainingTime, TrainingWay, WorkforceLine
from network.organisations.vocabulary import WorkforceLevel
from network.training.needs.rules import denominators
from network.training.plans.days import nth_day, schedule
from network.training.plans.gaps import Gap, OfferedTier, gaps
from network.training.plans.suggesting import USUAL_GROUP, OfferedCourse, suggest
from network.training.vocabulary import Mode

TODAY = date(2026, 11, 18)
WEEK = frozenset(range(5))
HOUSING, EDUCATION = UUID(int=1), UUID(int=2)
NAMES = {HOUSING: "Housing", EDUCATION: "Education"}
TIERS = [OfferedTier(number, f"Tier {number}", level) for number, level in enumerate(WorkforceLevel, 1)]
COURSES = [
    OfferedCourse(UUID(int=10), "Online", 1, (Mode.ONLINE,), 60, is_taken_alone=True),
    OfferedCourse(UUID(int=11), "First look", 1, (Mode.IN_PERSON,), 90, is_taken_alone=False),
    OfferedCourse(UUID(int=12), "Practice", 2, (Mode.ONLINE, Mode.IN_PERSON), 180, is_taken_alone=False),
    OfferedCourse(UUID(int=13), "Short practice", 2, (Mode.IN_PERSON,), 60, is_taken_alone=False),
]
CAPACITIES = st.builds(
    Capacity,
    st.lists(st.sampled_from(TrainingTime), unique=True).map(tuple),
    st.lists(st.sampled_from(TrainingWay), unique=True).map(tuple),
    st.just(""),
    st.none() | st.integers(1, 60),
    st.just(""),
)
PLACES = st.sampled_from([None, HOUSING, EDUCATION])
LINES = st.lists(
    st.builds(
        WorkforceLine,
        st.just("Practitioners"),
        st.sampled_from(WorkforceLevel),
        st.integers(0, 400),
        PLACES,
        st.none() | st.dates(date(2026, 10, 1), date(2027, 12, 31)),
    ),
    max_size=8,
)
TRAINED = st.dictionaries(st.tuples(PLACES, st.integers(1, 3)), st.integers(0, 500))


def of(people, needed_by=None, tier=2, department=HOUSING):
    return Gap(TIERS[tier - 1], needed_by, ((department, people),))


def test_each_suggestion_explains_itself():
    capacity = Capacity((TrainingTime.HALF_DAY,), (TrainingWay.ONLINE,), "", 8, "")
    (found,) = suggest([of(14, date(2027, 3, 31))], capacity, COURSES, NAMES, TODAY, WEEK)
    assert found.why == (
        "14 people of Housing need Tier 2 by 31 March 2027: 2 sessions of 7, online, half day, "
        "one a week from 2 December 2026 to 9 December 2026."
    )
    assert (found.course.title, found.sessions, found.places, found.mode) == ("Practice", 2, 7, Mode.ONLINE)


@pytest.mark.parametrize(
    ("capacity", "gap", "course", "words"),
    [
        (Capacity(), of(14), "Practice", "Nobody said how many can be released at once, so 20 is taken."),
        (Capacity((), (TrainingWay.ONLINE,)), of(150, tier=1), "Online", "online, in their own time"),
        (Capacity((), (TrainingWay.OUR_ROOM,), "", 30), of(150, tier=1), "First look", "5 sessions of 30"),
        (Capacity((TrainingTime.TWILIGHT,), (TrainingWay.OUR_ROOM,), "", 8), of(8), "Short practice", "twilight"),
        (Capacity((TrainingTime.STAFF_MEETING,)), of(8), "Practice", "long enough for 180 minutes"),
        (Capacity(largest_group=1), of(60, date(2026, 12, 20)), "Practice", "cannot be done by 20 December 2026"),
        (Capacity(largest_group=8), of(8, date(2026, 11, 20)), "Practice", "at short notice"),
        (Capacity(largest_group=1), of(2_000_000), "Practice", "more than can be held"),
        (Capacity(), of(1, tier=3), None, "1 person of Housing needs Tier 3. No course of this tier is open yet."),
    ],
)
def test_it_follows_what_they_can_do_and_says_what_is_left_to_agree(capacity, gap, course, words):
    (found,) = suggest([gap], capacity, COURSES, NAMES, TODAY, WEEK)
    assert (found.course and found.course.title) == course
    assert words in found.why


def test_departments_that_need_it_by_one_day_share_their_sessions():
    gap = Gap(TIERS[1], date(2027, 3, 31), ((EDUCATION, 6), (HOUSING, 8)))
    (found,) = suggest([gap], Capacity(largest_group=8), COURSES, NAMES, TODAY, WEEK)
    assert found.why.startswith(
        "14 people (6 of Education, 8 of Housing) need Tier 2 by 31 March 2027: 2 sessions of 7"
    )


def test_a_weekend_is_a_weekend():
    capacity = Capacity((TrainingTime.WEEKEND,), (), "", 10, "")
    (found,) = suggest([of(30)], capacity, COURSES, NAMES, TODAY, WEEK)
    assert found.when.starts_on.weekday() in {5, 6}


@given(LINES, TRAINED, st.none() | st.integers(0, 2_000), CAPACITIES)
def test_places_cover_the_gap_and_no_session_is_too_large(lines, trained, workforce, capacity):
    needs = denominators(lines, workforce, TODAY)
    found = gaps(lines, trained, TIERS, needs.informed)
    offered = suggest(found, capacity, COURSES, NAMES, TODAY, WEEK)
    assert len(offered) == len(found)
    for each in offered:
        assert each.gap.people > 0
        assert (each.sessions * each.places if each.sessions else each.places) >= each.gap.people
        if each.sessions:
            assert each.places <= (capacity.largest_group or USUAL_GROUP)
            assert (each.sessions - 1) * each.places < each.gap.people + each.sessions
        if each.course is not None:
            assert each.course.tier == each.gap.tier.number
            assert each.mode in each.course.modes
    for tier in TIERS:
        missing = sum(gap.people for gap in found if gap.tier is tier)
        had = sum(people for (_, number), people in trained.items() if number == tier.number)
        assert missing >= needs.of(tier.level) - had
        assert missing <= needs.of(tier.level)


@given(LINES, st.none() | st.integers(0, 2_000))
def test_nothing_is_suggested_where_nobody_is_missing(lines, workforce):
    needs = denominators(lines, workforce, TODAY)
    trained = {(line.department_id, tier.number): 10_000 for line in lines for tier in TIERS}
    trained |= {(None, tier.number): 10_000 for tier in TIERS}
    assert gaps(lines, trained, TIERS, needs.informed) == []
    assert suggest([], Capacity(), COURSES, NAMES, TODAY, WEEK) == []


DAYS = st.sets(st.integers(0, 6), min_size=1)


@given(st.integers(1, 400), st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.integers(0, 500), DAYS)
def test_it_is_done_in_time_wherever_it_can_be(sessions, today, ahead, days):
    needed_by = today + timedelta(days=ahead)
    found = schedule(sessions, today, needed_by, days)
    possible = [day for n in range(1, ahead + 1) if (day := today + timedelta(days=n)).weekday() in days]
    assert found.is_late == (len(possible) < sessions)
    assert found.is_late or found.ends_on <= needed_by
    assert found.starts_on > today
    assert found.starts_on.weekday() in days
    assert found.ends_on.weekday() in days


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.integers(1, 40), DAYS)
def test_the_nth_working_day_is_counted_as_on_a_calendar(start, number, days):
    walked = (day for n in range(400) if (day := start + timedelta(days=n)).weekday() in days)
    for _ in range(number):
        expected = next(walked)
    assert nth_day(start, number, days) == expected
