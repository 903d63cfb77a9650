"""When somebody is reminded of a day to come: so many days before, and each time once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def due_before(until: date, today: date, before: Sequence[int]) -> int | None:
    """How many days before `until` is to be reminded of today: of those in `before`, the latest that has come.

    So that a pause of the worker sends one reminder and not several. None where none has come yet, or all is over.
    """
    left = (until - today).days
    passed = [days for days in before if left <= days]
    return min(passed) if passed and left >= 0 else None
