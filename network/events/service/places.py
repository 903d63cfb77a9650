"""A member's verbs: book a place, cancel it, say what one needs."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from network.accounts.models import User
from network.core import audit, crypto, outbox
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import RuleBroken
from network.core.places import free_place, take_place
from network.core.tenancy import scoped, system_scope
from network.core.text import several_lines
from network.events import queries, rules
from network.events.messages import BookingConfirmed
from network.events.models import Booking, Event
from network.events.words import where_words
from network.organisations.models import Organisation
from network.organisations.public import list_departments
from network.ui.filters import as_span


@dataclass(frozen=True, slots=True)
class Booked:
    """The place that somebody has now, and whether it was taken just now: only then are they written to."""

    booking: Booking
    is_new: bool


def book(
    actor: Actor, event_id: UUID, clock: Clock, access_needs: str = "", department_id: UUID | None = None
) -> Booked:
    """Takes a place for the actor, and tells them by e-mail. One they hold stays, with `access_needs` where said.

    Any number of people at once never take more places than there are (`P9`). Raises NotFound, and `RuleBroken`
    with other ways on for an event that is full, cancelled or over (`U37`).
    """
    needs = several_lines(access_needs)
    rules.check_needs(needs)
    _check_department(actor, department_id)
    with system_scope(db.session(), "take a place at an event of the network's host") as system:
        event = queries.lock_event(system, event_id)
        rules.check_open(event.state, event.ends_at, clock.now(), event.id)
        held = queries.find_held_by(system, event_id, actor.user_id)
        if held is None and not take_place(event, system):
            raise rules.event_full(event.id)
    if held is not None:
        _check_held_here(actor, held)
        if needs:  # said and lost would be worse than said twice
            _replace_needs(actor, held, needs, clock)
        return Booked(held, is_new=False)
    booking = Booking(
        id=new_id(),
        organisation_id=actor.organisation_id,
        event_id=event.id,
        user_id=actor.user_id,
        department_id=department_id,
        booked_at=clock.now(),
    )
    _keep_needs(booking, needs, clock)
    db.session.add(booking)
    db.session.flush()
    _record(actor, clock, "events.booking.make", booking)
    _confirm(actor, event, booking, clock)
    return Booked(booking, is_new=True)


def _check_department(actor: Actor, department_id: UUID | None) -> None:
    if department_id and department_id not in {each.id for each in list_departments(actor, actor.organisation_id)}:
        raise RuleBroken("department", "Choose a department from the list")


def cancel_booking(actor: Actor, event_id: UUID, booking_id: UUID, clock: Clock) -> Booking:
    """Gives the actor's own place back; no reason is asked (`U15`). Cancelling twice is cancelling once.

    What they said they need is removed with it. Raises NotFound, and `RuleBroken` once the event is over.
    """
    booking = queries.get_own_booking(actor, event_id, booking_id)
    with system_scope(db.session(), "give a place back at an event of the network's host") as system:
        event = queries.lock_event(system, event_id)
        held = queries.find_held_by(system, event_id, actor.user_id)
        is_held = held is not None and held.id == booking_id
        if is_held:
            rules.check_not_over(event.ends_at, clock.now(), event.id)
            free_place(event, system)
    if is_held:
        booking.cancelled_at, booking.access_needs = clock.now(), None
        db.session.flush()
        _record(actor, clock, "events.booking.cancel", booking)
    return booking


def change_needs(actor: Actor, event_id: UUID, booking_id: UUID, access_needs: str, clock: Clock) -> Booking:
    """Replaces what the actor said they need.

    Raises NotFound, and `RuleBroken` once the event is over or the booking is cancelled: what was said is removed
    with a place, and is never kept without one.
    """
    needs = several_lines(access_needs)
    rules.check_needs(needs)
    booking = queries.get_own_booking(actor, event_id, booking_id)
    with system_scope(db.session(), "what is needed at an event of the network's host") as system:
        event = queries.lock_event(system, event_id)  # whoever cancels at this moment waits, or was first
        held = queries.find_held_by(system, event_id, actor.user_id)
    rules.check_open(event.state, event.ends_at, clock.now(), event.id)
    if held is None or held.id != booking_id:
        raise rules.not_booked(event.id)
    _replace_needs(actor, booking, needs, clock)
    return booking


def _replace_needs(actor: Actor, booking: Booking, needs: str, clock: Clock) -> None:
    _keep_needs(booking, needs, clock)
    db.session.flush()
    _record(actor, clock, "events.booking.change_needs", booking, {"access_needs": "changed"})


def _check_held_here(actor: Actor, held: Booking) -> None:
    if held.organisation_id != actor.organisation_id:
        name = db.session.scalar(select(Organisation.name).where(Organisation.id == held.organisation_id))
        raise rules.booked_elsewhere(held.event_id, name or "another organisation")


def _keep_needs(booking: Booking, needs: str, clock: Clock) -> None:
    booking.access_needs = crypto.seal(needs, booking.needs_place(), clock) if needs else None


def _confirm(actor: Actor, event: Event, booking: Booking, clock: Clock) -> None:
    to = db.session.scalar(scoped(select(User.email), actor, User).where(User.id == actor.user_id))
    if to is None:
        return
    message = BookingConfirmed(to, str(event.id), as_span(event.starts_at, event.ends_at), where_words(event))
    outbox.enqueue(message, clock, unique_key=f"events.booked:{booking.id}")


def _record(
    actor: Actor, clock: Clock, action: str, booking: Booking, changes: dict[str, object] | None = None
) -> None:
    noted = {"event": str(booking.event_id), **(changes or {})}
    audit.record(
        actor, clock.now(), action, "booking", booking.id, organisation_id=booking.organisation_id, changes=noted
    )
