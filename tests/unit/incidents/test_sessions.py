"""Three sessions, a review, three more, a seventh by exception, never an eighth (D4, D5, CI-10 to CI-13)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.incidents.rules.sessions import (
    COUNTED,
    HELD,
    MOST_SESSIONS,
    Ledger,
    Outcome,
    SessionNeed,
    SessionState,
    granted_by_review,
    overlaps,
)

H, B, K = SessionState.HELD, SessionState.BOOKED, SessionState.KEPT


def ledger(granted, *states):
    return Ledger.of(range(1, granted + 1), enumerate(states, 1))


@pytest.mark.parametrize(
    ("granted", "states", "free", "need", "review", "one_more"),
    [
        (3, (), 1, SessionNeed.NOTHING, False, False),
        (3, (H, B), 3, SessionNeed.NOTHING, False, False),
        (3, (H, H, B), None, SessionNeed.REVIEW, False, False),  # one is still to come
        (3, (H, H, H), None, SessionNeed.REVIEW, True, False),
        (3, (H, H, SessionState.HELD_LATE), None, SessionNeed.REVIEW, True, False),
        (3, (H, H, K), None, SessionNeed.REVIEW, True, False),  # an inquest may be months away (D5)
        (3, (K, K, K), None, SessionNeed.REVIEW, False, False),  # there is nothing to look back on
        (6, (H, H, H), 4, SessionNeed.NOTHING, False, False),
        (6, (H, H, H, H, H, B), None, SessionNeed.EXCEPTION, False, False),
        (6, (H, H, H, H, H, K), None, SessionNeed.EXCEPTION, False, True),
        (6, (H, H, H, H, H, H), None, SessionNeed.EXCEPTION, False, True),
        (7, (H, H, H, H, H, H), 7, SessionNeed.NOTHING, False, False),
        (7, (H, H, H, H, H, H, H), None, SessionNeed.IMPOSSIBLE, False, False),
        (0, (), None, SessionNeed.REVIEW, False, False),
    ],
)
def test_what_the_next_session_asks_for(granted, states, free, need, review, one_more):
    kept = ledger(granted, *states)
    assert (kept.free, kept.need, kept.may_be_reviewed, kept.may_ask_for_one_more) == (free, need, review, one_more)


def test_what_was_not_held_takes_none():
    """Whoever could not come: the session is the person's still."""
    sessions = [(1, H), (None, SessionState.NOT_COME), (None, SessionState.CALLED_OFF), (None, SessionState.NOT_HELD)]
    kept = Ledger.of((1, 2, 3), sessions)
    assert (kept.held, kept.left, kept.free) == (1, 2, 2)


def test_a_number_that_was_given_back_is_taken_first():
    assert Ledger.of((1, 2, 3), [(1, H), (3, B)]).free == 2


@pytest.mark.parametrize(("granted", "more"), [(3, [4, 5, 6]), (6, []), (7, []), (4, [5, 6])])
def test_a_review_grants_up_to_the_sixth(granted, more):
    assert list(granted_by_review(granted)) == more


def test_an_outcome_is_a_state_and_says_whether_it_counts():
    assert {each.state for each in Outcome} & HELD == HELD
    assert HELD < COUNTED
    assert {each.state for each in Outcome} - COUNTED == {SessionState.NOT_HELD, SessionState.NOT_COME}


@given(st.lists(st.sampled_from(["take", "hold", "give back", "review", "approve"]), max_size=200))
def test_an_eighth_session_cannot_be(attempts):
    granted, states = 3, {}
    for attempt in (
        attempts + ["take", "hold"] * 8 + ["review"] + ["take", "hold"] * 8 + ["approve"] + ["take", "hold"] * 8
    ):
        now = Ledger(granted, states)
        if attempt == "take" and now.free is not None:
            states[now.free] = B
        elif attempt == "hold":
            states = dict.fromkeys(states, H)
        elif attempt == "give back" and states:
            states.pop(max(states))
        elif attempt == "review" and now.may_be_reviewed:
            granted = max(granted_by_review(granted), default=granted)
        elif attempt == "approve" and now.may_ask_for_one_more:
            granted = MOST_SESSIONS
    assert len(states) == 7
    assert Ledger(granted, states).need is SessionNeed.IMPOSSIBLE


@pytest.mark.parametrize(("minutes", "expected"), [(0, True), (59, True), (60, False), (-59, True), (-60, False)])
def test_sessions_are_planned_by_the_hour(minutes, expected):
    one = datetime(2026, 11, 18, 10, tzinfo=UTC)
    assert overlaps(one, one + timedelta(minutes=minutes)) is expected
