"""Requests to join as JSON."""

from __future__ import annotations

from marshmallow import fields

from network.core.api import BaseSchema, PageQuerySchema, page_of
from network.joining.vocabulary import DeclineReason, MatchKind, RequestState
from network.organisations.vocabulary import Nation, Scheme, Sector, Standing


class RequestQuerySchema(PageQuerySchema):
    """Which page, of what waits or of what was answered."""

    answered = fields.Boolean(load_default=False)


class RequestItemSchema(BaseSchema):
    """A request in a list, without a word of whoever asks."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    sector = fields.Enum(Sector, by_value=True, required=True)
    town = fields.String(required=True)
    state = fields.Enum(RequestState, by_value=True, required=True)
    asked_at = fields.AwareDateTime(required=True, attribute="verified_at")
    answer_by = fields.Date(required=True, allow_none=True)
    answered_at = fields.AwareDateTime(required=True, allow_none=True)
    others = fields.Integer(required=True, metadata={"description": "How many more people asked for it."})


class AskerSchema(BaseSchema):
    """Somebody who asks."""

    id = fields.UUID(required=True)
    name = fields.String(required=True, attribute="person")
    job_title = fields.String(required=True)
    email = fields.String(required=True)
    telephone = fields.String(required=True)
    words = fields.String(required=True)
    asked_at = fields.AwareDateTime(required=True, attribute="verified_at")


class MatchSchema(BaseSchema):
    """An organisation of the directory that may be the one that asks."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    town = fields.String(required=True)
    sector = fields.Enum(Sector, by_value=True, required=True)
    standing = fields.Enum(Standing, by_value=True, required=True)
    is_current = fields.Boolean(required=True)
    why = fields.Enum(MatchKind, by_value=True, required=True, attribute="kind")


class RequestSchema(RequestItemSchema):
    """A request with what was said and what the registers know."""

    nation = fields.Enum(Nation, by_value=True, required=True)
    postcode = fields.String(required=True)
    scheme = fields.Enum(Scheme, by_value=True, required=True, allow_none=True)
    code = fields.String(required=True)
    askers = fields.List(fields.Nested(AskerSchema), required=True)
    matches = fields.List(fields.Nested(MatchSchema), required=True)
    reason = fields.Enum(DeclineReason, by_value=True, required=True, allow_none=True)
    organisation_id = fields.UUID(required=True, allow_none=True, attribute="became_id")


class AcceptanceSchema(BaseSchema):
    """As which organisation, and who leads it."""

    organisation_id = fields.UUID(
        required=True, allow_none=True, metadata={"description": "null adds the organisation to the directory."}
    )
    asker_id = fields.UUID(
        load_default=None, allow_none=True, metadata={"description": "The first who asked, if it is left out."}
    )
    is_another = fields.Boolean(
        load_default=False, metadata={"description": "It is another than those with the same name."}
    )


class DeclineSchema(BaseSchema):
    """Why not."""

    reason = fields.Enum(DeclineReason, by_value=True, required=True)


RequestListSchema = page_of(RequestItemSchema)
