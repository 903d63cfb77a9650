"""What holds for an extension: pure, over plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from network.core.errors import RuleBroken
from network.core.months import end_of_month, months_after

MONTHS_BACK: Final = 12
"""How long after it ran out training can still be extended."""
MONTHS_AHEAD: Final = 12
"""How long before it runs out."""
LONGEST_MONTHS: Final = 24
"""How far from today an extension reaches at most."""
LONGEST_REASON: Final = 500


class Ending(NamedTuple):
    """What runs out together: a tier, and the last day of it."""

    tier: int
    expires_on: date


def first_and_last(today: date) -> tuple[date, date]:
    """Between which days training runs out that can be extended today."""
    return end_of_month(months_after(today, -MONTHS_BACK)), end_of_month(months_after(today, MONTHS_AHEAD))


def later_days(today: date) -> list[date]:
    """The last days that can be chosen: the ends of this month and of the months that follow."""
    return [end_of_month(months_after(today, ahead)) for ahead in range(LONGEST_MONTHS + 1)]


def check(endings: Iterable[Ending], until: date, reason: str, today: date) -> None:
    """Raises `RuleBroken` on `endings`, `until` or `reason` (TR-11)."""
    chosen = list(endings)
    if not chosen:
        raise RuleBroken("endings", "Choose what is to stand longer")
    if until not in later_days(today):
        raise RuleBroken("until", "Choose a day from the list")
    if any(ending.expires_on >= until for ending in chosen):
        raise RuleBroken("until", "Choose a day that is later than all that you chose above")
    if not reason:
        raise RuleBroken("reason", "Say why, for whoever asks later")
    if len(reason) > LONGEST_REASON:
        raise RuleBroken("reason", f"Shorten this to {LONGEST_REASON} characters")
