"""Support for a group: its way, its clock, and what comes before anything is sent (CI-14, CI-15, D12)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.clock import LONDON
from network.core.errors import RuleBroken
from network.core.working_days import Calendar, Nation
from network.incidents.rules.answers import MeetingMode
from network.incidents.rules.groups import (
    OVER,
    TRANSITIONS,
    GroupState,
    GroupStep,
    GroupStepNotAllowed,
    GroupWish,
    check_asked_on,
    check_attendance,
    check_group_session,
    check_wished,
    hear_by,
    next_group_state,
)
from network.incidents.rules.setup import GroupReferrer

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
TODAY = NOW.date()

ASKED, SENT, WITH, GIVEN = GroupState.ASKED, GroupState.SENT, GroupState.WITH_PROVIDER, GroupState.ALLOCATED
ARRANGED, HELD, OFF = GroupState.ARRANGED, GroupState.HELD, GroupState.CALLED_OFF
WAY = {
    (ASKED, GroupStep.SEND): SENT,
    (SENT, GroupStep.PASS_ON): WITH,
    (SENT, GroupStep.CALL_OFF): OFF,
    (WITH, GroupStep.NAME_THERAPIST): GIVEN,
    (WITH, GroupStep.CALL_OFF): OFF,
    (GIVEN, GroupStep.NAME_THERAPIST): GIVEN,
    (GIVEN, GroupStep.ARRANGE): ARRANGED,
    (GIVEN, GroupStep.CALL_OFF): OFF,
    (ARRANGED, GroupStep.NAME_THERAPIST): GIVEN,
    (ARRANGED, GroupStep.ARRANGE): ARRANGED,
    (ARRANGED, GroupStep.HOLD): HELD,
    (ARRANGED, GroupStep.CALL_OFF): OFF,
    (HELD, GroupStep.HOLD): HELD,
}


@pytest.mark.parametrize("state", GroupState)
@pytest.mark.parametrize("step", GroupStep)
def test_every_step_from_every_state(state, step):
    if (state, step) in WAY:
        assert next_group_state(state, step) is WAY[(state, step)]
        return
    with pytest.raises(GroupStepNotAllowed):
        next_group_state(state, step)


@given(st.lists(st.sampled_from(list(GroupStep)), max_size=12))
def test_nothing_is_over_but_for_good(steps):
    """Whatever is tried: what was held stays held, what was called off stays so, and nothing is sent twice."""
    state, sent = ASKED, 0
    for step in steps:
        before = state
        if step in TRANSITIONS[state]:
            state = next_group_state(state, step)
            sent += step is GroupStep.SEND
        assert before not in OVER or state is before
    assert sent <= 1


@pytest.mark.parametrize(
    ("wish", "is_sent"), [(GroupWish.WISHED, True), (GroupWish.SOME, True), (GroupWish.NOT_NOW, False)]
)
def test_nothing_is_sent_without_a_wish(wish, is_sent):
    if is_sent:
        check_wished(wish, ())
        return
    with pytest.raises(RuleBroken):
        check_wished(wish, ())


@pytest.mark.parametrize(
    ("asked_on", "is_right"),
    [
        (TODAY, True),
        (TODAY + timedelta(days=1), False),
        (TODAY - timedelta(days=92), True),
        (TODAY - timedelta(days=93), False),
    ],
)
def test_the_day_on_which_it_was_asked(asked_on, is_right):
    if is_right:
        check_asked_on(asked_on, TODAY)
        return
    with pytest.raises(RuleBroken):
        check_asked_on(asked_on, TODAY)


@pytest.mark.parametrize(
    ("sent", "limit"),
    [
        (datetime(2026, 11, 18, 9, 30, tzinfo=UTC), date(2026, 11, 25)),
        (datetime(2026, 12, 23, 9, 30, tzinfo=UTC), date(2027, 1, 4)),
    ],
)
def test_the_provider_is_heard_from_within_five_working_days(sent, limit):
    assert hear_by(sent, Calendar(Nation.ENGLAND_AND_WALES), LONDON) == limit


LATER = NOW + timedelta(days=7)


@pytest.mark.parametrize(
    ("at", "mode", "is_combined", "field"),
    [
        (LATER, MeetingMode.IN_PERSON, True, None),
        (LATER, MeetingMode.IN_PERSON, False, None),
        (LATER, MeetingMode.VIDEO, False, None),
        (LATER, MeetingMode.VIDEO, True, "is_combined"),
        (LATER, MeetingMode.PHONE, False, "mode"),
        (NOW, MeetingMode.VIDEO, False, "day"),
        (NOW + timedelta(days=184), MeetingMode.VIDEO, False, "day"),
    ],
)
def test_a_session_for_a_group(at, mode, is_combined, field):
    if field is None:
        check_group_session(at, mode, NOW, is_combined=is_combined)
        return
    with pytest.raises(RuleBroken) as broken:
        check_group_session(at, mode, NOW, is_combined=is_combined)
    assert broken.value.field == field


@pytest.mark.parametrize(
    ("attendance", "at", "is_right"),
    [(0, NOW, True), (200, NOW, True), (201, NOW, False), (-1, NOW, False), (5, LATER, False)],
)
def test_how_many_came_is_a_number_said_after(attendance, at, is_right):
    if is_right:
        check_attendance(attendance, at, NOW)
        return
    with pytest.raises(RuleBroken):
        check_attendance(attendance, at, NOW)


def test_no_word_of_it_calls_it_what_it_is_not():
    """U23, D12."""
    words = [each.label for each in (*GroupReferrer, *GroupWish)]
    assert not any("debrief" in each.lower() for each in words)
