"""The JSON of the offer: shape only."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import fields, validate

from network.core.api import BaseSchema, Words
from network.organisations.vocabulary import WorkforceLevel
from network.training.courses import rules
from network.training.courses.tiers import LONGEST_NAME
from network.training.rules import LONGEST_MINUTES
from network.training.vocabulary import Deliverer, LivedExperience, Mode, ScottishLevel, Topic, WelshLevel

NOTE: Final = {"description": "What may be hard to hear. Empty: no note is needed. Null: nobody has said yet."}
LEVEL: Final = {"description": "Whom it is for; null for whoever its tier is for"}
LARGEST_TIER: Final = 99


def _words(most: int, *, least: int = 0, **options: Any) -> Words:
    return Words(validate=validate.Length(min=least, max=most), **options)


def _some(enum: Any, **options: Any) -> fields.List[Any]:
    return fields.List(fields.Enum(enum, by_value=True), validate=validate.Length(max=len(enum)), **options)


def _months(**options: Any) -> fields.Integer:
    limits = validate.Range(min=1, max=rules.LONGEST_VALIDITY)
    return fields.Integer(allow_none=True, strict=True, validate=limits, **options)


def _tier(**options: Any) -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(min=1, max=LARGEST_TIER), **options)


class TierSchema(BaseSchema):
    """A step of the offer."""

    number = fields.Integer(required=True)
    name = fields.String(required=True)
    level = fields.Enum(WorkforceLevel, by_value=True, required=True)
    scottish = fields.List(fields.String(), required=True)
    welsh = fields.List(fields.String(), required=True)
    version = fields.Integer(required=True)


class TierListSchema(BaseSchema):
    """Every tier, first to last: a handful, so in one piece."""

    items = fields.List(fields.Nested(TierSchema), required=True)


class AddTierSchema(BaseSchema):
    """A tier more, above all others."""

    name = _words(LONGEST_NAME, least=1, required=True)
    level = fields.Enum(WorkforceLevel, by_value=True, required=True)
    scottish = _some(ScottishLevel, load_default=[])
    welsh = _some(WelshLevel, load_default=[])


class EditTierSchema(BaseSchema):
    """What is to be another one of a tier."""

    name = _words(LONGEST_NAME, least=1)
    level = fields.Enum(WorkforceLevel, by_value=True)
    scottish = _some(ScottishLevel)
    welsh = _some(WelshLevel)


class CountingSchema(BaseSchema):
    """How tiers are counted."""

    is_cumulative = fields.Boolean(required=True)
    is_under_way = fields.Boolean(required=True)
    version = fields.Integer(required=True)


class SetCountingSchema(BaseSchema):
    """Whether whoever is current in a higher tier counts in the lower ones too."""

    is_cumulative = fields.Boolean(required=True, truthy={True}, falsy={False})


class CourseSchema(BaseSchema):
    """A course of the catalogue. `minutes` is its length."""

    id = fields.UUID(required=True)
    code = fields.String(required=True)
    title = fields.String(required=True)
    tier = fields.Integer(required=True, allow_none=True)
    level = fields.Enum(WorkforceLevel, by_value=True, required=True, allow_none=True, metadata=LEVEL)
    modes = fields.List(fields.String(), required=True)
    minutes = fields.Integer(required=True)
    validity_months = fields.Integer(required=True, allow_none=True)
    renewal_months = fields.Integer(required=True, allow_none=True)
    topics = fields.List(fields.String(), required=True)
    outline = fields.String(required=True)
    provider = fields.String(required=True)
    deliverers = fields.List(fields.String(), required=True)
    lived_experience = fields.Enum(LivedExperience, by_value=True, required=True)
    content_note = fields.String(required=True, allow_none=True, metadata=NOTE)
    carries_trauma_content = fields.Boolean(required=True)
    prerequisites = fields.List(fields.UUID(), required=True)
    link = fields.String(required=True)
    is_open = fields.Boolean(required=True)
    version = fields.Integer(required=True)


class CatalogueSchema(BaseSchema):
    """The whole offer: it is short."""

    tiers = fields.List(fields.Nested(TierSchema), required=True)
    courses = fields.List(fields.Nested(CourseSchema), required=True)


def _course_fields(*, is_new: bool) -> dict[str, fields.Field[Any]]:
    """What may be sent of a course: of a new one some of it is needed, of one that is changed none."""

    def needed() -> dict[str, Any]:
        return {"required": True} if is_new else {}

    def usually(value: Any) -> dict[str, Any]:
        return {"load_default": value} if is_new else {}

    some_mode = validate.Length(min=1, max=len(Mode))
    return {
        "code": _words(20, least=1, **needed()),
        "title": _words(rules.LONGEST_TITLE, least=1, **needed()),
        "tier": _tier(allow_none=True, **needed()),
        "level": fields.Enum(WorkforceLevel, by_value=True, allow_none=True, metadata=LEVEL, **usually(None)),
        "modes": fields.List(fields.Enum(Mode, by_value=True), validate=some_mode, **needed()),
        "minutes": fields.Integer(strict=True, validate=validate.Range(min=1, max=LONGEST_MINUTES), **needed()),
        "validity_months": _months(**usually(None)),
        "renewal_months": _months(**usually(None)),
        "topics": _some(Topic, **usually([])),
        "outline": _words(rules.LONGEST_OUTLINE, has_lines=True, **usually("")),
        "provider": _words(rules.LONGEST_TITLE, **usually("")),
        "deliverers": _some(Deliverer, **usually([])),
        "lived_experience": fields.Enum(LivedExperience, by_value=True, **usually(LivedExperience.NONE)),
        "content_note": _words(rules.LONGEST_NOTE, has_lines=True, allow_none=True, metadata=NOTE, **usually(None)),
        "carries_trauma_content": fields.Boolean(truthy={True}, falsy={False}, **usually(False)),
        "prerequisites": fields.List(
            fields.UUID(), validate=validate.Length(max=rules.MOST_PREREQUISITES), **usually([])
        ),
        "link": _words(rules.LONGEST_LINK, **usually("")),
    }


AddCourseSchema = BaseSchema.from_dict(_course_fields(is_new=True), name="AddCourseSchema")
EditCourseSchema = BaseSchema.from_dict(
    {**_course_fields(is_new=False), "is_open": fields.Boolean(truthy={True}, falsy={False})}, name="EditCourseSchema"
)


class RenewalSchema(BaseSchema):
    """What follows for a person who finishes today."""

    words = fields.String(required=True)
    current_until = fields.Date(required=True, allow_none=True)
    renewable_from = fields.Date(required=True, allow_none=True)


class DecisionSchema(BaseSchema):
    """That a course outside the tiers counts as one of them, from a day on; `ended_on` is the last day that counts."""

    id = fields.UUID(required=True)
    course_id = fields.UUID(required=True)
    tier = fields.Integer(required=True)
    from_on = fields.Date(required=True)
    ended_on = fields.Date(required=True, allow_none=True)
    reason = fields.String(required=True)
    decided_at = fields.AwareDateTime(required=True)
    decided_by = fields.String(required=True, allow_none=True)
    ended_by = fields.String(required=True, allow_none=True)


class DecisionListSchema(BaseSchema):
    """What was decided about a course, the first decision first."""

    items = fields.List(fields.Nested(DecisionSchema), required=True)


class DecideSchema(BaseSchema):
    """As which tier a course counts, from which day, and why."""

    tier = _tier(required=True)
    from_on = fields.Date(required=True)
    reason = _words(rules.LONGEST_REASON, least=1, required=True, has_lines=True)


class EndDecisionSchema(BaseSchema):
    """That a decision ends with today."""

    is_ended = fields.Boolean(required=True, truthy={True}, falsy={False}, validate=validate.Equal(True))
