"""How long things are kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

DRAFT_KEPT: Final = timedelta(days=30)
PARTICULARS_KEPT: Final = timedelta(days=90)


def draft_ends_at(started_at: datetime) -> datetime:
    """When a draft that was not sent is deleted: 30 days after it was begun."""
    return started_at + DRAFT_KEPT


def particulars_end_at(closed_at: datetime) -> datetime:
    """When names, contact details and what happened are deleted: 90 days after the referral closed."""
    return closed_at + PARTICULARS_KEPT
