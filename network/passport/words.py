"""What the pages and papers of a passport say of a completion."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from network.core.clock import local_date
from network.passport.models import PassportShare
from network.training.public import CompletionStatus, PassportLine
from network.ui.filters import as_date

NAMELESS: Final = "Name not recorded"
TAKEN_BACK: Final = "Taken back: it was recorded by mistake"
_SAID_BY: Final = {
    CompletionStatus.CONFIRMED: "Confirmed",
    CompletionStatus.WITHDRAWN: "Taken back",
}

OUTSIDE = "Outside the tiers"


def standing(line: PassportLine, today: date) -> str:
    """Until when a completion counts or counted: *Current until 30 November 2027*."""
    if line.is_withdrawn:
        return TAKEN_BACK
    if line.last_day is None:
        return "Current, and does not run out"
    begins = "Current until" if line.is_current(today) else "Was current until"
    return f"{begins} {as_date(line.last_day)}"


def tier_of(line: PassportLine) -> str:
    """The tier, with its name where the network gave it one; that it counts in none, for a course outside them."""
    if line.tier is None:
        return OUTSIDE
    number = f"Tier {line.tier}"
    return line.tier_name if line.tier_name.startswith(number) else f"{number}: {line.tier_name}"


def said_by(line: PassportLine) -> str:
    """Whether somebody else than the person says so: *Confirmed*, or *Declared*."""
    return _SAID_BY.get(line.status, line.status.value.capitalize())


def last_day_of_share(share: PassportShare) -> date:
    """The last day on which a link works: it ends with it."""
    return local_date(share.ends_at - timedelta(seconds=1))
