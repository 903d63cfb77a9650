"""The figures as JSON: shape only."""

from __future__ import annotations

from marshmallow import fields, validate

from network.core.api import BaseSchema, PageQuerySchema
from network.organisations.vocabulary import Sector
from network.reports.rules.lines import Cut, Step
from network.reports.rules.to_do import Task

PERCENT = {"description": "Whole per cent, rounded down; null where the workforce is not known"}


class ToDoSchema(BaseSchema):
    """One thing to do next."""

    task = fields.Enum(Task, by_value=True, required=True)
    words = fields.String(required=True)
    invited = fields.Integer(required=True)
    partners = fields.Integer(required=True)
    sectors = fields.List(fields.Enum(Sector, by_value=True), required=True)
    by = fields.Date(allow_none=True)
    requests = fields.Integer(required=True)
    since = fields.Date(allow_none=True)
    link = fields.String(allow_none=True)


class CoverageShareSchema(BaseSchema):
    """One tier's coverage."""

    tier = fields.String(required=True)
    trained = fields.Integer(required=True)
    workforce = fields.Integer(allow_none=True)
    percent = fields.Integer(allow_none=True, metadata=PERCENT)


class NetworkSummarySchema(BaseSchema):
    """The network, or one sector, added up."""

    sector = fields.Enum(Sector, by_value=True, allow_none=True)
    organisations = fields.Integer(required=True)
    invited = fields.Integer(required=True)
    partners = fields.Integer(required=True)
    not_signed = fields.Integer(required=True)
    champions = fields.Integer(required=True)
    without_champion = fields.Integer(required=True)
    without_workforce = fields.Integer(required=True)
    coverage = fields.List(fields.Nested(CoverageShareSchema), required=True)


class NextEventSchema(BaseSchema):
    """An event that will be held."""

    id = fields.UUID(required=True)
    title = fields.String(required=True)
    where = fields.String(required=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    places_taken = fields.Integer(required=True)
    places_left = fields.Integer(allow_none=True, metadata={"description": "Null where there is no limit"})


class DeskSchema(BaseSchema):
    """The coordinator's desk."""

    at = fields.AwareDateTime(required=True)
    has_charter = fields.Boolean(required=True)
    signed = fields.Integer(required=True)
    not_signed = fields.Integer(required=True)
    what_to_do = fields.List(fields.Nested(ToDoSchema), required=True)
    total = fields.Nested(NetworkSummarySchema, required=True)
    sectors = fields.List(fields.Nested(NetworkSummarySchema), required=True)
    next_events = fields.List(fields.Nested(NextEventSchema), required=True)
    definitions = fields.String(required=True, metadata={"description": "Where what every figure means is said"})


class OrganisationLineSchema(BaseSchema):
    """One organisation with its figures."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    sector = fields.Enum(Sector, by_value=True, required=True)
    is_invited = fields.Boolean(required=True)
    has_signed = fields.Boolean(allow_none=True, metadata={"description": "Null where it is not known"})
    champions = fields.Integer(required=True)
    coverage = fields.List(fields.Nested(CoverageShareSchema), required=True)
    next_step = fields.Enum(Step, by_value=True, required=True)


class LinesQuerySchema(PageQuerySchema):
    """Which organisations, and in which order."""

    show = fields.Enum(Cut, by_value=True, load_default=Cut.ALL)
    sector = fields.Enum(Sector, by_value=True, load_default=None)
    sort = fields.String(
        load_default="",
        validate=validate.Regexp(
            r"-?(name|champions|tier-[1-9]\d?)\Z", error="Sort by name, champions or tier-1, or by one after a -"
        ),
        metadata={"description": "`name`, `champions`, `tier-1` and on; after a `-` from the end"},
    )


class OwnQuerySchema(BaseSchema):
    """To which department the lines are cut."""

    department = fields.String(load_default=None, metadata={"description": "A department’s id, or `none`"})


class OwnDepartmentSchema(BaseSchema):
    """A department's part of each figure; without a name, what nobody said a department of."""

    department_id = fields.UUID(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)
    headcount = fields.Integer(required=True, allow_none=True)
    trained = fields.List(fields.Integer(), required=True, metadata={"description": "In the order of `coverage`"})
    attended = fields.Integer(required=True)
    champions = fields.Integer(required=True)
    booked = fields.Integer(required=True)


class OwnOrganisationSchema(BaseSchema):
    """One organisation at a glance."""

    name = fields.String(required=True)
    signed_at = fields.AwareDateTime(allow_none=True)
    has_signed_latest = fields.Boolean(required=True)
    champions = fields.Integer(required=True)
    coverage = fields.List(fields.Nested(CoverageShareSchema), required=True)
    next_event = fields.Nested(NextEventSchema, allow_none=True)
    departments = fields.List(fields.Nested(OwnDepartmentSchema), required=True)


class DefinitionSchema(BaseSchema):
    """What one figure means."""

    key = fields.String(required=True)
    title = fields.String(required=True)
    counted = fields.String(required=True)
    at = fields.String(required=True)
    source = fields.String(required=True)
    hidden = fields.String(required=True)
