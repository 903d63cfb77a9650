"""A legal hold: for a while nothing of a referral is deleted, for a reason, until a day (B30)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from network.core.errors import Conflict, RuleBroken
from network.core.months import months_after

MOST_MONTHS: Final = 12
"""Ahead, at a time. A hold can be renewed, by somebody who thinks of it again."""


class HoldReason(StrEnum):
    """Why something has to be kept past its day. It is a list, so that nothing is told of anybody here."""

    COMPLAINT = "complaint"
    CLAIM = "claim"
    INQUEST = "inquest"
    INQUIRY = "inquiry"
    POLICE = "police"
    OTHER_DUTY = "other-duty"

    @property
    def label(self) -> str:
        """As it is chosen, and as the person reads it."""
        return {
            "complaint": "A complaint is under way",
            "claim": "A claim, or a case in court",
            "inquest": "An inquest",
            "inquiry": "An inquiry or a review",
            "police": "The police have asked for it",
            "other-duty": "Another duty in law",
        }[self.value]


def check_hold(until_on: date, today: date, *, is_forgotten: bool) -> None:
    """Raises RuleBroken on `until_on`, and Conflict where there is nothing left to hold."""
    if is_forgotten:
        raise Conflict("What this referral said has been deleted, so there is nothing left to hold.")
    if until_on <= today:
        raise RuleBroken("until_on", "Enter a day to come")
    if until_on > months_after(today, MOST_MONTHS):
        raise RuleBroken("until_on", "Enter a day within the next 12 months. You can renew it then")


def holds(until_on: date, today: date) -> bool:
    """Whether a hold stands today; its last day is part of it."""
    return today <= until_on
