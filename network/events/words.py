"""How an event's place is said, on pages and in messages alike, and what a calendar is told of it."""

from __future__ import annotations

from urllib.parse import urlsplit

from network.core.calendar_file import CalendarEntry
from network.events import addresses
from network.events.models import Event
from network.events.vocabulary import EventState

CALENDAR_TITLE = "Network event"


def where_words(event: Event) -> str:
    """Where it is, without the link, which needs a sign-in (`U32`)."""
    if not event.kind.has_place:
        return "Online"
    return f"{event.place}, or online" if event.kind.has_link else event.place


def calendar_entry(event: Event, origin: str, *, has_place: bool) -> CalendarEntry:
    """What a calendar is told of an event whose pages are at `origin`."""
    return CalendarEntry(
        title=CALENDAR_TITLE,
        uid=f"{event.id}@{urlsplit(origin).hostname}",
        version=event.version,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        is_cancelled=event.state is EventState.CANCELLED,
        page=origin + addresses.event(event.id),
        where=where_words(event) if has_place else "",
        joining_link=event.joining_link if has_place else "",
    )
