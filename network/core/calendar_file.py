"""Something with a time as a calendar entry (RFC 5545): a neutral title, the place and link for who has booked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar
from icalendar import Event as Entry

from network.core.text import one_line


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What a calendar is told. `where` and `joining_link` are empty for whoever has no place.

    Calendars are seen by colleagues and families: the `title` is neutral, what it is called stays on its page (`U31`).
    """

    title: str
    uid: str
    version: int
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    page: str
    where: str = ""
    joining_link: str = ""


def calendar_file(entries: Iterable[CalendarEntry], now: datetime) -> bytes:
    """The file, its times as UTC instants, so that no calendar needs to know London's clocks.

    Nothing that somebody typed can begin a line of its own.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Network//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        calendar.add_component(_written(entry, now))
    file: bytes = calendar.to_ical()
    return file


def _written(entry: CalendarEntry, now: datetime) -> Entry:
    written = Entry()
    written.add("uid", entry.uid)
    written.add("dtstamp", now)
    written.add("sequence", entry.version)
    written.add("dtstart", entry.starts_at)
    written.add("dtend", entry.ends_at)
    written.add("summary", entry.title)
    written.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    written.add("class", "PRIVATE")
    written.add("url", entry.page)
    if entry.where:
        written.add("location", one_line(entry.where))
    written.add("description", _description(entry))
    return written


def _description(entry: CalendarEntry) -> str:
    lines = [f"Everything about it, and the way to cancel: {entry.page}"]
    if entry.joining_link:
        lines.insert(0, f"Join: {one_line(entry.joining_link)}")
    return "\n".join(lines)
