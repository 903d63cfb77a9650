"""The workforce by kind of work, and the contact's deputies, as JSON."""

from __future__ import annotations

from marshmallow import fields

from network.core.api import BaseSchema, Words
from network.organisations.vocabulary import WorkforceLevel


class KeepWorkforceGroupSchema(BaseSchema):
    """One row, whole."""

    role_group = Words(required=True)
    level = fields.Enum(WorkforceLevel, by_value=True, required=True)
    headcount = fields.Integer(strict=True, required=True)
    department_id = fields.UUID(load_default=None, allow_none=True)
    needed_by = fields.Date(load_default=None, allow_none=True)


class WorkforceGroupSchema(KeepWorkforceGroupSchema):
    """One row as kept."""

    id = fields.UUID(required=True)
    said_on = fields.Date(required=True)
    version = fields.Integer(required=True)


class LevelTotalSchema(BaseSchema):
    """How many people need a level."""

    level = fields.Enum(WorkforceLevel, by_value=True, required=True)
    people = fields.Integer(required=True)


class WorkforceSchema(BaseSchema):
    """All rows, what they add up to, and the number of staff, which is said apart."""

    items = fields.List(fields.Nested(WorkforceGroupSchema), required=True)
    by_level = fields.List(fields.Nested(LevelTotalSchema), required=True)
    total = fields.Integer(required=True)
    workforce_size = fields.Integer(required=True, allow_none=True)


class KeepDeputySchema(BaseSchema):
    """One deputy, whole."""

    name = Words(required=True)
    job_title = Words(load_default="")
    email = Words(load_default="")
    telephone = Words(load_default="")


class DeputySchema(KeepDeputySchema):
    """One deputy as kept."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
