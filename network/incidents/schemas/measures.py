"""The figures as JSON: one line a number, and what each measure counts."""

from __future__ import annotations

from marshmallow import fields

from network.core.api import BaseSchema
from network.incidents.rules.measures import Measure, Unit


class MeasuresQuerySchema(BaseSchema):
    """Which figures: a quarter as 2026-Q3, `year` for the twelve months to its end, and a day."""

    quarter = fields.String(load_default="")
    period = fields.String(load_default="")
    on = fields.String(load_default="")


class MeasureLineSchema(BaseSchema):
    """One number; null where there is none to be said."""

    measure = fields.Enum(Measure, by_value=True)
    label = fields.String()
    value = fields.Float(allow_none=True)
    unit = fields.Enum(Unit, by_value=True)
    version = fields.Integer()


class MeasuresSchema(BaseSchema):
    """The figures of a period."""

    first_day = fields.Date()
    last_day = fields.Date()
    active_on = fields.Date()
    read_at = fields.AwareDateTime()
    lines = fields.List(fields.Nested(MeasureLineSchema))
    definitions = fields.String()


class MeasureDefinitionSchema(BaseSchema):
    """What a measure counts."""

    measure = fields.Enum(Measure, by_value=True)
    version = fields.Integer()
    title = fields.String()
    text = fields.String()


class PublishedLineSchema(BaseSchema):
    """One published number; null is *not shown*, for the reason beside it."""

    measure = fields.Enum(Measure, by_value=True)
    version = fields.Integer()
    of = fields.String()
    label = fields.String()
    is_year = fields.Boolean()
    value = fields.Integer(allow_none=True)
    unit = fields.Enum(Unit, by_value=True)
    why_not_shown = fields.String(allow_none=True)


class PublishedSchema(BaseSchema):
    """What was published of a quarter."""

    quarter = fields.String()
    published_at = fields.AwareDateTime()
    lines = fields.List(fields.Nested(PublishedLineSchema))
    definitions = fields.String()


class PublishedQuartersSchema(BaseSchema):
    """The quarters that were published, the latest first."""

    quarters = fields.List(fields.String())
