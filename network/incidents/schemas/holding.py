"""Legal holds, and what will be deleted next month."""

from __future__ import annotations

from marshmallow import fields

from network.core.api import BaseSchema
from network.incidents.kept import Part
from network.incidents.rules.holding import HoldReason


class HoldSchema(BaseSchema):
    """Why something is kept, and the last day on which it is."""

    reason = fields.Enum(HoldReason, by_value=True, required=True)
    until_on = fields.Date(required=True)


class GoingSchema(BaseSchema):
    """One part of one referral, which goes on a day."""

    on = fields.Date()
    what = fields.Enum(Part, by_value=True)
    referral_id = fields.UUID()
    reference = fields.String()


class KeptDaySchema(BaseSchema):
    """A day, and all that goes on it."""

    on = fields.Date()
    going = fields.List(fields.Nested(GoingSchema))


class HeldSchema(HoldSchema):
    """A referral of which nothing goes for now."""

    referral_id = fields.UUID()
    reference = fields.String()


class QuietSchema(BaseSchema):
    """A referral that is open, and of which nothing was noted for 90 days."""

    referral_id = fields.UUID()
    reference = fields.String()
    submitted_at = fields.AwareDateTime()


class KeptSchema(BaseSchema):
    """What goes within 31 days, how many drafts, what is held, and what has been open and quiet for long."""

    days = fields.List(fields.Nested(KeptDaySchema))
    drafts = fields.Integer()
    held = fields.List(fields.Nested(HeldSchema))
    quiet = fields.List(fields.Nested(QuietSchema))
