"""Extensions for programs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from network.core.api import Page, PageQuerySchema, page_of
from network.core.commit import commits
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.training.api.blueprint import blp
from network.training.extensions import queries, service
from network.training.extensions.rules import Ending
from network.training.extensions.schemas import ExtendSchema, ExtensibleListSchema, ExtensionSchema
from network.training.models.renewals import Extension
from network.training.permissions import TrainingPermission


@blp.route("/training/extensible")
@requires(TrainingPermission.EXTEND)
@blp.response(200, ExtensibleListSchema)
def list_extensible() -> dict[str, Any]:
    """How many people's training runs out within a year, or ran out within the last, and was not renewed."""
    return {"items": queries.list_lapsing(current_actor(), current_clock().today())}


@blp.route("/training/extensions")
@requires(TrainingPermission.EXTEND)
@blp.arguments(PageQuerySchema, location="query")
@blp.response(200, page_of(ExtensionSchema))
def list_extensions(query: dict[str, Any]) -> Page[queries.ExtensionLine]:
    """What was let stand longer, the latest first."""
    return queries.list_extensions(current_actor(), query["page"], query["page_size"])


@blp.route("/training/extensions", methods=["POST"])
@requires(TrainingPermission.EXTEND)
@commits
@blp.arguments(ExtendSchema)
@blp.response(201, ExtensionSchema)
def extend(body: dict[str, Any]) -> tuple[Extension, int, dict[str, str]]:
    """Let what runs out stand longer, for everybody whom it concerns at once."""
    body["endings"] = [Ending(**each) for each in body["endings"]]
    extension = service.extend(current_actor(), **body, clock=current_clock())
    return extension, 201, {"Location": url_for("training_api.show_extension", extension_id=extension.id)}


@blp.route("/training/extensions/<uuid:extension_id>")
@requires(TrainingPermission.EXTEND)
@blp.etag
@blp.response(200, ExtensionSchema)
def show_extension(extension_id: UUID) -> Extension:
    """One extension."""
    return queries.get_extension(current_actor(), extension_id)


@blp.route("/training/extensions/<uuid:extension_id>/take-back", methods=["POST"])
@requires(TrainingPermission.EXTEND)
@commits
@blp.response(200, ExtensionSchema)
def take_back_extension(extension_id: UUID) -> Extension:
    """Take it back. Twice is as good as once."""
    return service.take_back(current_actor(), extension_id, current_clock())
