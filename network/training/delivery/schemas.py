"""The JSON of sessions to come: shape only."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from network.core.api import BaseSchema, Instant, Words, page_of
from network.training.delivery.rules import (
    LARGEST_CAPACITY,
    LONGEST,
    LONGEST_NEEDS,
    LONGEST_REASON,
    MOST_PARTS,
    MOST_WEEKS,
)
from network.training.delivery.vocabulary import Occasion, PlaceState, PracticeChange, Presence, SessionState
from network.training.roster import LARGEST_ROSTER
from network.training.schemas import LONGEST_TEXT
from network.training.vocabulary import Mode


def _words(name: str, **options: Any) -> Words:
    return Words(validate=validate.Length(max=LONGEST[name]), **options)


class PartSchema(BaseSchema):
    """One day of a session."""

    starts_at = Instant(required=True)
    ends_at = Instant(required=True)


class SessionDraftSchema(BaseSchema):
    """What is said of a session to come. Without `capacity` there is no limit."""

    course = Words(required=True, validate=validate.Length(max=100))
    parts = fields.List(fields.Nested(PartSchema), required=True, validate=validate.Length(min=1, max=MOST_PARTS))
    mode = fields.Enum(Mode, by_value=True, required=True)
    place = _words("place", load_default="")
    joining_link = _words("joining_link", load_default="")
    capacity = fields.Integer(
        load_default=None, allow_none=True, strict=True, validate=validate.Range(min=1, max=LARGEST_CAPACITY)
    )
    is_open_to_all = fields.Boolean(required=True)
    books_until = fields.Date(load_default=None, allow_none=True)
    facilitators = fields.List(fields.UUID(), required=True, validate=validate.Length(min=1, max=50))
    content_note = _words(
        "content_note",
        required=True,
        allow_none=True,
        has_lines=True,
        metadata={"description": "null says that none is needed"},
    )
    breaks = _words("breaks", required=True)
    camera_may_be_off = fields.Boolean(required=True)
    may_leave_any_time = fields.Boolean(required=True)


class SessionPlanSchema(SessionDraftSchema):
    """A session to plan, or several, one a week."""

    weeks = fields.Integer(load_default=1, strict=True, validate=validate.Range(min=1, max=MOST_WEEKS))


class SessionChangeSchema(SessionDraftSchema):
    """What is to be different about a session; what is not sent stays. A move needs its reason."""

    reason = Words(load_default="", has_lines=True, validate=validate.Length(max=LONGEST_REASON))

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "partial": True})


class ComingItemSchema(BaseSchema):
    """A session in a list."""

    id = fields.UUID(required=True)
    organisation_id = fields.UUID(required=True)
    course = fields.String(required=True, attribute="course_code")
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    mode = fields.Enum(Mode, by_value=True, required=True)
    place = fields.String(required=True)
    capacity = fields.Integer(required=True, allow_none=True)
    places_left = fields.Integer(required=True, allow_none=True)
    is_open_to_all = fields.Boolean(required=True)
    books_until = fields.Date(required=True, allow_none=True)
    state = fields.Enum(SessionState, by_value=True, required=True)


class ComingSchema(ComingItemSchema):
    """A session as whoever asks may see it: the joining link is null for those without a place."""

    parts = fields.List(fields.Nested(PartSchema), required=True)
    joining_link = fields.String(required=True, allow_none=True)
    content_note = fields.String(required=True, allow_none=True)
    breaks = fields.String(required=True)
    camera_may_be_off = fields.Boolean(required=True)
    may_leave_any_time = fields.Boolean(required=True)
    because = fields.String(required=True)
    waiting = fields.Integer(required=True)
    own = fields.Enum(PlaceState, by_value=True, required=True, allow_none=True)
    version = fields.Integer(required=True)


class SessionCancellationSchema(BaseSchema):
    """Why a session will not be held."""

    reason = Words(required=True, has_lines=True, validate=validate.Length(min=1, max=LONGEST_REASON))


class OwnPlaceDraftSchema(BaseSchema):
    """A place for oneself; what one needs is optional."""

    access_needs = Words(load_default="", has_lines=True, validate=validate.Length(max=LONGEST_NEEDS))


class OwnPlaceSchema(BaseSchema):
    """One's own place."""

    state = fields.Enum(PlaceState, by_value=True, required=True)
    since = fields.AwareDateTime(required=True)
    access_needs = fields.String(required=True)


class ColleagueSchema(BaseSchema):
    """Somebody who is to have a place: written to where there is an e-mail address."""

    name = Words(load_default="", validate=validate.Length(max=LONGEST_TEXT))
    email = Words(load_default=None, allow_none=True, validate=validate.Length(max=LONGEST_TEXT))


class PeopleSchema(BaseSchema):
    """Colleagues who are to have a place."""

    people = fields.List(
        fields.Nested(ColleagueSchema),
        required=True,
        validate=validate.Length(min=1, max=LARGEST_ROSTER),
    )


class AddedSchema(BaseSchema):
    """What came of it, in numbers of people."""

    booked = fields.Integer(required=True)
    waiting = fields.Integer(required=True)
    already = fields.Integer(required=True)


class PlaceSchema(BaseSchema):
    """A place of somebody of one's own organisation."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True, allow_none=True)
    state = fields.Enum(PlaceState, by_value=True, required=True)


class GuestSchema(BaseSchema):
    """Somebody with a place, as those who hold the session see them. `presence` is by the number of the part."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    organisation = fields.String(required=True)
    state = fields.Enum(PlaceState, by_value=True, required=True)
    access_needs = fields.String(required=True)
    presence = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class PresenceSchema(BaseSchema):
    """How somebody was here."""

    part = fields.Integer(load_default=1, strict=True, validate=validate.Range(min=1, max=MOST_PARTS))
    presence = fields.Enum(Presence, by_value=True, required=True)


class MarkPartSchema(BaseSchema):
    """One part of a session."""

    part = fields.Integer(load_default=1, strict=True, validate=validate.Range(min=1, max=MOST_PARTS))


class WalkInsSchema(PeopleSchema):
    """People of one's own organisation who came to one part without a place."""

    part = fields.Integer(load_default=1, strict=True, validate=validate.Range(min=1, max=MOST_PARTS))


class MarkedSchema(BaseSchema):
    """How many people were marked as here who were not before."""

    people = fields.Integer(required=True)


class SummarySchema(BaseSchema):
    """What five people or more said, together."""

    answers = fields.Integer(required=True)
    averages = fields.Dict(keys=fields.String(), values=fields.Float(), required=True)
    changes = fields.Dict(keys=fields.Enum(PracticeChange, by_value=True), values=fields.Integer(), required=True)
    themes = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class SessionSummarySchema(SummarySchema):
    """What five people or more said of one session, in their own words too."""

    words = fields.List(fields.String(), required=True)


class SessionAnswersSchema(BaseSchema):
    """What people say of one session; null where fewer than five answered."""

    after = fields.Nested(SessionSummarySchema, required=True, allow_none=True)
    later = fields.Nested(SessionSummarySchema, required=True, allow_none=True)


class CourseAnswersSchema(BaseSchema):
    """What people of every partner say of one course."""

    course = fields.String(required=True, attribute="course_code")
    occasion = fields.Enum(Occasion, by_value=True, required=True)
    summary = fields.Nested(SummarySchema, required=True)


GuestListSchema = page_of(GuestSchema)
ComingListSchema = page_of(ComingItemSchema)
