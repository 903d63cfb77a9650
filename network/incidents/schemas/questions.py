"""What was answered to the questions after the end, as a program is shown it."""

from __future__ import annotations

from marshmallow import fields

from network.core.api import BaseSchema
from network.incidents.rules.questions import Question, Reply


class ReplySumSchema(BaseSchema):
    """How many gave one answer to one question; null is not said."""

    question = fields.Enum(Question, by_value=True)
    reply = fields.Enum(Reply, by_value=True)
    value = fields.Integer(allow_none=True)


class ToldQuarterSchema(BaseSchema):
    """What is said of a quarter."""

    year = fields.Integer()
    quarter = fields.Integer()
    answered = fields.Integer(allow_none=True)
    sums = fields.List(fields.Nested(ReplySumSchema))
    words = fields.List(fields.String())


class ToldListSchema(BaseSchema):
    """The quarters that have ended."""

    items = fields.List(fields.Nested(ToldQuarterSchema))
