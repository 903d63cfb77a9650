"""Extensions as JSON."""

from __future__ import annotations

from marshmallow import fields, validate

from network.core.api import BaseSchema
from network.training.extensions.rules import LONGEST_REASON


class EndingSchema(BaseSchema):
    """What runs out together: a tier, and its last day."""

    tier = fields.Integer(required=True, strict=True)
    expires_on = fields.Date(required=True)


class ExtensibleSchema(EndingSchema):
    """How many people's training runs out, or ran out, then, and was not renewed."""

    tier = fields.Integer(attribute="ending.tier", dump_only=True)
    expires_on = fields.Date(attribute="ending.expires_on", dump_only=True)
    tier_name = fields.String(dump_only=True)
    people = fields.Integer(dump_only=True)


class ExtensibleListSchema(BaseSchema):
    """All of it: a few dozen at most, so in one piece."""

    items = fields.List(fields.Nested(ExtensibleSchema), dump_only=True)


class ExtendSchema(BaseSchema):
    """Letting it stand longer."""

    endings = fields.List(fields.Nested(EndingSchema), required=True, validate=validate.Length(min=1, max=200))
    until = fields.Date(required=True, metadata={"description": "The last day of a month, within two years."})
    reason = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST_REASON))


class ExtensionSchema(BaseSchema):
    """A decision that training stands longer."""

    id = fields.UUID(dump_only=True)
    until = fields.Date(dump_only=True)
    reason = fields.String(dump_only=True)
    people = fields.Integer(dump_only=True)
    decided_at = fields.AwareDateTime(dump_only=True)
    taken_back_at = fields.AwareDateTime(dump_only=True, allow_none=True)
