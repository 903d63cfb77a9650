"""Declarations for programs. Declaring is a person's own, on the page of their record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from network.core.api import Page, page_of
from network.core.commit import commits
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.training.api.blueprint import blp
from network.training.declarations import queries, service
from network.training.declarations.queries import DeclarationLine
from network.training.declarations.schemas import (
    AnswerDeclarationSchema,
    DeclarationQuerySchema,
    DeclarationSchema,
    RefuseDeclarationSchema,
)
from network.training.permissions import TrainingPermission


@blp.route("/training/declarations")
@requires(TrainingPermission.SEE_DECLARATIONS)
@blp.arguments(DeclarationQuerySchema, location="query")
@blp.response(200, page_of(DeclarationSchema))
def list_declarations(query: dict[str, Any]) -> Page[DeclarationLine]:
    """What people say themselves that they completed."""
    return queries.list_declarations(current_actor(), query["state"], query["page"], query["page_size"])


@blp.route("/training/declarations/<uuid:declaration_id>")
@requires(TrainingPermission.SEE_DECLARATIONS)
@blp.etag
@blp.response(200, DeclarationSchema)
def show_declaration(declaration_id: UUID) -> DeclarationLine:
    """One of them."""
    return queries.get_line(current_actor(), declaration_id)


@blp.route("/training/declarations/<uuid:declaration_id>/confirm", methods=["POST"])
@requires(TrainingPermission.ANSWER_DECLARATIONS)
@commits
@blp.arguments(AnswerDeclarationSchema)
@blp.response(200, DeclarationSchema)
def confirm_declaration(body: dict[str, Any], declaration_id: UUID) -> DeclarationLine:
    """Confirm it: it counts from now on. Twice is as good as once."""
    service.confirm(current_actor(), declaration_id, current_clock(), body["declared_at"])
    return queries.get_line(current_actor(), declaration_id)


@blp.route("/training/declarations/<uuid:declaration_id>/refuse", methods=["POST"])
@requires(TrainingPermission.ANSWER_DECLARATIONS)
@commits
@blp.arguments(RefuseDeclarationSchema)
@blp.response(200, DeclarationSchema)
def refuse_declaration(body: dict[str, Any], declaration_id: UUID) -> DeclarationLine:
    """Say what is missing."""
    service.refuse(current_actor(), declaration_id, body["why"], current_clock(), body["declared_at"])
    return queries.get_line(current_actor(), declaration_id)


@blp.route("/training/declarations/<uuid:declaration_id>/take-back", methods=["POST"])
@requires(TrainingPermission.ANSWER_DECLARATIONS)
@commits
@blp.response(200, DeclarationSchema)
def take_confirmation_back(declaration_id: UUID) -> DeclarationLine:
    """Take a confirmation back: it waits again. Twice is as good as once."""
    service.take_confirmation_back(current_actor(), declaration_id, current_clock())
    return queries.get_line(current_actor(), declaration_id)
