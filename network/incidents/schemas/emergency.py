"""In an emergency: what a program sends, and what it is shown."""

from __future__ import annotations

from marshmallow import fields

from network.core.api import BaseSchema, Words
from network.incidents.rules.emergency import EmergencyReason, Standing


class EmergencyAskedSchema(BaseSchema):
    """Which referral, and why."""

    reference = Words(required=True, metadata={"maxLength": 20})
    reason = fields.Enum(EmergencyReason, by_value=True, required=True)


class EmergencyKeySchema(BaseSchema):
    """What was asked: nothing of whether there is such a referral."""

    id = fields.UUID()
    reference = fields.String()
    reason = fields.Enum(EmergencyReason, by_value=True)


class EmergencySchema(EmergencyKeySchema):
    """A request; `is_there` is null for whoever does not see referrals."""

    asked_at = fields.AwareDateTime()
    asked_by = fields.String()
    is_own = fields.Boolean()
    standing = fields.Enum(Standing, by_value=True)
    is_there = fields.Boolean(allow_none=True)


class EmergencyListSchema(BaseSchema):
    """One's own, and those of others that wait."""

    items = fields.List(fields.Nested(EmergencySchema))


class ReachedSchema(BaseSchema):
    """Who it is and how to reach them; what happened for a court alone."""

    staff_name = fields.String(allow_none=True)
    called = fields.String(allow_none=True)
    staff_telephone = fields.String(allow_none=True)
    own_telephone = fields.String(allow_none=True)
    staff_email = fields.String(allow_none=True)
    own_email = fields.String(allow_none=True)
    contact_way = fields.String(allow_none=True)
    contact_times = fields.String(allow_none=True)
    voicemail = fields.String(allow_none=True)
    interpreter = fields.String(allow_none=True)
    incident_on = fields.String(allow_none=True)
    narrative = fields.String(allow_none=True)


class EmergencyOpenedSchema(BaseSchema):
    """What the reason opens; `particulars` is null where the reference is nobody's."""

    reference = fields.String()
    reason = fields.Enum(EmergencyReason, by_value=True)
    until = fields.AwareDateTime()
    particulars = fields.Nested(ReachedSchema, allow_none=True)
