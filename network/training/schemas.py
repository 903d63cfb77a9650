"""The JSON of training: shape only."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from network.core.api import BaseSchema, PageQuerySchema, Words, page_of
from network.training.roster import LARGEST_ROSTER
from network.training.rules import LONGEST_MINUTES
from network.training.vocabulary import NEVER, CompletionStatus, Deliverer, Mode

LONGEST_TEXT = 1000


class SessionSchema(BaseSchema):
    """A session that was held."""

    id = fields.UUID(required=True)
    organisation_id = fields.UUID(required=True)
    course = fields.String(required=True, attribute="course_code")
    tier = fields.Integer(required=True, allow_none=True)
    held_on = fields.Date(required=True)
    mode = fields.Enum(Mode, by_value=True, required=True)
    minutes = fields.Integer(required=True)
    place = fields.String(required=True)
    people = fields.Integer(required=True)
    given_by = fields.Enum(Deliverer, by_value=True, required=True, allow_none=True)
    logged_at = fields.AwareDateTime(required=True)
    withdrawn_at = fields.AwareDateTime(required=True, allow_none=True)


class SessionAttendeeSchema(BaseSchema):
    """Somebody who took part: known by e-mail or staff number, or else by name alone."""

    name = Words(load_default="", validate=validate.Length(max=LONGEST_TEXT))
    email = Words(load_default=None, allow_none=True, validate=validate.Length(max=LONGEST_TEXT))
    staff_number = Words(load_default=None, allow_none=True, validate=validate.Length(max=100))


GIVEN_BY = fields.Enum(
    Deliverer,
    by_value=True,
    allow_none=True,
    metadata={"description": "Asked of a course that you may not give yourself; null where you would rather not say"},
)


class LogSessionSchema(BaseSchema):
    """A session to log. Without `minutes` it took the course's length."""

    course = Words(required=True, validate=validate.Length(max=100))
    held_on = fields.Date(required=True)
    mode = fields.Enum(Mode, by_value=True, required=True)
    minutes = fields.Integer(
        load_default=None, allow_none=True, strict=True, validate=validate.Range(min=1, max=LONGEST_MINUTES)
    )
    place = Words(load_default="", validate=validate.Length(max=LONGEST_TEXT))
    department_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Where everybody on the list works whose department is not known yet"},
    )
    given_by = GIVEN_BY
    people = fields.List(
        fields.Nested(SessionAttendeeSchema), required=True, validate=validate.Length(min=1, max=LARGEST_ROSTER)
    )


class LoggedSessionSchema(BaseSchema):
    """What logging did, in numbers of people; `repeated` are places in the list, from 1."""

    id = fields.UUID(required=True, attribute="session_id")
    people = fields.Integer(required=True)
    added = fields.Integer(required=True)
    unidentified = fields.Integer(required=True)
    already = fields.Integer(required=True)
    repeated = fields.List(fields.Integer(), required=True)


class LastDay(fields.Date):
    """The last day of something; null where there is none."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | float | None:
        return None if value == NEVER else super()._serialize(value, attr, obj, **kwargs)


class CompletionSchema(BaseSchema):
    """One person completed one course."""

    id = fields.UUID(required=True)
    learner_id = fields.UUID(required=True)
    name = fields.String(required=True, attribute="learner_name")
    email = fields.String(required=True, allow_none=True, attribute="learner_email")
    course = fields.String(required=True, attribute="course_code")
    tier = fields.Integer(required=True, allow_none=True)
    session_id = fields.UUID(required=True, allow_none=True)
    completed_on = fields.Date(required=True)
    expires_on = LastDay(required=True, allow_none=True)
    status = fields.Enum(CompletionStatus, by_value=True, required=True)


class LearnerQuerySchema(PageQuerySchema):
    """Which people."""

    search = fields.String(load_default="", metadata={"description": "A part of the name or e-mail address"})
    without_email = fields.Boolean(load_default=False)


class LearnerSchema(BaseSchema):
    """Somebody who trained, under the record that stands for them."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True, allow_none=True)
    staff_number = fields.String(required=True, allow_none=True)
    left_on = fields.Date(required=True, allow_none=True)


class TrainedLearnerSchema(LearnerSchema):
    """The same, with the last day of each tier that they completed; null where it does not run out."""

    tiers = fields.Dict(keys=fields.Integer(), values=LastDay(allow_none=True), required=True)


class CoverageSchema(BaseSchema):
    """One tier: people current, out of those who need it; null where nobody said how many do."""

    tier = fields.Integer(required=True)
    tier_name = fields.String(required=True)
    trained = fields.Integer(required=True)
    unidentified = fields.Integer(required=True)
    need = fields.Integer(required=True, allow_none=True, metadata={"description": "How many people are to have it"})
    percent = fields.Integer(required=True, allow_none=True)
    gap = fields.Integer(required=True, allow_none=True)


class DepartmentLineSchema(BaseSchema):
    """A department as counts are cut by it; all null for the people of whom no department is known."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    headcount = fields.Integer(required=True, allow_none=True)


class DepartmentTrainingSchema(BaseSchema):
    """One department's training."""

    department = fields.Nested(DepartmentLineSchema, required=True, allow_none=True)
    tiers = fields.List(fields.Nested(CoverageSchema), required=True)
    attended = fields.Integer(required=True)


class DepartmentQuerySchema(BaseSchema):
    """To which department the lines are cut."""

    department = fields.String(load_default=None, metadata={"description": "A department’s id, or `none`"})


class OrganisationCoverageSchema(BaseSchema):
    """One organisation's coverage by tier."""

    organisation_id = fields.UUID(required=True)
    organisation_name = fields.String(required=True)
    workforce = fields.Integer(required=True, allow_none=True)
    assessed_on = fields.Date(required=True, allow_none=True)
    tiers = fields.List(fields.Nested(CoverageSchema), required=True)


OrganisationCoveragePageSchema = page_of(OrganisationCoverageSchema)
