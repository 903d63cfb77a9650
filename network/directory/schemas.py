"""The support directory as JSON."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from network.core.api import BaseSchema, PageQuerySchema, Words, page_of
from network.directory.rules import LONGEST, LONGEST_LANGUAGE, MOST_LANGUAGES
from network.directory.vocabulary import SupportKind


def _words(name: str, **options: Any) -> Words:
    return Words(validate=validate.Length(max=LONGEST[name]), **options)


class SupportQuerySchema(PageQuerySchema):
    """Which entries."""

    kind = fields.Enum(SupportKind, by_value=True)
    language = Words(load_default="", validate=validate.Length(max=LONGEST_LANGUAGE))


class SupportDraftSchema(BaseSchema):
    """What is said of an entry."""

    kind = fields.Enum(SupportKind, by_value=True, required=True)
    title = _words("title", required=True)
    purpose = _words("purpose", required=True, metadata={"description": "What it is for, in one line"})
    link = _words("link", load_default="")
    telephone = _words("telephone", load_default="")
    email = _words("email", load_default="")
    where_to_find = _words("where_to_find", load_default="")
    languages = fields.List(
        Words(validate=validate.Length(max=LONGEST_LANGUAGE)),
        required=True,
        validate=validate.Length(min=1, max=MOST_LANGUAGES),
    )
    suits = _words("suits", required=True, metadata={"description": "Who it suits; for everybody, say so"})
    content_note = _words("content_note", has_lines=True, load_default=None, allow_none=True)
    danger_nearby = fields.Boolean(
        load_default=None,
        allow_none=True,
        metadata={"description": "Whether somebody beside the reader may be the danger; null: as for its kind"},
    )
    is_internal = fields.Boolean(
        load_default=False, metadata={"description": "Only inside our organisation; never of the network’s entries"}
    )
    is_public = fields.Boolean(
        load_default=False, metadata={"description": "Shown without signing in; of the network’s entries alone"}
    )
    reviewed_on = fields.Date(required=True)


class SupportChangeSchema(SupportDraftSchema):
    """What is to be different about an entry; what is not sent stays."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "partial": True})


class SupportEntrySchema(SupportDraftSchema):
    """An entry."""

    id = fields.UUID(required=True)
    is_network = fields.Boolean(required=True)
    has_exit = fields.Boolean(required=True, metadata={"description": "Whether its page can be left fast"})
    version = fields.Integer(required=True)


SupportListSchema = page_of(SupportEntrySchema)
