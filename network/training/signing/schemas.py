"""The JSON of sheets: shape only."""

from __future__ import annotations

from marshmallow import fields, validate

from network.core.api import BaseSchema, Words, page_of
from network.training.delivery.rules import MOST_PARTS
from network.training.rules import LONGEST_MINUTES
from network.training.schemas import GIVEN_BY, LONGEST_TEXT
from network.training.vocabulary import Mode


class SheetDraftSchema(BaseSchema):
    """A session that people are to sign in to. Without `minutes` it takes the course's length."""

    course = Words(required=True, validate=validate.Length(max=100))
    held_on = fields.Date(required=True)
    mode = fields.Enum(Mode, by_value=True, required=True)
    minutes = fields.Integer(
        load_default=None, allow_none=True, strict=True, validate=validate.Range(min=1, max=LONGEST_MINUTES)
    )
    place = Words(load_default="", validate=validate.Length(max=LONGEST_TEXT))


class SheetPartSchema(BaseSchema):
    """One part of a session to come that people are to sign in to."""

    part = fields.Integer(load_default=1, strict=True, validate=validate.Range(min=1, max=MOST_PARTS))


class SheetItemSchema(BaseSchema):
    """A sheet in a list. `scheduled_id` is the session to come that it is for; null where it is logged by itself."""

    id = fields.UUID(required=True)
    course = fields.String(required=True, attribute="course_code")
    held_on = fields.Date(required=True)
    mode = fields.Enum(Mode, by_value=True, required=True)
    place = fields.String(required=True)
    minutes = fields.Integer(required=True)
    opens_at = fields.AwareDateTime(required=True, attribute="window.opens_at")
    closes_at = fields.AwareDateTime(required=True, attribute="window.closes_at")
    is_closed = fields.Boolean(required=True, metadata={"description": "By hand, before its time"})
    scheduled_id = fields.UUID(required=True, allow_none=True)
    part = fields.Integer(required=True, allow_none=True)
    logged_at = fields.AwareDateTime(required=True, allow_none=True)
    session_id = fields.UUID(required=True, allow_none=True, attribute="logged_session_id")


class SheetLineSchema(BaseSchema):
    """Somebody who signed, or whom those who hold the session wrote down."""

    id = fields.UUID(required=True)
    line = fields.Integer(required=True, metadata={"description": "Where it stands, from 1, as `problems` name it"})
    name = fields.String(required=True, metadata={"description": "Empty where an address alone was given"})
    email = fields.String(required=True, allow_none=True)
    staff_number = fields.String(required=True, allow_none=True)
    signed_at = fields.AwareDateTime(required=True)
    by_hand = fields.Boolean(required=True, metadata={"description": "Written by those who hold the session"})
    is_repeated = fields.Boolean(required=True, metadata={"description": "On the sheet twice, and counted once"})


class SheetSchema(SheetItemSchema):
    """A sheet with its code and who signed, for those who hold the session. `problems` are lines to mend."""

    code = fields.String(required=True)
    address = fields.String(required=True, metadata={"description": "What the QR code holds"})
    people = fields.Integer(required=True, metadata={"description": "Each once"})
    lines = fields.List(fields.Nested(SheetLineSchema), required=True)
    problems = fields.List(fields.String(), required=True)


class LogSheetSchema(BaseSchema):
    """What is said of a sheet that is logged; it can be left out."""

    given_by = GIVEN_BY


SheetListSchema = page_of(SheetItemSchema)
