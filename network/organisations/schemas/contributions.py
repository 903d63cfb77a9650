"""What partners give towards the coordinator, as JSON."""

from __future__ import annotations

from marshmallow import fields, validate

from network.core.api import BaseSchema, PageQuerySchema, PageSchema, Words
from network.organisations.rules.contributions import FIRST_YEAR, LAST_YEAR
from network.organisations.vocabulary import ContributionKind


class KeepContributionSchema(BaseSchema):
    """One contribution, whole."""

    year = fields.Integer(strict=True, required=True, metadata={"description": "In whose April it begins"})
    kind = fields.Enum(ContributionKind, by_value=True, required=True)
    pence = fields.Integer(strict=True, load_default=None, allow_none=True, metadata={"description": "For money"})
    in_kind = Words(load_default="", metadata={"description": "What is given, for what is no money"})
    promised_on = fields.Date(required=True)
    received_on = fields.Date(load_default=None, allow_none=True)


class ContributionSchema(KeepContributionSchema):
    """One contribution as kept."""

    id = fields.UUID(required=True)
    organisation_id = fields.UUID(required=True)
    version = fields.Integer(required=True)


class YearQuerySchema(PageQuerySchema):
    """Which financial year."""

    year = fields.Integer(
        required=True,
        validate=validate.Range(min=FIRST_YEAR, max=LAST_YEAR),
        metadata={"description": "The one in whose April it begins"},
    )


class YearSchema(PageSchema):
    """A page of a financial year's contributions, and what all of them come to."""

    items = fields.List(fields.Nested(ContributionSchema), required=True)
    promised = fields.Integer(required=True, metadata={"description": "In pence"})
    received = fields.Integer(required=True, metadata={"description": "In pence, of what was promised"})
    in_kind = fields.Integer(required=True, metadata={"description": "How many give in kind"})
