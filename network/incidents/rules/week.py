"""A therapist's week: what is booked, what is due, and the dates that their people have before them (U6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

DAYS: Final = 7


class EntryKind(StrEnum):
    """What stands in a week."""

    MEETING = "meeting"
    SESSION = "session"
    GROUP = "group"
    BOOK_MEETING = "book-meeting"
    CONTACT_MANAGER = "contact-manager"
    KEY_DATE = "key-date"

    @property
    def label(self) -> str:
        """As the page says it."""
        return {
            "meeting": "First meeting",
            "session": "Session",
            "group": "Group session",
            "book-meeting": "First meeting at the latest",
            "contact-manager": "Speak with the manager at the latest",
            "key-date": "A date of theirs",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a week: what, on which day, when it has a time; whose it is only by its reference (U4)."""

    kind: EntryKind
    on: date
    at: datetime | None
    reference: str
    of_id: UUID
    """The referral, or the group."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a week, with what stands in it: what has a time first, in its order."""

    on: date
    entries: tuple[Entry, ...]


def monday_of(day: date) -> date:
    """The Monday of the week that a day is in."""
    return day - timedelta(days=day.weekday())


def week_of(first_day: date, entries: Iterable[Entry]) -> tuple[Day, ...]:
    """Seven days from `first_day` on; what stands outside of them is left out."""
    by_day: dict[date, list[Entry]] = {first_day + timedelta(days=each): [] for each in range(DAYS)}
    for entry in entries:
        if entry.on in by_day:
            by_day[entry.on].append(entry)
    return tuple(Day(on, tuple(sorted(found, key=_order))) for on, found in by_day.items())


def _order(entry: Entry) -> tuple[bool, str, str]:
    return (entry.at is None, entry.at.isoformat() if entry.at else entry.kind, entry.reference)
