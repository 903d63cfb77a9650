"""How long a sign-in lasts (`B7`), to the second."""

from datetime import UTC, datetime, timedelta

import pytest

from network.accounts.sign_in.lifetimes import ABSOLUTE, IDLE, IDLE_IN_REFERRALS, has_run_out, idle_limit

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("started", "seen", "idle", "is_over"),
    [
        (timedelta(0), timedelta(0), IDLE, False),
        (IDLE, IDLE - SECOND, IDLE, False),
        (IDLE, IDLE, IDLE, True),
        (IDLE_IN_REFERRALS, IDLE_IN_REFERRALS - SECOND, IDLE_IN_REFERRALS, False),
        (IDLE_IN_REFERRALS, IDLE_IN_REFERRALS, IDLE_IN_REFERRALS, True),
        (ABSOLUTE - SECOND, SECOND, IDLE, False),
        (ABSOLUTE, SECOND, IDLE, True),
    ],
)
def test_has_run_out(started: timedelta, seen: timedelta, idle: timedelta, is_over: bool) -> None:
    assert has_run_out(NOW - started, NOW - seen, NOW, idle) is is_over


@pytest.mark.parametrize(("started", "seen"), [(None, NOW), (NOW, None), (None, None)])
def test_one_without_times_is_over(started: datetime | None, seen: datetime | None) -> None:
    assert has_run_out(started, seen, NOW, IDLE)


@pytest.mark.parametrize(
    ("blueprint", "minutes"),
    [(None, 30), ("training", 30), ("incidents", 15), ("incidents_cases", 15), ("security", 30)],
)
def test_idle_limit(blueprint: str | None, minutes: int) -> None:
    assert idle_limit(blueprint) == timedelta(minutes=minutes)
