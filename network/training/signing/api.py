"""The JSON twin of the pages of sheets. It shares the service with them; people sign on pages alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from flask import url_for

from network.core.api import Page, PageQuerySchema, api_blueprint, fields_named
from network.core.commit import commits
from network.core.errors import RuleBroken
from network.core.guard import requires
from network.core.request import current_actor, current_clock, current_settings
from network.training.courses.queries import find_course
from network.training.delivery.permissions import DeliveryPermission
from network.training.permissions import TrainingPermission
from network.training.roster import Roster
from network.training.schemas import LoggedSessionSchema
from network.training.service import LoggedSession
from network.training.signing import addresses, queries, rules
from network.training.signing.codes import codes_of
from network.training.signing.models import SheetLine
from network.training.signing.queries import Sheet
from network.training.signing.schemas import (
    LogSheetSchema,
    SheetDraftSchema,
    SheetLineSchema,
    SheetListSchema,
    SheetPartSchema,
    SheetSchema,
)
from network.training.signing.service import keeping, logging

blp = api_blueprint("sheets", "Sheets on which people sign in to a training session themselves")

Created = tuple[dict[str, Any], int, dict[str, str]]


def _shown(sheet_id: UUID) -> dict[str, Any]:
    actor = current_actor()
    sheet, row = queries.show_sheet(actor, sheet_id), queries.get_sheet(actor, sheet_id)
    code, token = codes_of([row])[sheet_id]
    lines = queries.list_lines(actor, sheet_id)
    roster = queries.roster_of(lines)
    return {
        **{field.name: getattr(sheet, field.name) for field in fields(sheet)},
        "code": rules.in_groups(code),
        "address": current_settings().origin + addresses.signing(token),
        "people": len(roster.people) or queries.count_present(sheet),
        "lines": _lines(lines, roster),
        "problems": [str(problem) for problem in roster.problems],
    }


def _lines(lines: Sequence[SheetLine], roster: Roster) -> list[dict[str, Any]]:
    return [
        {
            **{name: getattr(each, name) for name in ("id", "name", "email", "staff_number", "signed_at", "by_hand")},
            "line": number,
            "is_repeated": number in roster.repeated,
        }
        for number, each in enumerate(lines, 1)
    ]


def _opened(sheet_id: UUID) -> Created:
    return _shown(sheet_id), 201, {"Location": f"/api/v1{addresses.sheet(sheet_id)}"}


@blp.route("/training/sheets")
@requires(TrainingPermission.LOG_SESSION)
@blp.arguments(PageQuerySchema, location="query")
@blp.response(200, SheetListSchema)
def list_sheets(query: dict[str, Any]) -> Page[Sheet]:
    """The sheets of one's own organisation that nobody has logged, the latest day first."""
    return queries.list_sheets(current_actor(), query["page"], query["page_size"])


@blp.route("/training/sheets", methods=["POST"])
@requires(TrainingPermission.LOG_SESSION)
@commits
@blp.arguments(SheetDraftSchema)
@blp.response(201, SheetSchema)
def open_sheet(body: dict[str, Any]) -> Created:
    """Opens a sheet, for today or a day soon."""
    course = find_course(current_actor(), body.pop("course"))
    if course is None:
        raise RuleBroken("course", "There is no course with this code. Choose one of /api/v1/training/courses.")
    with fields_named(hours="minutes"):
        sheet = keeping.open_sheet(current_actor(), course_id=course.id, clock=current_clock(), **body)
    return _opened(sheet.id)


@blp.route("/training/coming/<uuid:session_id>/sheets", methods=["POST"])
@requires(DeliveryPermission.RUN)
@commits
@blp.arguments(SheetPartSchema)
@blp.response(201, SheetSchema)
def open_sheet_of(body: dict[str, Any], session_id: UUID) -> Created:
    """Opens the sheet of one part of a session to come; the one that there is, where there is one."""
    return _opened(keeping.open_sheet_of(current_actor(), session_id, body["part"], current_clock()).id)


@blp.route("/training/sheets/<uuid:sheet_id>")
@requires(TrainingPermission.LOG_SESSION)
@blp.response(200, SheetSchema)
def show_sheet(sheet_id: UUID) -> dict[str, Any]:
    """One sheet, with its code and who signed."""
    return _shown(sheet_id)


@blp.route("/training/sheets/<uuid:sheet_id>/lines")
@requires(TrainingPermission.LOG_SESSION)
@blp.response(200, SheetLineSchema(many=True))
def list_lines(sheet_id: UUID) -> list[dict[str, Any]]:
    """Who is on a sheet, in their order; nobody once it is logged, or where it is of a session to come."""
    actor = current_actor()
    queries.get_sheet(actor, sheet_id)
    lines = queries.list_lines(actor, sheet_id)
    return _lines(lines, queries.roster_of(lines))


@blp.route("/training/sheets/<uuid:sheet_id>/lines/<uuid:line_id>", methods=["DELETE"])
@requires(TrainingPermission.LOG_SESSION)
@commits
@blp.response(204)
def strike_out(sheet_id: UUID, line_id: UUID) -> None:
    """Strikes a line out, so that it is not logged. Twice is as good as once."""
    keeping.strike_out(current_actor(), sheet_id, line_id, current_clock())


@blp.route("/training/sheets/<uuid:sheet_id>/close", methods=["POST"])
@requires(TrainingPermission.LOG_SESSION)
@commits
@blp.response(204)
def close_sheet(sheet_id: UUID) -> None:
    """Nobody signs any more. Twice is as good as once."""
    keeping.close_sheet(current_actor(), sheet_id, current_clock())


@blp.route("/training/sheets/<uuid:sheet_id>/log", methods=["POST"])
@requires(TrainingPermission.LOG_SESSION)
@commits
@blp.arguments(LogSheetSchema)
@blp.response(201, LoggedSessionSchema)
def log_sheet(body: dict[str, Any], sheet_id: UUID) -> tuple[LoggedSession, int, dict[str, str]]:
    """Logs the people of a sheet as one session; 409 for whoever is second. `errors` name lines as they stand."""
    with fields_named(names="lines"):
        given_by, was_asked = body.get("given_by"), "given_by" in body
        logged = logging.log_sheet(current_actor(), sheet_id, current_clock(), given_by=given_by, was_asked=was_asked)
    return logged, 201, {"Location": url_for("training_api.show_session", session_id=logged.session_id)}
