"""How long a signature is current, and what it is afterwards. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from network.charter import addresses
from network.core.errors import OtherRoute, RuleBroken
from network.core.months import months_after
from network.core.reminding import due_before

REVIEW_OPENS: Final = timedelta(days=60)
"""Before the day by which a signature is to be reviewed; the first reminder goes out on that day."""
REMINDED: Final = (60, 30, 7)
"""Days before."""


class Standing(StrEnum):
    """How a signature stands on a day."""

    CURRENT = "current"
    LAPSED = "lapsed"
    """Nobody reviewed it, or affirmed the new version, in time. It can be renewed on any day."""
    WITHDRAWN = "withdrawn"
    """The organisation took it back. No reason is asked, and it can sign again."""

    @property
    def label(self) -> str:
        """The standing as the register says it, before a day."""
        return "Current until" if self is Standing.CURRENT else "Was current until"


@dataclass(frozen=True, slots=True)
class Term:
    """Until when a signature is, or was, current, and how it stands."""

    standing: Standing
    until: date

    @property
    def is_current(self) -> bool:
        """Whether it is current on the day that was asked about."""
        return self.standing is Standing.CURRENT


def a_year_on(day: date) -> date:
    """The same day of the next year; 28 February for a leap day."""
    return months_after(day, 12)


def term_of(current_until: date, withdrawn_on: date | None, stands_until: date | None, today: date) -> Term:
    """How a signature stands: current to the end of its last day.

    `current_until` is the day of its review; `stands_until` the day by which a new version was to be affirmed, where
    there is one. Whoever withdraws was current until that day at the latest.
    """
    until = min(current_until, stands_until or current_until)
    if withdrawn_on is not None:
        return Term(Standing.WITHDRAWN, min(until, withdrawn_on))
    return Term(Standing.CURRENT if today <= until else Standing.LAPSED, until)


def goes_on(theirs: Term | None, ours: Term | None) -> bool:
    """Whether the signature of an organisation that becomes part of another is the one that counts there.

    It is where the other has none that stands, or one that has lapsed while this one is current.
    """
    if theirs is None:
        return False
    return ours is None or (theirs.is_current and not ours.is_current)


def is_review_open(until: date, today: date) -> bool:
    """Whether a review can be written: from 60 days before the day by which it is due, and at any time after it."""
    return today >= until - REVIEW_OPENS


def renewed_until(current_until: date, today: date) -> date:
    """A year from the day that a review was due, so that an early one loses nothing; from today for a late one."""
    return a_year_on(max(current_until, today))


def check_may_renew(current_until: date, today: date, *, is_on_current: bool) -> None:
    """Raises `RuleBroken` for a review before its time, or of a version that was replaced: the new one is signed."""
    if not is_on_current:
        raise RuleBroken(
            None,
            "The charter has a new version, so this signature is not renewed. Sign the new version instead: it begins "
            "from what you pledged.",
            routes=(OtherRoute("Sign the new version", addresses.SIGN), OtherRoute("See your charter", addresses.OURS)),
        )
    if not is_review_open(current_until, today):
        raise RuleBroken(
            None,
            "The review opens 60 days before the signature is to be renewed. You can change your pledges at any time.",
            routes=(
                OtherRoute("See your charter", addresses.OURS),
                OtherRoute("See who has signed", addresses.SIGNATORIES),
            ),
        )


def reminders_due(until: date, today: date) -> Iterable[int]:
    """How many days before are to be reminded of today: the latest that has come, so that a pause sends one."""
    due = due_before(until, today, REMINDED)
    return () if due is None else (due,)
