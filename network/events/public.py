"""What other features may ask of the events: the next ones, and, for the demonstration network, to make them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from network.core.actor import Actor, Anyone, SystemActor
from network.core.clock import Clock
from network.events import queries
from network.events.models import Event
from network.events.rules import EventDraft
from network.events.service import announcing, places
from network.events.vocabulary import EventKind
from network.events.words import where_words


@dataclass(frozen=True, slots=True)
class NextEvent:
    """An event that will be held, as a summary shows it."""

    id: UUID
    title: str
    kind: EventKind
    where: str
    starts_at: datetime
    ends_at: datetime
    places_taken: int
    places_left: int | None
    """None where there is no limit."""


def list_next_events(actor: Anyone, clock: Clock, limit: int = 3) -> list[NextEvent]:
    """The next events that will be held, the soonest first. One query."""
    return [_next(event) for event in queries.list_next(actor, clock.now(), limit)]


def announce_event(actor: Actor | SystemActor, draft: EventDraft, clock: Clock) -> NextEvent:
    """Announces an event (EV-1). Raises `RuleBroken`."""
    return _next(announcing.announce_event(actor, draft, clock))


def book(actor: Actor, event_id: UUID, clock: Clock, access_needs: str = "", department_id: UUID | None = None) -> UUID:
    """Takes a place for the actor and returns the booking's id. Raises NotFound and `RuleBroken`."""
    return places.book(actor, event_id, clock, access_needs, department_id).booking.id


def count_booked_by_department(actor: Actor) -> dict[UUID | None, int]:
    """Places that the actor's organisation holds, by department; None where nobody said which (ORG-4). One query."""
    return queries.count_booked_by_department(actor)


def cancel_booking(actor: Actor, event_id: UUID, booking_id: UUID, clock: Clock) -> None:
    """Gives the actor's own place back. Raises NotFound and `RuleBroken`."""
    places.cancel_booking(actor, event_id, booking_id, clock)


def cancel_event(actor: Actor, event_id: UUID, reason: str, clock: Clock) -> None:
    """Cancels an event and tells everybody with a place. Raises NotFound and `RuleBroken`."""
    announcing.cancel_event(actor, event_id, reason, clock)


def _next(event: Event) -> NextEvent:
    return NextEvent(
        id=event.id,
        title=event.title,
        kind=event.kind,
        where=where_words(event),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        places_taken=event.places_taken,
        places_left=event.places_left,
    )


__all__ = [
    "EventDraft",
    "EventKind",
    "NextEvent",
    "announce_event",
    "book",
    "cancel_booking",
    "cancel_event",
    "count_booked_by_department",
    "list_next_events",
]
