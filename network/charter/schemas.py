"""The charter as JSON: shape only. What is not listed is neither taken nor given."""

from __future__ import annotations

from marshmallow import fields, validate

from network.charter.rules.pledges import LONGEST_OWNER, LONGEST_PLEDGE
from network.charter.rules.signing import ACTIONS, LONGEST_LINE, LONGEST_STATEMENT_TEXT
from network.charter.rules.standing import Standing
from network.charter.text import LONGEST_NAME
from network.charter.vocabulary import DECLARED, Basis, PledgeKind, PledgeState, Purpose, VersionState
from network.core.api import BaseSchema, PageQuerySchema, Words
from network.core.text import LONGEST_SEARCH
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
    signed_as = fields.String(required=True)
    sector = fields.Enum(Sector, by_value=True, required=True)
    town = fields.String(required=True)
    version = fields.Integer(required=True)
    is_on_current = fields.Boolean(
        required=True, metadata={"description": "Whether it is on the version that is signed today"}
    )
    standing = fields.Enum(Standing, by_value=True, required=True, attribute="term.standing")
    current_until = fields.Date(
        required=True, attribute="term.until", metadata={"description": "The last day on which it is, or was, current"}
    )
    signatory_name = fields.String(required=True)
    job_title = fields.String(required=True)
    statement = fields.String(required=True, metadata={"description": "What was said when it was signed"})
    actions = fields.List(fields.String(), required=True, metadata={"description": "As they stood when it was signed"})
    text_hash = fields.String(required=True)
    signed_at = fields.AwareDateTime(required=True)


class SignatorySchema(BaseSchema):
    """An organisation in the register: since when, and the signature that counts."""

    since = fields.AwareDateTime(required=True)
    latest = fields.Nested(SignatureSchema, required=True)


class PublicPledgeSchema(BaseSchema):
    """A pledge as everybody may read it."""

    kind = fields.Enum(PledgeKind, by_value=True, required=True)
    principle = fields.String(required=True)
    text = fields.String(required=True)
    state = fields.Enum(PledgeState, by_value=True, required=True)
    due_on = fields.Date(required=True, allow_none=True)
    checked_on = fields.Date(required=True, allow_none=True)
    checked_by = fields.String(required=True)
    seen = fields.String(required=True)


class EntrySchema(BaseSchema):
    """An organisation's whole entry in the register."""

    signatures = fields.List(fields.Nested(SignatureSchema), required=True)
    pledges = fields.List(fields.Nested(PublicPledgeSchema), required=True)


class SignatoryQuerySchema(PageQuerySchema):
    """Which signatories."""

    sector = fields.Enum(Sector, by_value=True, load_default=None)
    place = fields.String(load_default="", validate=validate.Length(max=LONGEST_SEARCH))
    current = fields.Boolean(
        load_default=None, allow_none=True, metadata={"description": "Whether it is current today"}
    )


class ActionSchema(BaseSchema):
    """One of the two actions for the next twelve months."""

    text = Words(required=True, validate=validate.Length(min=1, max=LONGEST_PLEDGE))
    owner_name = Words(required=True, validate=validate.Length(min=1, max=LONGEST_OWNER))


class SignSchema(BaseSchema):
    """Who is to sign, and what the organisation will do."""

    version = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=32767))
    actions = fields.List(fields.Nested(ActionSchema), required=True, validate=validate.Length(equal=ACTIONS))
    signatory_name = Words(required=True, validate=validate.Length(min=1, max=LONGEST_LINE))
    job_title = Words(required=True, validate=validate.Length(min=1, max=LONGEST_LINE))
    signatory_email = Words(required=True, validate=validate.Length(min=3, max=LONGEST_LINE))
    basis = fields.Enum(Basis, by_value=True, required=True)
    basis_words = Words(load_default="", validate=validate.Length(max=LONGEST_LINE))
    deputy_name = Words(load_default="", validate=validate.Length(max=LONGEST_LINE))
    deputy_title = Words(load_default="", validate=validate.Length(max=LONGEST_LINE))
    deputy_email = Words(load_default="", validate=validate.Length(max=LONGEST_LINE))
    statement = Words(has_lines=True, load_default="", validate=validate.Length(max=LONGEST_STATEMENT_TEXT))


class SigningSchema(BaseSchema):
    """A signing that is prepared."""

    purpose = fields.Enum(Purpose, by_value=True, required=True)
    signatory_name = fields.String(required=True)
    job_title = fields.String(required=True)
    sent_at = fields.AwareDateTime(required=True, allow_none=True)
    expires_at = fields.AwareDateTime(required=True, allow_none=True)


class PledgeSchema(BaseSchema):
    """A pledge as its own organisation reads it."""

    id = fields.UUID(required=True)
    kind = fields.Enum(PledgeKind, by_value=True, required=True)
    principle = fields.String(required=True)
    text = fields.String(required=True)
    owner_name = fields.String(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    state = fields.Enum(PledgeState, by_value=True, required=True)
    version = fields.Integer(required=True)


class PledgeListSchema(BaseSchema):
    """What an organisation has pledged."""

    items = fields.List(fields.Nested(PledgeSchema), required=True)


def _declared() -> fields.Enum[PledgeState]:
    return fields.Enum(
        PledgeState, by_value=True, validate=validate.OneOf(DECLARED), metadata={"enum": [s.value for s in DECLARED]}
    )


class EditPledgeSchema(BaseSchema):
    """What to change of a pledge."""

    text = Words(validate=validate.Length(min=1, max=LONGEST_PLEDGE))
    owner_name = Words(validate=validate.Length(min=1, max=LONGEST_OWNER))
    due_on = fields.Date()
    state = _declared()


class AddCommitmentSchema(BaseSchema):
    """A commitment for one principle."""

    principle = Words(required=True, validate=validate.Length(min=1, max=LONGEST_NAME))
    text = Words(required=True, validate=validate.Length(min=1, max=LONGEST_PLEDGE))
    owner_name = Words(required=True, validate=validate.Length(min=1, max=LONGEST_OWNER))
    due_on = fields.Date(required=True)
    state = fields.Enum(PledgeState, by_value=True, load_default=PledgeState.PLANNED, validate=validate.OneOf(DECLARED))
