"""A pause that the person takes: nobody contacts them until its last day is over (U15, U33)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from network.core.errors import RuleBroken


class PauseLength(IntEnum):
    """For how many weeks. A longer one is taken again, so that nobody is forgotten."""

    ONE = 1
    TWO = 2
    FOUR = 4

    @property
    def label(self) -> str:
        """As it is chosen."""
        return "One week" if self is PauseLength.ONE else f"{'Two' if self is PauseLength.TWO else 'Four'} weeks"


LONGEST: Final = timedelta(weeks=max(PauseLength))


def last_day_of_pause(today: date, length: PauseLength) -> date:
    """The last day on which nobody contacts them: so many weeks from today, the day itself included."""
    return today + timedelta(weeks=length) - timedelta(days=1)


def is_paused(paused_until: date | None, today: date) -> bool:
    """Whether a pause goes on today; its last day is part of it."""
    return paused_until is not None and today <= paused_until


def check_can_pause(*, is_closed: bool) -> None:
    """Raises RuleBroken where there is nothing to pause any more."""
    if is_closed:
        raise RuleBroken("weeks", "This has ended, so there is nothing to pause. Nobody contacts you about it")
