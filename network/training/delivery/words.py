"""What the pages and messages of sessions to come say in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from network.core.calendar_file import CalendarEntry
from network.training.delivery import addresses
from network.training.delivery.models import ScheduledSession
from network.training.delivery.queries.sessions import Coming
from network.training.delivery.rules import Span
from network.training.delivery.vocabulary import SessionState
from network.training.vocabulary import Mode
from network.ui.filters import as_span

CALENDAR_TITLE: Final = "Appointment"


def when_words(parts: Sequence[Span]) -> str:
    """Each day with its times: *Friday 27 November 2026, 9:30am to 12pm, and Friday 4 December 2026, ...*"""
    return ", and ".join(as_span(part.starts_at, part.ends_at) for part in parts)


def where_words(session: ScheduledSession | Coming) -> str:
    """Where it is, without the link, which is on one's own page (`U32`)."""
    if session.mode is Mode.ONLINE:
        return "Online"
    return f"{session.place}, or online" if session.mode is Mode.BLENDED else session.place


def calendar_entries(session: Coming, parts: Sequence[Span], origin: str, page: str) -> list[CalendarEntry]:
    """What a calendar is told: the times, and the page where the rest is. Nothing of how to join (`U31`)."""
    return [
        CalendarEntry(
            title=CALENDAR_TITLE,
            uid=f"{session.id}-{number}@{urlsplit(origin).hostname}",
            version=session.version,
            starts_at=part.starts_at,
            ends_at=part.ends_at,
            is_cancelled=session.state is SessionState.CANCELLED,
            page=origin + page,
        )
        for number, part in enumerate(parts, 1)
    ]


def place_page(token: str | None, session: Coming) -> str:
    """Where somebody finds their place: by their own link, or signed in."""
    return addresses.place(token) if token else addresses.session(session.id)
