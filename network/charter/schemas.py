"""The charter as JSON: shape only. What is not listed is neither taken nor given."""

from __future__ import annotations

from marshmallow import fields, validate

from network.charter.rules import LONGEST_LINE, LONGEST_STATEMENT_TEXT
from network.charter.vocabulary import Basis, VersionState
from network.core.api import BaseSchema, PageQuerySchema, Words
from network.organisations.vocabulary import Sector


class PrincipleSchema(BaseSchema):
    """A principle."""

    name = fields.String(required=True)
    meaning = fields.String(required=True)


class CharterTextSchema(BaseSchema):
    """What a version says."""

    title = fields.String(required=True)
    introduction = fields.String(required=True)
    definition = fields.String(required=True)
    definition_source = fields.String(required=True)
    principles = fields.List(fields.Nested(PrincipleSchema), required=True)
    commitments = fields.List(fields.String(), required=True)


class CharterSchema(BaseSchema):
    """A version of the charter."""

    number = fields.Integer(required=True)
    state = fields.Enum(VersionState, by_value=True, required=True)
    published_on = fields.Date(allow_none=True)
    text = fields.Nested(CharterTextSchema, required=True)
    text_hash = fields.String(required=True, metadata={"description": "SHA-256 of the plain text, in hexadecimal"})


class SignatureSchema(BaseSchema):
    """A signature as everybody may read it."""

    id = fields.UUID(required=True)
    organisation_id = fields.UUID(required=True)
    organisation = fields.String(required=True)
    sector = fields.Enum(Sector, by_value=True, required=True)
    town = fields.String(required=True)
    version = fields.Integer(required=True)
    is_current = fields.Boolean(required=True)
    signatory_name = fields.String(required=True)
    job_title = fields.String(required=True)
    statement = fields.String(required=True)
    text_hash = fields.String(required=True)
    signed_at = fields.AwareDateTime(required=True)


class SignatorySchema(BaseSchema):
    """An organisation in the register: since when, and its latest signature."""

    since = fields.AwareDateTime(required=True)
    latest = fields.Nested(SignatureSchema, required=True)


class SignatoryQuerySchema(PageQuerySchema):
    """Which signatories."""

    sector = fields.Enum(Sector, by_value=True, load_default=None)


class SignSchema(BaseSchema):
    """What somebody says who signs for their organisation."""

    version = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=32767))
    signatory_name = Words(required=True, validate=validate.Length(min=1, max=LONGEST_LINE))
    job_title = Words(required=True, validate=validate.Length(min=1, max=LONGEST_LINE))
    basis = fields.Enum(Basis, by_value=True, required=True)
    basis_words = Words(load_default="", validate=validate.Length(max=LONGEST_LINE))
    is_authorised = fields.Boolean(required=True)
    statement = Words(has_lines=True, load_default="", validate=validate.Length(max=LONGEST_STATEMENT_TEXT))
