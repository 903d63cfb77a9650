"""The JSON of plans: shape only."""

from __future__ import annotations

from marshmallow import fields, validate

from network.core.api import BaseSchema, Words
from network.organisations.vocabulary import TrainingTime
from network.training.plans.vocabulary import LineState, PlanState
from network.training.vocabulary import Mode

WHOLE = validate.Range(min=0, max=10**12)


class SuggestionSchema(BaseSchema):
    """What would close a gap; `course` is null where none of the tier is open."""

    tier = fields.Integer(required=True, attribute="gap.tier.number")
    needed_by = fields.Date(required=True, allow_none=True, attribute="gap.needed_by")
    people = fields.Integer(required=True, attribute="gap.people")
    course_id = fields.UUID(required=True, allow_none=True, attribute="course.id", dump_default=None)
    sessions = fields.Integer(required=True)
    places = fields.Integer(required=True)
    mode = fields.Enum(Mode, by_value=True, required=True, allow_none=True)
    time = fields.Enum(TrainingTime, by_value=True, required=True, allow_none=True)
    starts_on = fields.Date(required=True, allow_none=True, attribute="when.starts_on", dump_default=None)
    ends_on = fields.Date(required=True, allow_none=True, attribute="when.ends_on", dump_default=None)
    why = fields.String(required=True)


class SuggestionsSchema(BaseSchema):
    """The suggestions for an organisation; none before its needs are assessed."""

    is_assessed = fields.Boolean(required=True)
    items = fields.List(fields.Nested(SuggestionSchema), required=True)


class KeepLineSchema(BaseSchema):
    """What a line offers, whole."""

    course_id = fields.UUID(required=True)
    people = fields.Integer(required=True, strict=True, validate=WHOLE)
    sessions = fields.Integer(required=True, strict=True, validate=WHOLE)
    places = fields.Integer(required=True, strict=True, validate=WHOLE)
    mode = fields.Enum(Mode, by_value=True, required=True)
    time = fields.Enum(TrainingTime, by_value=True, load_default=None, allow_none=True)
    by_on = fields.Date(load_default=None, allow_none=True)
    why = Words(load_default="", validate=validate.Length(max=10_000))


class PlanLineSchema(KeepLineSchema):
    """A line, with how it was answered."""

    id = fields.UUID(required=True)
    course = fields.String(required=True)
    state = fields.Enum(LineState, by_value=True, required=True)
    answer = fields.String(required=True)
    answered_at = fields.AwareDateTime(required=True, allow_none=True)
    version = fields.Integer(required=True)


class AnswerSchema(BaseSchema):
    """What an organisation answers."""

    state = fields.Enum(LineState, by_value=True, required=True)
    words = Words(load_default="", has_lines=True, validate=validate.Length(max=10_000))


class PlanSummarySchema(BaseSchema):
    """A plan as lists show it."""

    id = fields.UUID(required=True)
    organisation_id = fields.UUID(required=True)
    organisation_name = fields.String(required=True)
    state = fields.Enum(PlanState, by_value=True, required=True)
    made_at = fields.AwareDateTime(required=True)
    sent_at = fields.AwareDateTime(required=True, allow_none=True)
    lines = fields.Integer(required=True)
    waiting = fields.Integer(required=True)
    agreed = fields.Integer(required=True)
    proposed = fields.Integer(required=True)
    declined = fields.Integer(required=True)


class PlanSchema(BaseSchema):
    """A plan with its lines."""

    id = fields.UUID(required=True)
    organisation_id = fields.UUID(required=True)
    state = fields.Enum(PlanState, by_value=True, required=True)
    made_at = fields.AwareDateTime(required=True)
    sent_at = fields.AwareDateTime(required=True, allow_none=True)
    version = fields.Integer(required=True)
    lines = fields.List(fields.Nested(PlanLineSchema), required=True)
