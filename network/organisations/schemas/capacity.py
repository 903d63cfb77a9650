"""When and how partners can train, as JSON."""

from __future__ import annotations

from marshmallow import fields, validate

from network.core.api import BaseSchema, PageQuerySchema, Words
from network.organisations.rules.capacity import LARGEST_GROUP
from network.organisations.vocabulary import Sector, TrainingTime, TrainingWay


class KeepCapacitySchema(BaseSchema):
    """When and how staff can train. What is left out counts as not said."""

    times = fields.List(fields.Enum(TrainingTime, by_value=True), load_default=list, validate=validate.Length(max=50))
    ways = fields.List(fields.Enum(TrainingWay, by_value=True), load_default=list, validate=validate.Length(max=50))
    shift_pattern = Words(load_default="")
    largest_group = fields.Integer(strict=True, load_default=None, allow_none=True)
    difficulty = Words(load_default="", has_lines=True, metadata={"description": "What has been hard"})


class CapacitySchema(KeepCapacitySchema):
    """The same as kept; `version` is 0 where nothing was said yet."""

    version = fields.Integer(required=True)


class CapacityItemSchema(BaseSchema):
    """One partner's, in the coordinator's list."""

    organisation_id = fields.UUID(required=True)
    name = fields.String(required=True)
    sector = fields.Enum(Sector, by_value=True, required=True)
    capacity = fields.Nested(KeepCapacitySchema, required=True)
    said_on = fields.Date(required=True)


class CapacityQuerySchema(PageQuerySchema):
    """What the list is narrowed to."""

    time = fields.Enum(TrainingTime, by_value=True, load_default=None)
    way = fields.Enum(TrainingWay, by_value=True, load_default=None)
    at_least = fields.Integer(load_default=None, validate=validate.Range(min=1, max=LARGEST_GROUP))
    sector = fields.Enum(Sector, by_value=True, load_default=None)
