"""Focus groups, as a program sends them and is shown them."""

from __future__ import annotations

from marshmallow import fields

from network.core.api import BaseSchema, Words, page_of
from network.incidents.rules.focus_groups import LONGEST_CHANGED, LONGEST_TITLE, FocusTheme


class FocusGroupHeldSchema(BaseSchema):
    """One that was held."""

    theme = fields.Enum(FocusTheme, by_value=True, required=True)
    title = Words(required=True, metadata={"maxLength": LONGEST_TITLE})
    held_on = fields.Date(required=True)
    attendance = fields.Integer(required=True, strict=True)
    changed = Words(has_lines=True, load_default="", metadata={"maxLength": LONGEST_CHANGED})


class FocusGroupSchema(BaseSchema):
    """One of them."""

    id = fields.UUID()
    theme = fields.Enum(FocusTheme, by_value=True)
    title = fields.String()
    held_on = fields.Date()
    attendance = fields.Integer()
    changed = fields.String()


FocusGroupPageSchema = page_of(FocusGroupSchema)
