"""The events' JSON twin. It shares the service with the pages."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from flask import url_for

from network.core import audit
from network.core.actor import Actor, Newcomer, Visitor
from network.core.api import PageQuerySchema, api_blueprint
from network.core.commit import commits, records_reading
from network.core.guard import public, requires
from network.core.pagination import Page
from network.core.request import current_actor, current_clock, current_visitor
from network.events import queries
from network.events.models import Booking, Event
from network.events.permissions import EventPermission
from network.events.rules import EventDraft
from network.events.schemas import (
    AttendeeListSchema,
    BookingDraftSchema,
    BookingSchema,
    CancellationSchema,
    EventChangeSchema,
    EventDraftSchema,
    EventListSchema,
    EventSchema,
)
from network.events.service import announcing, places

blueprint = api_blueprint("events", "Network events and the places at them")


def _shown(event: Event, visitor: Actor | Newcomer | Visitor) -> dict[str, Any]:
    said = {field.name: getattr(event, field.name) for field in fields(EventDraft)}
    return {
        **said,
        "id": event.id,
        "joining_link": queries.joining_link_of(visitor, event),
        "places_left": event.places_left,
        "state": event.state,
        "cancelled_because": event.cancelled_because,
        "is_booked": queries.find_own_booking(visitor, event.id) is not None,
        "version": event.version,
    }


def _listed(event: Event, booked: frozenset[UUID]) -> dict[str, Any]:
    shown = ("id", "title", "kind", "place", "starts_at", "ends_at", "capacity", "places_left", "state")
    return {**{name: getattr(event, name) for name in shown}, "is_booked": event.id in booked}


def _booking(booking: Booking) -> dict[str, Any]:
    shown = ("id", "event_id", "booked_at", "cancelled_at")
    return {**{name: getattr(booking, name) for name in shown}, "access_needs": queries.own_needs(booking)}


@blueprint.route("/events")
@public("what the network does, for everybody who may want to come (EV-1)")
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, EventListSchema)
def list_events(asked: dict[str, int]) -> Page[Any]:
    """What is coming up, the soonest first."""
    visitor = current_visitor()
    page = queries.list_upcoming(visitor, current_clock().now(), asked["page"], asked["page_size"])
    booked = queries.list_booked_ids(visitor, page.items)
    return page.map(lambda event: _listed(event, booked))


@blueprint.route("/events", methods=["POST"])
@requires(EventPermission.ANNOUNCE)
@commits
@blueprint.arguments(EventDraftSchema)
@blueprint.response(201, EventSchema)
def announce_event(said: dict[str, Any]) -> Any:
    """Announces an event."""
    event = announcing.announce_event(current_actor(), EventDraft(**said), current_clock())
    return _shown(event, current_actor()), 201, {"Location": url_for("events_api.show_event", event_id=event.id)}


@blueprint.route("/events/<uuid:event_id>")
@public("an event is announced to everybody; its joining link is not shown to everybody")
@blueprint.etag
@blueprint.response(200, EventSchema)
def show_event(event_id: UUID) -> dict[str, Any]:
    """One event."""
    return _shown(queries.get_event(current_visitor(), event_id), current_visitor())


@blueprint.route("/events/<uuid:event_id>", methods=["PATCH"])
@requires(EventPermission.EDIT)
@commits
@blueprint.etag
@blueprint.arguments(EventChangeSchema)
@blueprint.response(200, EventSchema)
def edit_event(said: dict[str, Any], event_id: UUID) -> dict[str, Any]:
    """Changes what is sent of an event; needs `If-Match`."""
    actor = current_actor()
    event = queries.get_event(actor, event_id)
    blueprint.check_etag(_shown(event, actor), EventSchema)
    draft = replace(announcing.draft_of(event), **said)
    return _shown(announcing.edit_event(actor, event_id, draft, event.version, current_clock()), actor)


@blueprint.route("/events/<uuid:event_id>/cancellation", methods=["POST"])
@requires(EventPermission.CANCEL)
@commits
@blueprint.arguments(CancellationSchema)
@blueprint.response(201, EventSchema)
def cancel_event(said: dict[str, str], event_id: UUID) -> Any:
    """Cancels an event; everybody with a place is told."""
    event = announcing.cancel_event(current_actor(), event_id, said["reason"], current_clock())
    return _shown(event, current_actor()), 201, {"Location": url_for("events_api.show_event", event_id=event.id)}


@blueprint.route("/events/<uuid:event_id>/bookings", methods=["POST"])
@requires(EventPermission.BOOK)
@commits
@blueprint.arguments(BookingDraftSchema)
@blueprint.response(201, BookingSchema)
def book(said: dict[str, Any], event_id: UUID) -> Any:
    """Takes a place for the token's person; the one they hold, where they do."""
    booking = places.book(current_actor(), event_id, current_clock(), said["access_needs"], said["department"]).booking
    address = url_for("events_api.show_booking", event_id=event_id, booking_id=booking.id)
    return _booking(booking), 201, {"Location": address}


@blueprint.route("/events/<uuid:event_id>/bookings/<uuid:booking_id>")
@requires(EventPermission.BOOK)
@blueprint.response(200, BookingSchema)
def show_booking(event_id: UUID, booking_id: UUID) -> dict[str, Any]:
    """One's own booking."""
    return _booking(queries.get_own_booking(current_actor(), event_id, booking_id))


@blueprint.route("/events/<uuid:event_id>/bookings/<uuid:booking_id>", methods=["DELETE"])
@requires(EventPermission.BOOK)
@commits
@blueprint.response(204)
def cancel_booking(event_id: UUID, booking_id: UUID) -> None:
    """Gives one's own place back."""
    places.cancel_booking(current_actor(), event_id, booking_id, current_clock())


@blueprint.route("/events/<uuid:event_id>/attendees")
@requires(EventPermission.LIST_ATTENDEES)
@records_reading
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, AttendeeListSchema)
def list_attendees(asked: dict[str, int], event_id: UUID) -> Page[Any]:
    """Who comes, by name."""
    actor = current_actor()
    event = queries.get_event(actor, event_id)
    audit.record(
        actor,
        current_clock().now(),
        "events.attendees.read",
        "event",
        event.id,
        organisation_id=event.organisation_id,
    )
    return queries.list_attendees(actor, event_id, asked["page"], asked["page_size"])
