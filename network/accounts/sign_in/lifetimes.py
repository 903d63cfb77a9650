"""How long a sign-in lasts (`B7`), as pure rules."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

IDLE: Final = timedelta(minutes=30)
IDLE_IN_REFERRALS: Final = timedelta(minutes=15)
ABSOLUTE: Final = timedelta(hours=12)
REFERRALS: Final = "incidents"


def idle_limit(blueprint: str | None) -> timedelta:
    """How long nothing may happen before a page of this blueprint asks for a sign-in again."""
    is_referral = (blueprint or "").startswith(REFERRALS)
    return IDLE_IN_REFERRALS if is_referral else IDLE


def has_run_out(started_at: datetime | None, seen_at: datetime | None, now: datetime, idle: timedelta) -> bool:
    """Whether a sign-in is over: after the idle time, or twelve hours after it began. One without times is over."""
    if started_at is None or seen_at is None:
        return True
    return now - seen_at >= idle or now - started_at >= ABSOLUTE
