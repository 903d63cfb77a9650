"""Events, upcoming and over, and everybody who comes to the largest."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, insert

from bench.data.cast import Account
from bench.sizes import UPCOMING_EVENTS, Scale
from network.core.database import new_id
from network.events.models import Booking, Event
from network.events.vocabulary import EventKind


def add_events(
    connection: Connection, host: UUID, attendees: list[Account], scale: Scale, now: datetime
) -> tuple[list[UUID], UUID]:
    """The keys of the events to come, and of the one to which everybody came."""
    starts = [now + timedelta(days=2 + number) for number in range(UPCOMING_EVENTS)]
    starts += [now - timedelta(days=2 + number) for number in range(scale.past_events)]
    events = [
        {
            "id": new_id(),
            "organisation_id": host,
            "version": 1,
            "title": f"Gathering {number:04}",
            "summary": "We look at what helped, with time to talk about what did not.",
            "kind": EventKind.ONLINE,
            "place": "",
            "joining_link": "https://meet.example.org/gathering",
            "starts_at": at,
            "ends_at": at + timedelta(hours=2),
            "capacity": None,
            "places_taken": 0,
            "programme": "",
            "breaks": "None, it takes two hours with ten minutes in the middle.",
            "camera_may_be_off": True,
            "may_leave_any_time": True,
            "made_at": now,
        }
        for number, at in enumerate(starts)
    ]
    largest = events[UPCOMING_EVENTS]
    largest["places_taken"] = len(attendees)
    connection.execute(insert(Event.__table__), events)  # type: ignore[arg-type]
    bookings = [
        {
            "event_id": largest["id"],
            "organisation_id": each.organisation_id,
            "user_id": each.user_id,
            "booked_at": now - timedelta(days=30),
        }
        for each in attendees
    ]
    connection.execute(insert(Booking.__table__), bookings)  # type: ignore[arg-type]
    keys: list[UUID] = [event["id"] for event in events]  # type: ignore[misc]
    return keys[:UPCOMING_EVENTS], keys[UPCOMING_EVENTS]
