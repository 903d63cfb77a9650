"""Where the events are, for messages and refusals, which know no request."""

from __future__ import annotations

from uuid import UUID

EVENTS = "/events"


def event(event_id: UUID | str) -> str:
    """The page of an event; it asks for a sign-in only where it shows what is for those who booked (`U32`)."""
    return f"{EVENTS}/{event_id}"
