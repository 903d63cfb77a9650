"""The JSON of champions: shape only."""

from __future__ import annotations

from marshmallow import fields, validate

from network.champions.vocabulary import ChampionState
from network.core.api import BaseSchema, PageQuerySchema, Words
from network.organisations.vocabulary import Sector


class ChampionSchema(BaseSchema):
    """A champion, from the asking to the thanks."""

    id = fields.UUID(required=True)
    organisation_id = fields.UUID(required=True)
    organisation_name = fields.String(required=True)
    sector = fields.Enum(Sector, by_value=True, required=True)
    user_id = fields.UUID(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    state = fields.Enum(ChampionState, by_value=True, required=True)
    registered_at = fields.AwareDateTime(required=True)
    answered_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_on = fields.Date(required=True, allow_none=True)
    sessions_logged = fields.Integer(required=True)
    last_logged_on = fields.Date(required=True, allow_none=True)


class ChampionQuerySchema(PageQuerySchema):
    """Which champions."""

    state = fields.Enum(ChampionState, by_value=True, load_default=None)
    sector = fields.Enum(Sector, by_value=True, load_default=None)
    organisation_id = fields.UUID(load_default=None)
    department = fields.String(load_default=None, metadata={"description": "A department’s id, or `none`"})


class RegisterSchema(BaseSchema):
    """Whom to ask: the address of somebody who holds a role in the organisation."""

    email = Words(required=True, validate=validate.Length(max=1000))
    department = fields.UUID(load_default=None, allow_none=True)


class EndSchema(BaseSchema):
    """The lead's own thanks."""

    thanks = Words(load_default="", has_lines=True)
