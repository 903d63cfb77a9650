"""The shapes of two organisations becoming one, and of one leaving."""

from __future__ import annotations

from marshmallow import fields

from network.core.api import BaseSchema, Words


class MergerQuerySchema(BaseSchema):
    """Which two, and what they are to one another."""

    successor_id = fields.UUID(required=True)
    is_same = fields.Boolean(load_default=False)


class MergeSchema(MergerQuerySchema):
    """The same, with the name of the organisation that ends."""

    name = Words(required=True)


class MergerSchema(BaseSchema):
    """What follows, in sentences."""

    former = fields.String(required=True)
    successor = fields.String(required=True)
    follows = fields.List(fields.String(), required=True)


class LeaveSchema(BaseSchema):
    """The name of the organisation that leaves."""

    name = Words(required=True)


class SideSchema(BaseSchema):
    """One of two that may be one."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)


class SuspectSchema(BaseSchema):
    """Two that may be one, and why."""

    former = fields.Nested(SideSchema, required=True)
    successor = fields.Nested(SideSchema, required=True)
    why = fields.String(required=True)
