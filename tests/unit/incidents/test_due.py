"""When somebody is nudged, what is missed, and when a reason can be given (D1, D3, RM)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.clock import LONDON
from network.core.errors import RuleBroken
from network.core.working_days import Calendar, Nation
from network.incidents.rules.deadlines import clocks
from network.incidents.rules.due import (
    Due,
    LateReason,
    check_late_reason,
    is_missed,
    is_timed,
    is_to_be_nudged,
    nudge_at,
)

CALENDAR = Calendar(Nation.ENGLAND_AND_WALES)
# Wednesday at ten; two days later at ten; the Wednesday after.
SENT = datetime(2026, 11, 18, 10, tzinfo=UTC)
RUNNING = clocks(SENT, CALENDAR, LONDON)


@pytest.mark.parametrize(
    ("due", "nudged"),
    [
        (Due.MEETING_TARGET, "2026-11-19T10:00:00+00:00"),
        (Due.MEETING_LIMIT, "2026-11-24T09:00:00+00:00"),
        (Due.MANAGER_CONTACT, "2026-11-24T09:00:00+00:00"),
    ],
)
def test_a_nudge_comes_a_day_before(due, nudged):
    assert nudge_at(due, RUNNING, CALENDAR, LONDON) == datetime.fromisoformat(nudged)


def test_before_a_monday_it_comes_on_friday():
    running = clocks(datetime(2026, 11, 16, 10, tzinfo=UTC), CALENDAR, LONDON)
    assert running.first_meeting_limit_on == date(2026, 11, 23)
    assert nudge_at(Due.MEETING_LIMIT, running, CALENDAR, LONDON) == datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_after_christmas_it_comes_before_it():
    running = clocks(datetime(2026, 12, 18, 10, tzinfo=UTC), CALENDAR, LONDON)
    assert running.first_meeting_limit_on == date(2026, 12, 29)
    assert nudge_at(Due.MEETING_LIMIT, running, CALENDAR, LONDON) == datetime(2026, 12, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expected", "now", "is_nudged"),
    [
        (None, "2026-11-24T08:59:59+00:00", False),
        (None, "2026-11-24T09:00:00+00:00", True),
        (None, "2026-11-25T23:59:59+00:00", True),
        (None, "2026-11-26T00:00:00+00:00", False),  # missed: another thing
        ("2026-11-25T16:00:00+00:00", "2026-11-24T09:00:00+00:00", False),  # booked in time
        ("2026-11-26T09:00:00+00:00", "2026-11-24T09:00:00+00:00", True),  # booked too late
    ],
)
def test_nobody_is_nudged_for_what_is_arranged_or_over(expected, now, is_nudged):
    expected_at = datetime.fromisoformat(expected) if expected else None
    at = datetime.fromisoformat(now)
    assert is_to_be_nudged(Due.MEETING_LIMIT, RUNNING, CALENDAR, expected_at, at, LONDON) is is_nudged


@given(st.timedeltas(timedelta(0), timedelta(days=1_000)), st.sampled_from(Due))
def test_a_nudge_comes_after_the_sending_and_before_it_is_missed(passed, due):
    sent = datetime(2024, 1, 1, tzinfo=UTC) + passed
    running = clocks(sent, CALENDAR, LONDON)
    at = nudge_at(due, running, CALENDAR, LONDON)
    assert sent < at
    assert not is_missed(due, running, None, at, LONDON)
    assert is_to_be_nudged(due, running, CALENDAR, None, at, LONDON)


@given(st.timedeltas(timedelta(0), timedelta(days=60)))
def test_a_word_with_no_manager_is_never_due(passed):
    """Somebody asked for themselves and named none (CI-9)."""
    running, now = replace(RUNNING, manager_contact_limit_on=None), SENT + passed
    assert nudge_at(Due.MANAGER_CONTACT, running, CALENDAR, LONDON) is None
    assert not is_to_be_nudged(Due.MANAGER_CONTACT, running, CALENDAR, None, now, LONDON)
    assert not is_missed(Due.MANAGER_CONTACT, running, None, now, LONDON)
    assert [due for due in Due if is_timed(due, running)] == [Due.MEETING_TARGET, Due.MEETING_LIMIT]


def test_a_reason_is_given_for_what_is_late_and_for_nothing_else():
    late = SENT + timedelta(hours=48, seconds=1)
    check_late_reason(Due.MEETING_TARGET, RUNNING, late, late, LONDON)
    check_late_reason(Due.MEETING_TARGET, RUNNING, None, late, LONDON)
    with pytest.raises(RuleBroken, match="not late"):
        check_late_reason(Due.MEETING_TARGET, RUNNING, None, SENT + timedelta(hours=48), LONDON)
    with pytest.raises(RuleBroken, match="not late"):
        check_late_reason(Due.MEETING_TARGET, RUNNING, SENT + timedelta(hours=1), late, LONDON)


def test_every_reason_has_words():
    assert len({each.label for each in LateReason}) == len(LateReason)
