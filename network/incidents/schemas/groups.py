"""Support for a group: what a program sends, and what it is shown."""

from __future__ import annotations

from marshmallow import fields

from network.core.api import BaseSchema, Instant, page_of
from network.incidents.rules.answers import MeetingMode
from network.incidents.rules.groups import GroupAskedBy, GroupState, GroupWish
from network.incidents.rules.setup import GroupReferrer


class GroupAnsweredSchema(BaseSchema):
    """That the group was asked, and what it said."""

    asked_on = fields.Date(required=True)
    asked_by = fields.Enum(GroupAskedBy, by_value=True, required=True)
    wish = fields.Enum(GroupWish, by_value=True, required=True)


class GroupAskingSchema(GroupAnsweredSchema):
    """The same, with the position of whoever asks for it."""

    position = fields.Enum(GroupReferrer, by_value=True, required=True)


class GroupSessionSchema(BaseSchema):
    """When the group meets; the instant has its offset."""

    at = Instant(required=True)
    mode = fields.Enum(MeetingMode, by_value=True, required=True)
    is_combined = fields.Boolean(load_default=False)


class GroupHeldSchema(BaseSchema):
    """How many came."""

    attendance = fields.Integer(required=True, strict=True)


class IndividualMeetingSchema(BaseSchema):
    """A session with one person on the same day."""

    referral_id = fields.UUID()
    at = fields.AwareDateTime()
    mode = fields.Enum(MeetingMode, by_value=True, allow_none=True)


class SupportedGroupSchema(BaseSchema):
    """Support for a group; `attendance` and `meetings` are for those whose they are."""

    id = fields.UUID()
    reference = fields.String()
    state = fields.Enum(GroupState, by_value=True)
    organisation_name = fields.String()
    therapist_name = fields.String(allow_none=True)
    position = fields.Enum(GroupReferrer, by_value=True)
    asked_on = fields.Date()
    asked_by = fields.Enum(GroupAskedBy, by_value=True)
    wish = fields.Enum(GroupWish, by_value=True)
    submitted_at = fields.AwareDateTime(allow_none=True)
    provider_limit_on = fields.Date(allow_none=True)
    arranged_at = fields.AwareDateTime(allow_none=True)
    at = fields.AwareDateTime(allow_none=True)
    mode = fields.Enum(MeetingMode, by_value=True, allow_none=True)
    is_combined = fields.Boolean()
    attendance = fields.Integer(allow_none=True)
    closed_at = fields.AwareDateTime(allow_none=True)
    meetings = fields.List(fields.Nested(IndividualMeetingSchema))


SupportedGroupPageSchema = page_of(SupportedGroupSchema)
