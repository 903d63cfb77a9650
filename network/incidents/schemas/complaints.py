"""Complaints: what a program sends, and what it is shown."""

from __future__ import annotations

from marshmallow import fields

from network.core.api import BaseSchema, Words
from network.core.permissions import Role
from network.incidents.rules.complaints import LONGEST_ANSWER, LONGEST_COMPLAINT, ComplaintState


class ComplaintMadeSchema(BaseSchema):
    """What was not right, and who is to read it."""

    reader_id = fields.UUID(required=True)
    words = Words(has_lines=True, required=True, metadata={"maxLength": LONGEST_COMPLAINT})


class AnotherReaderSchema(BaseSchema):
    """Who is to read it now."""

    reader_id = fields.UUID(required=True)


class ComplaintAnswerSchema(BaseSchema):
    """What is answered."""

    answer = Words(has_lines=True, required=True, metadata={"maxLength": LONGEST_ANSWER})


class ComplaintReaderSchema(BaseSchema):
    """Somebody who can be chosen to read it."""

    id = fields.UUID()
    name = fields.String()
    role = fields.Enum(Role, by_value=True)


class ComplaintSchema(BaseSchema):
    """A complaint, to the one who made it and to the one who reads it alike. Its writer is not named."""

    id = fields.UUID()
    state = fields.Enum(ComplaintState, by_value=True)
    words = fields.String(metadata={"description": "Empty once it was taken back"})
    answer = fields.String(metadata={"description": "Empty until it is answered"})
    made_at = fields.AwareDateTime()
    acknowledge_by_on = fields.Date()
    acknowledged_at = fields.AwareDateTime(allow_none=True)
    answered_at = fields.AwareDateTime(allow_none=True)
    kept_until = fields.AwareDateTime()
    reader_id = fields.UUID()
