"""Declarations as JSON."""

from __future__ import annotations

from marshmallow import fields, validate

from network.core.api import BaseSchema, PageQuerySchema
from network.training.declarations.rules import LONGEST_WHY
from network.training.declarations.vocabulary import DeclarationState


class DeclarationQuerySchema(PageQuerySchema):
    """Which declarations: all, or those in one state."""

    state = fields.Enum(DeclarationState, by_value=True, load_default=None)


class DeclarationSchema(BaseSchema):
    """What somebody says that they completed. It counts nowhere unless its state is `confirmed`."""

    id = fields.UUID(dump_only=True)
    name = fields.String(dump_only=True)
    email = fields.String(dump_only=True)
    course_id = fields.UUID(dump_only=True)
    course_title = fields.String(dump_only=True)
    completed_on = fields.Date(dump_only=True)
    state = fields.Enum(DeclarationState, by_value=True, dump_only=True)
    declared_at = fields.AwareDateTime(dump_only=True)
    has_certificate = fields.Boolean(dump_only=True)
    answered_at = fields.AwareDateTime(dump_only=True, allow_none=True)
    why = fields.String(dump_only=True, metadata={"description": "What is missing, where it was not confirmed."})


class AnswerDeclarationSchema(BaseSchema):
    """What was read before it is answered; it can be left out."""

    declared_at = fields.AwareDateTime(
        load_default=None, metadata={"description": "As it was read: where it was declared anew since, 409 is answered"}
    )


class RefuseDeclarationSchema(AnswerDeclarationSchema):
    """What is missing; its person reads it."""

    why = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST_WHY))
