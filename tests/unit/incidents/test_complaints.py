"""A complaint: its states, its 30 days, how long it is kept."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import Conflict, RuleBroken
from network.incidents.rules.complaints import (
    ComplaintState,
    ComplaintStep,
    acknowledge_by,
    check_answer,
    check_complaint,
    complaint_kept_until,
    is_late,
    is_over,
    is_to_be_nudged,
    next_complaint_state,
)

TABLE = {
    ("received", "acknowledge"): "acknowledged",
    ("received", "answer"): "answered",
    ("received", "take_back"): "taken_back",
    ("acknowledged", "answer"): "answered",
    ("acknowledged", "take_back"): "taken_back",
}


@pytest.mark.parametrize(("state", "step"), list(product(ComplaintState, ComplaintStep)))
def test_every_step_from_every_state(state, step):
    leads_to = TABLE.get((state.value, step.value))
    if leads_to is None:
        with pytest.raises(Conflict, match="Open it again"):
            next_complaint_state(state, step)
    else:
        assert next_complaint_state(state, step) is ComplaintState(leads_to)


def test_what_is_answered_or_taken_back_is_over():
    assert {state for state in ComplaintState if is_over(state)} == {ComplaintState.ANSWERED, ComplaintState.TAKEN_BACK}
    assert len({state.label for state in ComplaintState}) == len(ComplaintState)


@pytest.mark.parametrize(
    ("made", "last"),
    [("2026-11-18", "2026-12-18"), ("2026-12-15", "2027-01-14"), ("2028-01-31", "2028-03-01")],
)
def test_thirty_days_of_the_calendar(made, last):
    assert acknowledge_by(date.fromisoformat(made)) == date.fromisoformat(last)


@pytest.mark.parametrize(("days_before", "is_nudged"), [(8, False), (7, True), (1, True), (0, True), (-1, False)])
def test_whoever_is_to_acknowledge_it_is_nudged_in_the_last_week(days_before, is_nudged):
    last = date(2026, 12, 18)
    assert is_to_be_nudged(last, last - timedelta(days=days_before)) is is_nudged


@given(st.dates(date(2026, 6, 19), date(2100, 1, 1)), st.integers(0, 400))
def test_nobody_is_nudged_for_what_is_late(made, passed):
    last, today = acknowledge_by(made), made + timedelta(days=passed)
    assert not (is_late(last, None, today) and is_to_be_nudged(last, today))
    assert is_late(last, None, today) == (passed > 30)
    assert not is_late(last, made, today), "it was acknowledged at once"


@pytest.mark.parametrize(
    ("state", "at", "until"),
    [
        (ComplaintState.ANSWERED, "2026-11-18T10:00:00", "2027-11-18T10:00:00"),
        (ComplaintState.TAKEN_BACK, "2028-02-29T10:00:00", "2029-02-28T10:00:00"),
        (ComplaintState.RECEIVED, "2026-11-18T10:00:00", "2028-11-18T10:00:00"),
        (ComplaintState.ACKNOWLEDGED, "2026-11-18T10:00:00", "2028-11-18T10:00:00"),
    ],
)
def test_how_long_it_is_kept(state, at, until):
    instant = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert complaint_kept_until(state, instant) == datetime.fromisoformat(until).replace(tzinfo=UTC)


@pytest.mark.parametrize(("check", "field"), [(check_complaint, "words"), (check_answer, "answer")])
def test_something_is_said_in_a_thousand_characters(check, field):
    check("a" * 1000)
    for wrong in ("", "a" * 1001):
        with pytest.raises(RuleBroken) as broken:
            check(wrong)
        assert broken.value.field == field
