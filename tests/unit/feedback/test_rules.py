"""When a complaint is acknowledged, and when a message can be closed."""

from datetime import UTC, date, datetime

import pytest

from network.core.errors import Conflict
from network.feedback.rules import acknowledge_by, check_acknowledgeable, check_closable
from network.feedback.vocabulary import FeedbackKind

AT = datetime(2026, 11, 18, 10, tzinfo=UTC)
DUE = date(2026, 12, 18)


@pytest.mark.parametrize(
    ("kind", "sent_at", "can_be_reached", "due"),
    [
        (FeedbackKind.COMPLAINT, AT, True, DUE),
        (FeedbackKind.COMPLAINT, datetime(2027, 6, 30, 23, 30, tzinfo=UTC), True, date(2027, 7, 31)),  # 1 July here
        (FeedbackKind.COMPLAINT, datetime(2028, 2, 1, 9, tzinfo=UTC), True, date(2028, 3, 2)),  # a leap year
        (FeedbackKind.COMPLAINT, AT, False, None),
        (FeedbackKind.HELPED, AT, True, None),
        (FeedbackKind.HURT, AT, True, None),
    ],
)
def test_a_complaint_is_acknowledged_within_30_days(kind, sent_at, can_be_reached, due):
    assert acknowledge_by(kind, sent_at, can_be_reached=can_be_reached) == due


@pytest.mark.parametrize(
    ("due", "acknowledged_at", "is_fine"), [(DUE, None, True), (DUE, AT, False), (None, None, False)]
)
def test_only_a_waiting_complaint_is_acknowledged(due, acknowledged_at, is_fine):
    if is_fine:
        check_acknowledgeable(due, acknowledged_at)
        return
    with pytest.raises(Conflict):
        check_acknowledgeable(due, acknowledged_at)


@pytest.mark.parametrize(
    ("due", "acknowledged_at", "closed_at", "is_fine"),
    [
        (None, None, None, True),
        (DUE, AT, None, True),
        (DUE, None, None, False),
        (None, None, AT, False),
        (DUE, AT, AT, False),
    ],
)
def test_nothing_is_closed_twice_or_before_its_sender_heard(due, acknowledged_at, closed_at, is_fine):
    if is_fine:
        check_closable(due, acknowledged_at, closed_at)
        return
    with pytest.raises(Conflict):
        check_closable(due, acknowledged_at, closed_at)
