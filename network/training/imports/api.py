"""The JSON twin of importing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request

from network.core.api import Page, PageQuerySchema, page_of
from network.core.commit import commits, rollback
from network.core.errors import NotFound, RuleBroken
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.core.sizes import takes_files
from network.training.api.blueprint import blp
from network.training.exports import Choices
from network.training.imports import queries, taking_back
from network.training.imports.answers import Answers, columns_said
from network.training.imports.schemas import TrainingImportQuerySchema, TrainingImportReportSchema, TrainingImportSchema
from network.training.imports.service import LARGEST_UPLOAD, take_file
from network.training.models.imports import TrainingImport
from network.training.permissions import TrainingPermission
from network.training.queries import find_course


@blp.route("/training/imports")
@requires(TrainingPermission.IMPORT)
@blp.arguments(PageQuerySchema, location="query")
@blp.response(200, page_of(TrainingImportSchema))
def list_imports(query: dict[str, Any]) -> Page[TrainingImport]:
    """The files that one's own organisation imported, the latest first."""
    return queries.list_imports(current_actor(), query["page"], query["page_size"])


@blp.route("/training/imports", methods=["POST"])
@requires(TrainingPermission.IMPORT)
@commits
@takes_files(LARGEST_UPLOAD)
@blp.arguments(TrainingImportQuerySchema, location="query")
@blp.response(200, TrainingImportReportSchema)
def import_file(query: dict[str, Any]) -> dict[str, Any]:
    """Import a file: as the body itself, or as the part `file` of a multipart/form-data body.

    Where the answer has questions, nothing was imported: send the file again with what they ask for.
    """
    actor = current_actor()
    sent = request.files.get("file")
    content = sent.read() if sent is not None else request.get_data()
    outcome = take_file(
        actor,
        actor.organisation_id,
        content,
        _answers(query),
        current_clock(),
        filename=(sent.filename or "") if sent is not None else "",
        stops_at_trouble=query["all_or_nothing"],
    )
    if query["dry_run"]:
        rollback()
    return outcome.report()


def _answers(query: dict[str, Any]) -> Answers:
    course = find_course(current_actor(), query["course"]) if query["course"] else None
    if query["course"] and course is None:
        raise RuleBroken("course", "There is no course with this code. Choose one of /api/v1/training/courses.")
    choices = Choices(
        dates=query["dates"],
        held_on=query["held_on"],
        called=query["called"],
        learner=query["person"],
        takes_names_alone=query["names_alone"],
        columns=columns_said(query["columns"]),
    )
    return Answers(course.id if course else None, choices)


@blp.route("/training/imports/<uuid:import_id>")
@requires(TrainingPermission.IMPORT)
@blp.etag
@blp.response(200, TrainingImportSchema)
def show_import(import_id: UUID) -> TrainingImport:
    """One file that was imported."""
    kept = queries.get_import(current_actor(), import_id)
    if kept.imported_at is None:
        raise NotFound(queries.MISSING)
    return kept


@blp.route("/training/imports/<uuid:import_id>/take-back", methods=["POST"])
@requires(TrainingPermission.TAKE_BACK_IMPORT)
@commits
@blp.response(200, TrainingImportSchema)
def take_back_import(import_id: UUID) -> TrainingImport:
    """Take a file back whole. Twice is as good as once."""
    return taking_back.take_back(current_actor(), import_id, current_clock())
