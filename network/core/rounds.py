"""The day before: who is reminded of what they booked, and when nobody is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from network.core.clock import LONDON, in_utc, is_quiet, local_date


@dataclass(frozen=True, slots=True)
class Round:
    """Whom a round of reminders is for: what starts in a span, booked before an instant. All in UTC."""

    starts_from: datetime
    starts_before: datetime
    booked_before: datetime


def reminder_round(now: datetime) -> Round | None:
    """What begins tomorrow in London, booked before today; None in the quiet hours (`U33`, `U34`).

    Whoever books on the day before has the confirmation in their hands and needs no second message.
    """
    if is_quiet(now):
        return None
    midnights = [_midnight(local_date(now) + timedelta(days=ahead)) for ahead in range(3)]
    return Round(starts_from=midnights[1], starts_before=midnights[2], booked_before=midnights[0])


def _midnight(day: date) -> datetime:
    return in_utc(datetime.combine(day, time(), LONDON))
