"""The shapes of the JSON twin: what may be sent, what is answered."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from network.core.api import BaseSchema, PageQuerySchema, Words
from network.core.text import LONGEST_SEARCH
from network.core.working_days import Weekday
from network.organisations.vocabulary import Nation, Scheme, Sector, Standing


class CodeSchema(BaseSchema):
    """A code that a register gave."""

    id = fields.UUID(dump_only=True)
    scheme = fields.Enum(Scheme, by_value=True, required=True)
    code = Words(required=True)
    published_name = fields.String(dump_only=True)


class OrganisationItemSchema(BaseSchema):
    """An organisation as the directory lists it."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    short_name = fields.String(required=True)
    sector = fields.Enum(Sector, by_value=True, required=True)
    nation = fields.Enum(Nation, by_value=True, required=True)
    town = fields.String(required=True)
    standing = fields.Enum(Standing, by_value=True, required=True)
    is_current = fields.Boolean(required=True)
    stage = fields.String(required=True, allow_none=True, metadata={"description": "The key of its stage"})
    codes = fields.List(fields.Nested(CodeSchema), required=True)


class _DayField(fields.Enum[Weekday]):
    def __init__(self) -> None:
        super().__init__(Weekday, by_value=fields.Integer(strict=True))


class OrganisationSchema(OrganisationItemSchema):
    """One organisation. What follows `version` is there for those who work for it (B14)."""

    postcode = fields.String(required=True)
    closed_on = fields.Date(required=True, allow_none=True)
    statement = fields.String(required=True)
    successor = fields.String(required=True)
    stage_name = fields.String(required=True)
    version = fields.Integer(required=True)
    working_days = fields.List(_DayField(), metadata={"description": "0 is Monday"})
    workforce_size = fields.Integer(allow_none=True)
    contact_name = fields.String()
    contact_email = fields.String()
    contact_telephone = fields.String()
    urgent_line_name = fields.String()
    urgent_line_telephone = fields.String()


class EditOrganisationSchema(BaseSchema):
    """The parts of a profile to change; sector and nation are the coordinator's."""

    name = Words()
    short_name = Words()
    sector = fields.Enum(Sector, by_value=True)
    nation = fields.Enum(Nation, by_value=True)
    town = Words()
    postcode = Words()
    working_days = fields.List(_DayField(), metadata={"description": "0 is Monday"})
    workforce_size = fields.Integer(strict=True, allow_none=True)
    statement = Words(has_lines=True)
    contact_name = Words()
    contact_email = Words()
    contact_telephone = Words()
    urgent_line_name = Words()
    urgent_line_telephone = Words()


class AddOrganisationSchema(EditOrganisationSchema):
    """An organisation that no register brought."""

    name = Words(required=True)
    sector = fields.Enum(Sector, by_value=True, required=True)
    nation = fields.Enum(Nation, by_value=True, required=True)
    code = fields.Nested(CodeSchema, load_default=None)
    is_another = fields.Boolean(
        load_default=False, metadata={"description": "Another organisation than the one with the same name"}
    )


class DirectoryQuerySchema(PageQuerySchema):
    """What the directory is narrowed to."""

    search = fields.String(load_default="", validate=validate.Length(max=LONGEST_SEARCH))
    sector = fields.Enum(Sector, by_value=True, load_default=None)
    standing = fields.Enum(Standing, by_value=True, load_default=None)
    place = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_SEARCH),
        metadata={"description": "A town, a postcode, or the first part of one"},
    )
    stage = fields.String(
        load_default=None,
        validate=validate.Length(max=LONGEST_SEARCH),
        metadata={"description": "The key of a stage of the journey"},
    )


class NearestQuerySchema(BaseSchema):
    """A name as somebody remembers it."""

    search = fields.String(required=True, validate=validate.Length(max=LONGEST_SEARCH))


class ImportQuerySchema(BaseSchema):
    """How to import."""

    dry_run = fields.Boolean(load_default=False, metadata={"description": "Say what would change; change nothing"})


class RefusalSchema(BaseSchema):
    """A row that was left out."""

    row = fields.Integer(required=True)
    why = fields.String(required=True)


class ImportReportSchema(BaseSchema):
    """What an import did, or would do."""

    register = fields.String(required=True)
    added = fields.Integer(required=True)
    updated = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)
    refused = fields.List(fields.Nested(RefusalSchema), required=True)


class LogoSchema(BaseSchema):
    """What is known of a logo; the picture itself is at its address."""

    digest = fields.String(required=True, metadata={"description": "SHA-256 of the picture, which is its ETag"})
    width = fields.Integer(required=True, metadata={"description": "In pixels"})
    height = fields.Integer(required=True, metadata={"description": "In pixels"})
    uploaded_at = fields.AwareDateTime(required=True)


class DepartmentSchema(BaseSchema):
    """A department."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    headcount = fields.Integer(required=True, allow_none=True)
    version = fields.Integer(required=True)


class EditDepartmentSchema(BaseSchema):
    """What to change of a department."""

    name = Words()
    headcount = fields.Integer(strict=True, allow_none=True)


class HeadcountSchema(BaseSchema):
    """How many work in a department; null where nobody says."""

    headcount = fields.Integer(strict=True, allow_none=True, required=True)


class AddDepartmentSchema(EditDepartmentSchema):
    """A department to add."""

    name = Words(required=True)
    headcount = fields.Integer(strict=True, allow_none=True, load_default=None)


def list_of(schema: type[Schema]) -> type[Schema]:
    """The schema of a short list that needs no pages."""
    name = schema.__name__.removesuffix("Schema") + "ListSchema"
    return type(name, (BaseSchema,), {"items": fields.List(fields.Nested(schema), required=True)})
