"""How long somebody may write, when a complaint is acknowledged, and how long all of it is kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from network.core.clock import LONDON, local_date
from network.core.errors import Conflict
from network.feedback.vocabulary import FeedbackKind

LONGEST_WORDS: Final = 5000
LONGEST_LINE: Final = 300
ACKNOWLEDGED_WITHIN: Final = timedelta(days=30)
"""What data protection law gives for acknowledging a complaint, since 19 June 2026."""
KEPT: Final = timedelta(days=365)
KEPT_IN_WORDS: Final = "12 months"


def acknowledge_by(kind: FeedbackKind, sent_at: datetime, *, can_be_reached: bool) -> date | None:
    """The last day for acknowledging a complaint, 30 days after the day it came; None where nobody can be answered."""
    if kind is not FeedbackKind.COMPLAINT or not can_be_reached:
        return None
    return local_date(sent_at, LONDON) + ACKNOWLEDGED_WITHIN


def check_acknowledgeable(due: date | None, acknowledged_at: datetime | None) -> None:
    """Raises Conflict for what needs no acknowledging, or has it."""
    if due is None:
        raise Conflict("There is nobody to acknowledge this to.")
    if acknowledged_at is not None:
        raise Conflict("This was acknowledged before.")


def check_closable(due: date | None, acknowledged_at: datetime | None, closed_at: datetime | None) -> None:
    """Raises Conflict for what is closed, and for a complaint whose sender still waits to hear that it came."""
    if closed_at is not None:
        raise Conflict("This was closed before.")
    if due is not None and acknowledged_at is None:
        raise Conflict("Write to whoever sent this first, and note here that you did. Then it can be closed.")
