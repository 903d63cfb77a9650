"""The shapes of two organisations becoming one."""

from __future__ import annotations

from marshmallow import fields

from network.core.api import BaseSchema


class MergerQuerySchema(BaseSchema):
    """Which two, and what they are to one another."""

    successor_id = fields.UUID(required=True)
    is_same = fields.Boolean(load_default=False)


class MergerSchema(BaseSchema):
    """What follows, in sentences."""

    former = fields.String(required=True)
    successor = fields.String(required=True)
    follows = fields.List(fields.String(), required=True)


class SideSchema(BaseSchema):
    """One of two that may be one."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)


class SuspectSchema(BaseSchema):
    """Two that may be one, and why."""

    former = fields.Nested(SideSchema, required=True)
    successor = fields.Nested(SideSchema, required=True)
    why = fields.String(required=True)
