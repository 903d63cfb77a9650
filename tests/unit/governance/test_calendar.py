"""What the days say of meetings, areas and actions."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.governance.rules import calendar
from network.governance.vocabulary import ActionState, MeetingState, Rhythm
from network.organisations.vocabulary import KeyArea

TODAY = date(2026, 11, 18)
DAYS = st.dates(date(2010, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("rhythm", "last_held", "expected"),
    [
        (Rhythm.WEEKLY, date(2026, 11, 12), date(2026, 11, 19)),
        (Rhythm.MONTHLY, date(2026, 10, 31), date(2026, 11, 30)),
        (Rhythm.TWO_MONTHLY, date(2026, 12, 31), date(2027, 2, 28)),
        (Rhythm.QUARTERLY, date(2026, 9, 1), date(2026, 12, 1)),
        (Rhythm.AS_NEEDED, date(2026, 9, 1), None),
        (Rhythm.MONTHLY, None, None),
    ],
)
def test_the_next_meeting_follows_from_how_often_a_group_meets(rhythm, last_held, expected):
    """`ORG-8`: the strategic meeting is monthly."""
    assert calendar.expected_on(rhythm, last_held) == expected


@given(DAYS, st.sampled_from([rhythm for rhythm in Rhythm if rhythm is not Rhythm.AS_NEEDED]))
def test_a_next_meeting_comes_after_the_last(last_held, rhythm):
    assert calendar.expected_on(rhythm, last_held) > last_held


@pytest.mark.parametrize(
    ("held_on", "is_written_up", "is_called_off", "expected"),
    [
        (TODAY + timedelta(days=1), False, False, MeetingState.PLANNED),
        (TODAY, False, False, MeetingState.TO_WRITE_UP),
        (TODAY - timedelta(days=1), False, False, MeetingState.TO_WRITE_UP),
        (TODAY, True, False, MeetingState.HELD),
        (TODAY + timedelta(days=1), False, True, MeetingState.CALLED_OFF),
        (TODAY - timedelta(days=9), False, True, MeetingState.CALLED_OFF),
    ],
)
def test_where_a_meeting_stands(held_on, is_written_up, is_called_off, expected):
    state = calendar.meeting_state(held_on, TODAY, is_written_up=is_written_up, is_called_off=is_called_off)
    assert state is expected


@pytest.mark.parametrize(
    ("state", "due_on", "done_on", "words"),
    [
        (ActionState.OPEN, date(2026, 11, 19), None, "Due on 19 November 2026"),
        (ActionState.OPEN, TODAY, None, "Due today"),
        (ActionState.OPEN, date(2026, 5, 3), None, "Was due on 3 May 2026"),
        (ActionState.DONE, date(2026, 5, 3), date(2026, 6, 1), "Done on 1 June 2026"),
        (ActionState.DROPPED, date(2026, 5, 3), None, "Dropped"),
    ],
)
def test_how_an_action_stands_is_said_without_blame(state, due_on, done_on, words):
    """`U6`, `U24`: no *overdue*."""
    assert calendar.due_words(state, due_on, TODAY, done_on) == words


def test_an_area_is_stale_after_three_months_to_the_day():
    """`ORG-8`: the meeting drives all twelve."""
    last = {KeyArea.LEADERSHIP: date(2026, 8, 18), KeyArea.SUPERVISION: date(2026, 8, 17)}
    found = {each.area: each.is_stale for each in calendar.area_standings(last, TODAY)}
    assert found.pop(KeyArea.LEADERSHIP) is False
    assert set(found.values()) == {True}


@given(st.dictionaries(st.sampled_from(KeyArea), st.dates(date(2025, 1, 1), TODAY)))
def test_the_twelve_are_all_there_and_what_was_left_longest_stands_first(last):
    standings = calendar.area_standings(last, TODAY)
    assert sorted(each.area for each in standings) == sorted(KeyArea)
    staleness = [each.is_stale for each in standings]
    assert staleness == sorted(staleness, reverse=True)
    stale_days = [each.last_on or date.min for each in standings if each.is_stale]
    assert stale_days == sorted(stale_days)
    fresh = [list(KeyArea).index(each.area) for each in standings if not each.is_stale]
    assert fresh == sorted(fresh)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 11, 18, 7, 29, tzinfo=UTC), None),
        (datetime(2026, 11, 18, 7, 30, tzinfo=UTC), TODAY),
        (datetime(2026, 11, 18, 19, 59, tzinfo=UTC), TODAY),
        (datetime(2026, 11, 18, 20, 0, tzinfo=UTC), None),
        (datetime(2026, 6, 18, 6, 30, tzinfo=UTC), date(2026, 6, 18)),
        (datetime(2026, 6, 18, 19, 0, tzinfo=UTC), None),
    ],
)
def test_nobody_is_reminded_in_the_quiet_hours(at, expected):
    """`U33`, on London's clocks."""
    assert calendar.reminder_day(at) == expected


@pytest.mark.parametrize(
    ("due_in", "set_ago", "expected"),
    [
        (8, 30, False),
        (7, 30, True),
        (1, 30, True),
        (0, 30, False),
        (-1, 30, False),
        (7, 0, False),
        (7, 1, True),
        (3, 4, False),
        (3, 5, True),
    ],
)
def test_the_reminder_comes_in_the_week_before_and_not_for_what_was_just_agreed(due_in, set_ago, expected):
    """`U34`."""
    due_on, set_on = TODAY + timedelta(days=due_in), TODAY - timedelta(days=set_ago)
    assert calendar.is_to_remind(due_on, set_on, TODAY) is expected
