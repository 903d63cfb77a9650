"""How an event's time and place are said, on pages and in messages alike."""

from __future__ import annotations

from datetime import datetime

from network.core.clock import local_date
from network.events.models import Event
from network.ui.filters import as_day, as_time


def when_words(starts_at: datetime, ends_at: datetime) -> str:
    """Friday 27 November 2026, 9:30am to 12pm; with both days where it ends on another. London's clocks."""
    if local_date(starts_at) == local_date(ends_at):
        return f"{as_day(starts_at)}, {as_time(starts_at)} to {as_time(ends_at)}"
    return f"{as_day(starts_at)}, {as_time(starts_at)}, to {as_day(ends_at)}, {as_time(ends_at)}"


def where_words(event: Event) -> str:
    """Where it is, without the link, which needs a sign-in (`U32`)."""
    if not event.kind.has_place:
        return "Online"
    return f"{event.place}, or online" if event.kind.has_link else event.place
