"""Where learning systems send their statements. Not a record store: nothing of them can be read again."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from flask import request

from network.core.bodies import JsonParser
from network.core.commit import commits
from network.core.guard import public, requires
from network.core.request import current_actor, current_clock
from network.training.api.blueprint import blp
from network.training.permissions import TrainingPermission
from network.training.xapi.schemas import AboutSchema, StatementIdSchema
from network.training.xapi.service import take_statements
from network.training.xapi.statements import SPOKEN, VERSIONS, Unreadable, under_key

VERSION_HEADER: Final = "X-Experience-API-Version"
ANSWERED: Final = {VERSION_HEADER: "1.0.3"}
_STATEMENT: Final = {
    "type": "object",
    "description": "An xAPI statement. Those that say *completed* or *passed* of a course of the network are taken: "
    "who it was (mbox, or a staff number as account.name), what course (its code, title or what your systems call it) "
    "and the day. All others are left out.",
}
_BODY: Final = {"application/json": {"schema": {"oneOf": [_STATEMENT, {"type": "array", "items": _STATEMENT}]}}}


@blp.route("/training/xapi/about")
@public("which versions are spoken, as the standard has every system that connects ask first")
@blp.response(200, AboutSchema, description="The versions of the standard.")
def describe_xapi() -> dict[str, list[str]]:
    """Which versions of xAPI are understood."""
    return {"version": SPOKEN}


@blp.route("/training/xapi/statements", methods=["PUT"])
@requires(TrainingPermission.IMPORT)
@commits
@blp.doc(requestBody={"required": True, "content": {"application/json": {"schema": _STATEMENT}}})
@blp.arguments(StatementIdSchema, location="query")
@blp.response(204, description="It is taken, or left out. Sent again, nothing is added.")
def put_statement(asked: dict[str, UUID]) -> tuple[str, int, dict[str, str]]:
    """Take one statement under the id that its sender gives it.

    With the header `X-Experience-API-Version`, as 1.0.3 or 2.0.0.
    """
    take_statements(current_actor(), under_key(_body(), asked["statementId"]), current_clock())
    return "", 204, ANSWERED


@blp.route("/training/xapi/statements", methods=["POST"])
@requires(TrainingPermission.IMPORT)
@commits
@blp.doc(requestBody={"required": True, "content": _BODY})
@blp.response(200, description="The id of each statement, in their order. Sent again, nothing is added.")
def post_statements() -> tuple[list[str], int, dict[str, str]]:
    """Take xAPI statements into one's own organisation's records: all of them, or none.

    With the header `X-Experience-API-Version`, as 1.0.3 or 2.0.0.
    """
    keys = take_statements(current_actor(), _body(), current_clock())
    return [str(key) for key in keys], 200, ANSWERED


def _body() -> Any:
    if not VERSIONS.fullmatch(request.headers.get(VERSION_HEADER, "")):
        raise Unreadable(f"Send the header {VERSION_HEADER}, as 1.0.3 or 2.0.0.")
    return JsonParser().load_json(request, None)  # type: ignore[arg-type]
