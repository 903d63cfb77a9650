"""The events as JSON."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from network.core.api import BaseSchema, Instant, Words, page_of
from network.events.rules import LARGEST_CAPACITY, LONGEST, LONGEST_NEEDS, LONGEST_REASON
from network.events.vocabulary import EventKind, EventState


def _words(name: str, **options: Any) -> Words:
    return Words(validate=validate.Length(max=LONGEST[name]), **options)


class EventDraftSchema(BaseSchema):
    """What the coordinator says of a new event."""

    title = _words("title", required=True)
    summary = _words("summary", required=True, has_lines=True)
    kind = fields.Enum(EventKind, by_value=True, required=True)
    place = _words("place", load_default="")
    joining_link = _words("joining_link", load_default="")
    starts_at = Instant(required=True)
    ends_at = Instant(required=True)
    capacity = fields.Integer(
        load_default=None, allow_none=True, strict=True, validate=validate.Range(min=1, max=LARGEST_CAPACITY)
    )
    programme = _words("programme", load_default="", has_lines=True)
    breaks = _words("breaks", required=True)
    content_note = _words(
        "content_note",
        required=True,
        allow_none=True,
        has_lines=True,
        metadata={"description": "null says that none is needed"},
    )
    camera_may_be_off = fields.Boolean(required=True)
    may_leave_any_time = fields.Boolean(required=True)


class EventChangeSchema(EventDraftSchema):
    """What is to be different about an event; what is not sent stays."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "partial": True})


class EventSchema(BaseSchema):
    """An event as whoever asks may see it: the joining link is null for those without a place."""

    id = fields.UUID(required=True)
    title = fields.String(required=True)
    summary = fields.String(required=True)
    kind = fields.Enum(EventKind, by_value=True, required=True)
    place = fields.String(required=True)
    joining_link = fields.String(required=True, allow_none=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    capacity = fields.Integer(required=True, allow_none=True)
    places_left = fields.Integer(required=True, allow_none=True)
    programme = fields.String(required=True)
    breaks = fields.String(required=True)
    content_note = fields.String(required=True, allow_none=True)
    camera_may_be_off = fields.Boolean(required=True)
    may_leave_any_time = fields.Boolean(required=True)
    state = fields.Enum(EventState, by_value=True, required=True)
    cancelled_because = fields.String(required=True)
    is_booked = fields.Boolean(required=True)
    version = fields.Integer(required=True)


class EventItemSchema(BaseSchema):
    """An event in a list."""

    id = fields.UUID(required=True)
    title = fields.String(required=True)
    kind = fields.Enum(EventKind, by_value=True, required=True)
    place = fields.String(required=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    capacity = fields.Integer(required=True, allow_none=True)
    places_left = fields.Integer(required=True, allow_none=True)
    state = fields.Enum(EventState, by_value=True, required=True)
    is_booked = fields.Boolean(required=True)


class CancellationSchema(BaseSchema):
    """Why an event will not be held."""

    reason = Words(required=True, has_lines=True, validate=validate.Length(min=1, max=LONGEST_REASON))


class BookingDraftSchema(BaseSchema):
    """A place; what one needs is optional."""

    access_needs = Words(load_default="", has_lines=True, validate=validate.Length(max=LONGEST_NEEDS))
    department = fields.UUID(load_default=None, allow_none=True)


class BookingSchema(BaseSchema):
    """One's own booking."""

    id = fields.UUID(required=True)
    event_id = fields.UUID(required=True)
    booked_at = fields.AwareDateTime(required=True)
    cancelled_at = fields.AwareDateTime(required=True, allow_none=True)
    access_needs = fields.String(required=True)


class AttendeeSchema(BaseSchema):
    """Somebody who comes."""

    booking_id = fields.UUID(required=True)
    name = fields.String(required=True)
    organisation = fields.String(required=True)
    access_needs = fields.String(required=True)
    booked_at = fields.AwareDateTime(required=True)


EventListSchema = page_of(EventItemSchema)
AttendeeListSchema = page_of(AttendeeSchema)
