"""An event as a calendar entry (RFC 5545): a neutral title for everybody, the place and link for who has booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from icalendar import Calendar
from icalendar import Event as Entry

from network.core.text import one_line
from network.events import addresses
from network.events.models import Event
from network.events.vocabulary import EventState
from network.events.words import where_words

TITLE = "Network event"
"""Calendars are seen by colleagues and families: what an event is called stays on its page (`U31`)."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What a calendar is told. `where` and `joining_link` are empty for whoever has no place."""

    uid: str
    version: int
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    page: str
    where: str = ""
    joining_link: str = ""


def calendar_entry(event: Event, origin: str, *, has_place: bool) -> CalendarEntry:
    """What a calendar is told of an event whose pages are at `origin`."""
    return CalendarEntry(
        uid=f"{event.id}@{urlsplit(origin).hostname}",
        version=event.version,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        is_cancelled=event.state is EventState.CANCELLED,
        page=origin + addresses.event(event.id),
        where=where_words(event) if has_place else "",
        joining_link=event.joining_link if has_place else "",
    )


def calendar_file(entry: CalendarEntry, now: datetime) -> bytes:
    """The file: one entry, its times as UTC instants, so that no calendar needs to know London's clocks.

    Nothing that somebody typed can begin a line of its own.
    """
    written = Entry()
    written.add("uid", entry.uid)
    written.add("dtstamp", now)
    written.add("sequence", entry.version)
    written.add("dtstart", entry.starts_at)
    written.add("dtend", entry.ends_at)
    written.add("summary", TITLE)
    written.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    written.add("class", "PRIVATE")
    written.add("url", entry.page)
    if entry.where:
        written.add("location", one_line(entry.where))
    written.add("description", _description(entry))
    calendar = Calendar()
    calendar.add("prodid", "-//Network//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(written)
    file: bytes = calendar.to_ical()
    return file


def _description(entry: CalendarEntry) -> str:
    lines = [f"Everything about it, and the way to cancel: {entry.page}"]
    if entry.joining_link:
        lines.insert(0, f"Join: {one_line(entry.joining_link)}")
    return "\n".join(lines)
