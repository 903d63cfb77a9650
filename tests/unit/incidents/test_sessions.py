"""Three sessions, a review, three more, a seventh by exception, never an eighth (D4, D5, CI-10 to CI-13)."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.incidents.rules import SessionNeed, may_add_session, session_need

SOMEBODY = UUID(int=1)


@pytest.mark.parametrize(
    ("existing", "need"),
    [
        (0, SessionNeed.NOTHING),
        (1, SessionNeed.NOTHING),
        (2, SessionNeed.NOTHING),
        (3, SessionNeed.REVIEW),
        (4, SessionNeed.REVIEW),
        (5, SessionNeed.REVIEW),
        (6, SessionNeed.EXCEPTION),
        (7, SessionNeed.IMPOSSIBLE),
        (8, SessionNeed.IMPOSSIBLE),
    ],
)
def test_what_the_next_session_asks_for(existing, need):
    assert session_need(existing) is need


@pytest.mark.parametrize(
    ("existing", "extended", "approver", "reason", "expected"),
    [
        (0, False, None, "", True),
        (2, False, None, "", True),
        (3, False, None, "", False),
        (3, True, None, "", True),
        (3, False, SOMEBODY, "An inquest", False),  # an approver does not stand in for the review
        (5, True, None, "", True),
        (6, True, None, "", False),
        (6, True, SOMEBODY, "", False),
        (6, True, SOMEBODY, " \n", False),
        (6, True, None, "An inquest", False),
        (6, False, SOMEBODY, "An inquest", False),
        (6, True, SOMEBODY, "An inquest", True),
        (7, True, SOMEBODY, "An inquest", False),
    ],
)
def test_a_session_can_be_added_when_what_it_asks_for_is_there(existing, extended, approver, reason, expected):
    answer = may_add_session(existing, extension_agreed=extended, approved_by=approver, reason=reason)

    assert answer is expected


@given(st.lists(st.tuples(st.booleans(), st.one_of(st.none(), st.just(SOMEBODY)), st.text())))
def test_an_eighth_session_cannot_exist(attempts):
    sessions = 0
    for extended, approver, reason in attempts + [(True, SOMEBODY, "A reason")] * 9:
        sessions += may_add_session(sessions, extension_agreed=extended, approved_by=approver, reason=reason)

    assert sessions == 7


def test_sessions_are_counted_from_nothing():
    with pytest.raises(ValueError, match="counted from 0"):
        session_need(-1)
