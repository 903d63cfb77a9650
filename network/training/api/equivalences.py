"""That a course outside the tiers counts as one: who decided what, when and why."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from network.core.commit import commits
from network.core.errors import NotFound
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.training.api.blueprint import blp
from network.training.courses import equivalences, queries
from network.training.courses.queries import DecisionLine
from network.training.courses.schemas import DecideSchema, DecisionListSchema, DecisionSchema, EndDecisionSchema
from network.training.permissions import TrainingPermission

DECISIONS = "/training/courses/<uuid:course_id>/equivalences"


def _line(course_id: UUID, decision_id: UUID) -> DecisionLine:
    for each in queries.list_decision_lines(current_actor(), course_id):
        if each.id == decision_id:
            return each
    raise NotFound("We could not find that decision.")


@blp.route(DECISIONS)
@requires(TrainingPermission.KEEP_COURSES)
@blp.response(200, DecisionListSchema)
def list_decisions(course_id: UUID) -> dict[str, Any]:
    """What was decided about a course; a handful, so in one piece."""
    queries.get_course(current_actor(), course_id)
    return {"items": queries.list_decision_lines(current_actor(), course_id)}


@blp.route(DECISIONS, methods=["POST"])
@requires(TrainingPermission.KEEP_COURSES)
@commits
@blp.arguments(DecideSchema)
@blp.response(201, DecisionSchema)
def decide(body: dict[str, Any], course_id: UUID) -> tuple[DecisionLine, int, dict[str, str]]:
    """Decide that it counts as a tier. What was completed since that day is counted within minutes."""
    decided = equivalences.decide(current_actor(), course_id, **body, clock=current_clock())
    address = url_for("training_api.show_decision", course_id=course_id, decision_id=decided.id)
    return _line(course_id, decided.id), 201, {"Location": address}


@blp.route(f"{DECISIONS}/<uuid:decision_id>")
@requires(TrainingPermission.KEEP_COURSES)
@blp.etag
@blp.response(200, DecisionSchema)
def show_decision(course_id: UUID, decision_id: UUID) -> DecisionLine:
    """One decision."""
    return _line(course_id, decision_id)


@blp.route(f"{DECISIONS}/<uuid:decision_id>", methods=["PATCH"])
@requires(TrainingPermission.KEEP_COURSES)
@commits
@blp.etag
@blp.arguments(EndDecisionSchema)
@blp.response(200, DecisionSchema)
def end_decision(_body: dict[str, Any], course_id: UUID, decision_id: UUID) -> DecisionLine:
    """End it with today: what counted stays; needs `If-Match`."""
    blp.check_etag(_line(course_id, decision_id), DecisionSchema)
    equivalences.end(current_actor(), course_id, decision_id, current_clock())
    return _line(course_id, decision_id)
