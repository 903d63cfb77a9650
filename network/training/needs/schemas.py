"""The JSON of needs and coverage: shape only."""

from __future__ import annotations

from marshmallow import fields, validate

from network.core.api import BaseSchema, PageQuerySchema, Words
from network.organisations.vocabulary import Sector, WorkforceLevel
from network.training.needs.reading import Order
from network.training.schemas import CoverageSchema, DepartmentLineSchema, OrganisationCoverageSchema


class NeedSchema(BaseSchema):
    """So many people of one kind of work need a level, perhaps by a day."""

    role_group = fields.String(required=True)
    department_id = fields.UUID(required=True, allow_none=True)
    level = fields.Enum(WorkforceLevel, by_value=True, required=True)
    headcount = fields.Integer(required=True)
    needed_by = fields.Date(required=True, allow_none=True)


class AssessmentLineSchema(BaseSchema):
    """An assessment: how many people need each level or a higher one, from its day to the day before the next."""

    id = fields.UUID(required=True)
    organisation_id = fields.UUID(required=True)
    assessed_on = fields.Date(required=True)
    superseded_on = fields.Date(required=True, allow_none=True)
    note = fields.String(required=True)
    workforce = fields.Integer(required=True, allow_none=True)
    informed = fields.Integer(required=True)
    skilled = fields.Integer(required=True)
    in_depth = fields.Integer(required=True)


class AssessmentSchema(AssessmentLineSchema):
    """The same with its lines."""

    needs = fields.List(fields.Nested(NeedSchema), required=True)


class RowsSchema(BaseSchema):
    """The workforce's rows as they stand, to be kept as an assessment: send `seen` with it."""

    seen = fields.String(required=True)
    informed = fields.Integer(required=True)
    skilled = fields.Integer(required=True)
    in_depth = fields.Integer(required=True)
    rows = fields.List(fields.Nested(NeedSchema), required=True)


class AssessSchema(BaseSchema):
    """Keeps the rows that were seen as today's assessment."""

    seen = Words(required=True, validate=validate.Length(max=100))
    note = Words(load_default="", has_lines=True, validate=validate.Length(max=10_000))


class LevelCoverageSchema(BaseSchema):
    """One level: as far as the tier of it that has come least; null where the offer has none for it."""

    level = fields.Enum(WorkforceLevel, by_value=True, required=True)
    tiers = fields.List(fields.String(), required=True)
    trained = fields.Integer(required=True)
    need = fields.Integer(required=True, allow_none=True)
    percent = fields.Integer(required=True, allow_none=True)
    gap = fields.Integer(required=True, allow_none=True)


class LapseSchema(BaseSchema):
    """How many people are current for the last time in a month, and with those of the months before it."""

    month = fields.Date(required=True, metadata={"description": "Its last day"})
    people = fields.Integer(required=True)
    together = fields.Integer(required=True)


class LapsingSchema(BaseSchema):
    """One tier's next six months, and its coverage after them if nobody renews."""

    tier = fields.Integer(required=True, attribute="coverage.tier")
    months = fields.List(fields.Nested(LapseSchema), required=True)
    left = fields.Nested(CoverageSchema, required=True)


class DepartmentCoverageSchema(BaseSchema):
    """One department's coverage."""

    department = fields.Nested(DepartmentLineSchema, required=True, allow_none=True)
    tiers = fields.List(fields.Nested(CoverageSchema), required=True)


class CoverageOnSchema(BaseSchema):
    """One organisation's coverage as at a day."""

    day = fields.Date(required=True)
    organisation = fields.Nested(OrganisationCoverageSchema, required=True, attribute="own")
    levels = fields.List(fields.Nested(LevelCoverageSchema), required=True)
    departments = fields.List(fields.Nested(DepartmentCoverageSchema), required=True)
    lapsing = fields.List(fields.Nested(LapsingSchema), required=True)


class OnQuerySchema(BaseSchema):
    """As at which day; today without."""

    on = fields.Date(load_default=None, allow_none=True)


class SectorCoverageSchema(BaseSchema):
    """One sector's partners together."""

    sector = fields.Enum(Sector, by_value=True, required=True)
    organisations = fields.Integer(required=True)
    tiers = fields.List(fields.Nested(CoverageSchema), required=True)


class NetworkCoverageSchema(BaseSchema):
    """The network's coverage today."""

    total = fields.List(fields.Nested(CoverageSchema), required=True)
    levels = fields.List(fields.Nested(LevelCoverageSchema), required=True)
    sectors = fields.List(fields.Nested(SectorCoverageSchema), required=True)
    lapsing = fields.List(fields.Nested(LapsingSchema), required=True)


class PartnersQuerySchema(PageQuerySchema):
    """Which partners, for which tier, in what order."""

    tier = fields.Integer(load_default=1, validate=validate.Range(min=0, max=1_000))
    sector = fields.Enum(Sector, by_value=True, load_default=None)
    order = fields.Enum(Order, by_value=True, load_default=Order.GAP)


class LapsingQuerySchema(PageQuerySchema):
    """Of which tier and month; without, of all."""

    tier = fields.Integer(load_default=None, validate=validate.Range(min=0, max=1_000))
    month = fields.Date(load_default=None, metadata={"description": "Any day of the month"})


class LapsingPersonSchema(BaseSchema):
    """Somebody of one's own organisation who is current in a tier for the last time on a day."""

    learner_id = fields.UUID(required=True)
    name = fields.String(required=True)
    department_id = fields.UUID(required=True, allow_none=True)
    tier = fields.Integer(required=True)
    last_day = fields.Date(required=True)
