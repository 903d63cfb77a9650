"""Leads whom small organisations share: what a program is shown. No address of theirs is in it."""

from __future__ import annotations

from marshmallow import fields

from network.core.api import BaseSchema
from network.incidents.rules.pool import PoolStanding


class OfferToLeadSchema(BaseSchema):
    """Whether one offers to lead for small partners too."""

    is_offered = fields.Boolean(required=True)
    offered_at = fields.AwareDateTime(required=True, allow_none=True)


class PooledLeadSchema(BaseSchema):
    """Somebody who offers to lead, and whether they were asked."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    organisation = fields.String(required=True)
    standing = fields.Enum(PoolStanding, by_value=True, required=True)
