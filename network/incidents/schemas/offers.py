"""Support for others who are affected: what a program sends, and what it is shown."""

from __future__ import annotations

from marshmallow import fields

from network.core.api import BaseSchema, Words
from network.incidents.rules.offers import OfferAnswer
from network.incidents.rules.submission import LONGEST_EMAIL


class OfferToColleagueSchema(BaseSchema):
    """One colleague's address."""

    email = Words(required=True, metadata={"maxLength": LONGEST_EMAIL})


class OfferByManagerSchema(OfferToColleagueSchema):
    """The same, by a manager who talked with their team."""

    has_talked = fields.Boolean(load_default=False)


class HowManyOfferedSchema(BaseSchema):
    """To how many it was offered, in words: a number only where they are 8 or more."""

    said = fields.String()


class OfferAnsweredSchema(BaseSchema):
    """Yes or not now."""

    answer = fields.Enum(OfferAnswer, by_value=True, required=True)


class OwnOfferSchema(BaseSchema):
    """What was offered to oneself; `kept_until` is null where nothing was."""

    answer = fields.Enum(OfferAnswer, by_value=True, allow_none=True)
    is_taken_up = fields.Boolean()
    kept_until = fields.Date(allow_none=True)


class WishSchema(BaseSchema):
    """Somebody who would like to be contacted."""

    id = fields.UUID()
    name = fields.String()
    email = fields.String()
    since = fields.AwareDateTime()


class WishesListSchema(BaseSchema):
    """All of them."""

    items = fields.List(fields.Nested(WishSchema))
