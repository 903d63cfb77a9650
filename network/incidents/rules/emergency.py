"""In an emergency two people together open what only those of the table see (safety.md, *Break-glass*)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from network.core.errors import RuleBroken

AGREE_WITHIN: Final = timedelta(hours=24)
OPEN_FOR: Final = timedelta(minutes=60)
KEPT: Final = timedelta(days=30)
"""How long it is kept that somebody asked and nothing came of it."""
_REFERENCE: Final = re.compile(r"R-?([2-9A-Z]{4})-?([2-9A-Z]{2})")


class EmergencyReason(StrEnum):
    """Why somebody who never sees a case has to. A list, so that nothing is told of anybody by asking."""

    DANGER_TO_LIFE = "danger-to-life"
    CANNOT_BE_REACHED = "cannot-be-reached"
    COURT_ORDER = "court-order"

    @property
    def label(self) -> str:
        """As it is chosen, and as the person reads it."""
        return {
            "danger-to-life": "Somebody’s life may be in danger",
            "cannot-be-reached": "The person has to be reached, and nobody can reach them",
            "court-order": "A court has ordered it",
        }[self.value]


_TO_REACH_THEM: Final = (
    "staff_name",
    "called",
    "staff_telephone",
    "own_telephone",
    "staff_email",
    "own_email",
    "contact_way",
    "contact_times",
    "voicemail",
    "interpreter",
)
PARTS: Final[Mapping[EmergencyReason, tuple[str, ...]]] = {
    EmergencyReason.DANGER_TO_LIFE: _TO_REACH_THEM,
    EmergencyReason.CANNOT_BE_REACHED: _TO_REACH_THEM,
    # What happened is for a court alone.
    EmergencyReason.COURT_ORDER: (*_TO_REACH_THEM, "incident_on", "narrative"),
}
"""What each reason opens: who it is and how to reach them."""


class Standing(StrEnum):
    """Where a request in an emergency stands."""

    WAITING = "waiting"
    LAPSED = "lapsed"
    OPEN = "open"
    OVER = "over"

    @property
    def label(self) -> str:
        """To whoever asked."""
        return {
            "waiting": "Waits for a second person",
            "lapsed": "Nobody agreed within 24 hours",
            "open": "Open to whoever asked, for 60 minutes",
            "over": "Over",
        }[self.value]


def standing(asked_at: datetime, agreed_at: datetime | None, now: datetime) -> Standing:
    """A request lapses after 24 hours; once agreed, it is open for 60 minutes. Both ends are outside."""
    if agreed_at is None:
        return Standing.WAITING if now < asked_at + AGREE_WITHIN else Standing.LAPSED
    return Standing.OPEN if now < agreed_at + OPEN_FOR else Standing.OVER


def check_reference(text: str) -> str:
    """A reference as it is written, from how somebody typed it. Raises RuleBroken for what can be none."""
    found = _REFERENCE.fullmatch("".join(text.split()).upper())
    if found is None:
        raise RuleBroken("reference", "Enter the reference as it was given to you, like R-BCDF-23")
    return f"R-{found[1]}-{found[2]}"
