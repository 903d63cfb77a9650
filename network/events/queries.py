"""Every read of events and bookings.

Events are everybody's to read, but for the joining link, which leaves here only in `joining_link_of`. A booking is
its person's and the coordinator's: a colleague of the same organisation does not see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from network.accounts.models import User
from network.core import crypto
from network.core.actor import Actor, Anyone, SystemActor
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import PAGE_SIZE, Page, paginate
from network.core.rounds import Round
from network.core.tenancy import scoped
from network.events.models import Booking, Event
from network.events.permissions import EventPermission
from network.events.vocabulary import EventState
from network.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who comes, as the coordinator sees them."""

    booking_id: UUID
    name: str
    organisation: str
    access_needs: str
    booked_at: datetime


@dataclass(frozen=True, slots=True)
class Recipient:
    """A held booking and the address to write to about it."""

    booking_id: UUID
    email: str


_ATTENDEE: tuple[Any, ...] = (Booking, User.name, Organisation.name)


def visible_events(actor: Anyone) -> Select[Any]:
    """Every event, for everybody."""
    return scoped(select(Event), actor, Event)


def visible_bookings(actor: Anyone) -> Select[Any]:
    """One's own bookings; all of them for the coordinator and for jobs."""
    return _own_unless_wide(scoped(select(Booking), actor, Booking), actor)


def _own_unless_wide(bookings: Select[Any], actor: Anyone) -> Select[Any]:
    if isinstance(actor, SystemActor) or actor.can(EventPermission.LIST_ATTENDEES):
        return bookings
    return bookings.where(Booking.user_id == actor.user_id)


def get_event(actor: Anyone, event_id: UUID) -> Event:
    """One event. Raises NotFound."""
    event: Event | None = db.session.scalars(visible_events(actor).where(Event.id == event_id)).first()
    if event is None:
        raise NotFound("We could not find that event.")
    return event


def lock_event(actor: Anyone, event_id: UUID) -> Event:
    """The event as it stands now, kept from every other writer until this transaction ends. Raises NotFound."""
    locked = visible_events(actor).where(Event.id == event_id).with_for_update()
    event: Event | None = db.session.scalars(locked.execution_options(populate_existing=True)).first()
    if event is None:
        raise NotFound("We could not find that event.")
    return event


def list_upcoming(actor: Anyone, now: datetime, number: int = 1, size: int = PAGE_SIZE) -> Page[Event]:
    """What is not over yet, the soonest first, cancelled ones among them. Two queries."""
    upcoming = visible_events(actor).where(Event.ends_at > now).order_by(Event.starts_at, Event.id)
    return paginate(upcoming, number, size)


def list_past(actor: Anyone, now: datetime, number: int = 1, size: int = PAGE_SIZE) -> Page[Event]:
    """What is over, the latest first. Two queries."""
    past = visible_events(actor).where(Event.ends_at <= now).order_by(Event.starts_at.desc(), Event.id)
    return paginate(past, number, size)


def list_next(actor: Anyone, now: datetime, limit: int) -> Sequence[Event]:
    """The next events that will be held."""
    coming = visible_events(actor).where(Event.ends_at > now, Event.state == EventState.ANNOUNCED)
    return db.session.scalars(coming.order_by(Event.starts_at, Event.id).limit(limit)).all()


def find_own_booking(actor: Anyone, event_id: UUID) -> Booking | None:
    """The place that the actor holds at an event, in the organisation they act in."""
    if actor.user_id is None:
        return None
    held = visible_bookings(actor).where(
        Booking.event_id == event_id, Booking.user_id == actor.user_id, Booking.cancelled_at.is_(None)
    )
    found: Booking | None = db.session.scalars(held).first()
    return found


def get_own_booking(actor: Anyone, event_id: UUID, booking_id: UUID) -> Booking:
    """A booking of the actor's own, held or cancelled. Raises NotFound, for the coordinator too."""
    own = visible_bookings(actor).where(
        Booking.id == booking_id, Booking.event_id == event_id, Booking.user_id == actor.user_id
    )
    found: Booking | None = db.session.scalars(own).first()
    if found is None:
        raise NotFound("We could not find that booking.")
    return found


def find_held_by(system: SystemActor, event_id: UUID, user_id: UUID) -> Booking | None:
    """The place that a person holds, whichever of their organisations they booked it for."""
    held = visible_bookings(system).where(
        Booking.event_id == event_id, Booking.user_id == user_id, Booking.cancelled_at.is_(None)
    )
    found: Booking | None = db.session.scalars(held.execution_options(populate_existing=True)).first()
    return found


def list_booked_ids(actor: Anyone, events: Sequence[Event]) -> frozenset[UUID]:
    """Which of these events the actor has a place at."""
    if actor.user_id is None or not events:
        return frozenset()
    booked = scoped(select(Booking.event_id), actor, Booking).where(
        Booking.user_id == actor.user_id,
        Booking.cancelled_at.is_(None),
        Booking.event_id.in_([event.id for event in events]),
    )
    return frozenset(db.session.scalars(booked))


def joining_link_of(actor: Anyone, event: Event) -> str | None:
    """The link, for whoever has a place and for those who write it; None for everybody else."""
    if (
        isinstance(actor, SystemActor)
        or actor.can(EventPermission.EDIT)
        or (actor.can(EventPermission.BOOK) and find_own_booking(actor, event.id))
    ):
        return event.joining_link
    return None


def attendees(actor: Anyone, event_id: UUID) -> Select[Any]:
    """Who comes to an event, by name."""
    statement = (
        select(*_ATTENDEE)
        .join(User, User.id == Booking.user_id)
        .join(Organisation, Organisation.id == Booking.organisation_id)
        .where(Booking.event_id == event_id, Booking.cancelled_at.is_(None))
        .order_by(func.lower(User.name), User.name, Booking.id)
    )
    return _own_unless_wide(scoped(statement, actor, Booking, User), actor)


def list_attendees(actor: Anyone, event_id: UUID, number: int = 1, size: int = PAGE_SIZE) -> Page[Attendee]:
    """One page of who comes, their access needs opened. Three queries."""
    page = paginate(attendees(actor, event_id), number, size)
    return Page(_opened(page.items), page.number, page.size, page.total)


def list_all_attendees(actor: Anyone, event_id: UUID) -> list[Attendee]:
    """Everybody who comes, for a file. Two queries."""
    return _opened(db.session.execute(attendees(actor, event_id)).all())


def _opened(rows: Sequence[Any]) -> list[Attendee]:
    needs = crypto.unseal_all({row[0].needs_place(): row[0].access_needs for row in rows if row[0].access_needs})
    return [
        Attendee(booking.id, name, organisation, needs.get(booking.needs_place(), ""), booking.booked_at)
        for booking, name, organisation in rows
    ]


def own_needs(booking: Booking) -> str:
    """The access needs of one booking, opened; empty where none were told."""
    return crypto.unseal(booking.access_needs, booking.needs_place()) if booking.access_needs else ""


def list_recipients(actor: Anyone, event_id: UUID) -> list[Recipient]:
    """Everybody with a place who still has an account, to be written to."""
    statement = (
        select(Booking.id, User.email)
        .join(User, User.id == Booking.user_id)
        .where(Booking.event_id == event_id, Booking.cancelled_at.is_(None), User.active)
        .order_by(Booking.id)
    )
    return [Recipient(*row) for row in db.session.execute(scoped(statement, actor, Booking, User))]


def list_to_remind(system: SystemActor, round_: Round) -> list[tuple[Event, Recipient]]:
    """Who is told today of what they booked for tomorrow."""
    statement = (
        select(Event, Booking.id, User.email)
        .join(Booking, Booking.event_id == Event.id)
        .join(User, User.id == Booking.user_id)
        .where(
            Event.state == EventState.ANNOUNCED,
            Event.starts_at >= round_.starts_from,
            Event.starts_at < round_.starts_before,
            Booking.booked_at < round_.booked_before,
            Booking.cancelled_at.is_(None),
            User.active,
        )
        .order_by(Booking.id)
    )
    rows = db.session.execute(scoped(statement, system, Event, Booking, User))
    return [(event, Recipient(booking_id, email)) for event, booking_id, email in rows]


def list_with_old_needs(system: SystemActor, ended_before: datetime, limit: int) -> Sequence[Booking]:
    """Bookings that still hold access needs though their event ended long enough ago."""
    statement = (
        scoped(select(Booking), system, Booking, Event)
        .join(Event, Event.id == Booking.event_id)
        .where(Booking.access_needs.is_not(None), Event.ends_at < ended_before)
        .order_by(Booking.id)
        .limit(limit)
    )
    return db.session.scalars(statement).all()


def count_booked_by_department(actor: Actor) -> dict[UUID | None, int]:
    """Places that the actor's organisation holds, by department; None where nobody said which. Numbers, never names."""
    rows = scoped(select(Booking.department_id, func.count()), actor, Booking).where(
        Booking.organisation_id == actor.organisation_id, Booking.cancelled_at.is_(None)
    )
    return {row[0]: row[1] for row in db.session.execute(rows.group_by(Booking.department_id))}
