"""The JSON twin of plans."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from network.core.api import Page, PageQuerySchema, page_of
from network.core.commit import commits
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.training.api.blueprint import blp
from network.training.models import TrainingPlan
from network.training.permissions import TrainingPermission
from network.training.plans import queries, service
from network.training.plans.queries import ShownLine
from network.training.plans.rules import LABELS, LineDraft
from network.training.plans.schemas import (
    AnswerSchema,
    KeepLineSchema,
    PlanLineSchema,
    PlanSchema,
    PlanSummarySchema,
    SuggestionsSchema,
)

OF_ONE = "/training/organisations/<uuid:organisation_id>"
PLAN = "/training/plans/<uuid:plan_id>"
LINE = f"{PLAN}/lines/<uuid:line_id>"
Made = tuple[dict[str, Any], int, dict[str, str]]


@blp.route(f"{OF_ONE}/suggestions")
@requires(TrainingPermission.MAKE_PLANS)
@blp.response(200, SuggestionsSchema)
def list_suggestions(organisation_id: UUID) -> queries.Offer:
    """What would close an organisation's gaps, within what it can do."""
    return queries.read_offer(current_actor(), organisation_id, current_clock().today())


@blp.route(f"{OF_ONE}/plans", methods=["POST"])
@requires(TrainingPermission.MAKE_PLANS)
@commits
@blp.response(201, PlanSchema)
def draft_plan(organisation_id: UUID) -> Made:
    """Draft a plan of what is suggested; the draft that there is, where there is one."""
    plan = service.draft_plan(current_actor(), organisation_id, current_clock())
    return _shown(plan), 201, {"Location": url_for(".show_plan", plan_id=plan.id)}


@blp.route("/training/plans")
@requires(TrainingPermission.SEE_PLANS)
@blp.arguments(PageQuerySchema, location="query")
@blp.response(200, page_of(PlanSummarySchema))
def list_plans(query: dict[str, Any]) -> Page[queries.PlanSummary]:
    """The plans that one's own organisation was sent; every partner's, drafts too, for the coordinator."""
    return queries.list_plans(current_actor(), query["page"], query["page_size"])


@blp.route(PLAN)
@requires(TrainingPermission.SEE_PLANS)
@blp.etag
@blp.response(200, PlanSchema)
def show_plan(plan_id: UUID) -> dict[str, Any]:
    """One plan with its lines."""
    return _shown(queries.get_plan(current_actor(), plan_id))


@blp.route(PLAN, methods=["DELETE"])
@requires(TrainingPermission.MAKE_PLANS)
@commits
@blp.etag
@blp.response(204)
def discard_plan(plan_id: UUID) -> None:
    """Give a draft up."""
    blp.check_etag(_shown(queries.get_plan(current_actor(), plan_id)), PlanSchema)
    service.discard_plan(current_actor(), plan_id, current_clock())


@blp.route(f"{PLAN}/send", methods=["POST"])
@requires(TrainingPermission.MAKE_PLANS)
@commits
@blp.response(200, PlanSchema)
def send_plan(plan_id: UUID) -> dict[str, Any]:
    """Send a draft to the organisation's leads."""
    return _shown(service.send_plan(current_actor(), plan_id, current_clock()))


@blp.route(f"{PLAN}/lines", methods=["POST"])
@requires(TrainingPermission.MAKE_PLANS)
@commits
@blp.arguments(KeepLineSchema)
@blp.response(201, PlanLineSchema)
def add_plan_line(body: dict[str, Any], plan_id: UUID) -> Made:
    """Add a line to a draft."""
    line = service.add_line(current_actor(), plan_id, LineDraft(**body), current_clock())
    address = url_for(".show_plan_line", plan_id=plan_id, line_id=line.id)
    return _line(_find(plan_id, line.id)), 201, {"Location": address}


@blp.route(LINE)
@requires(TrainingPermission.SEE_PLANS)
@blp.etag
@blp.response(200, PlanLineSchema)
def show_plan_line(plan_id: UUID, line_id: UUID) -> dict[str, Any]:
    """One line."""
    return _line(_find(plan_id, line_id))


@blp.route(LINE, methods=["PUT"])
@requires(TrainingPermission.MAKE_PLANS)
@commits
@blp.etag
@blp.arguments(KeepLineSchema)
@blp.response(200, PlanLineSchema)
def change_plan_line(body: dict[str, Any], plan_id: UUID, line_id: UUID) -> dict[str, Any]:
    """Change a line. One that was answered waits for an answer again."""
    seen = _find(plan_id, line_id)
    blp.check_etag(_line(seen), PlanLineSchema)
    draft = LineDraft(**body)
    service.change_line(current_actor(), plan_id, line_id, draft, seen.line.version, current_clock())
    return _line(_find(plan_id, line_id))


@blp.route(LINE, methods=["DELETE"])
@requires(TrainingPermission.MAKE_PLANS)
@commits
@blp.etag
@blp.response(204)
def remove_plan_line(plan_id: UUID, line_id: UUID) -> None:
    """Take a line out of a draft."""
    blp.check_etag(_line(_find(plan_id, line_id)), PlanLineSchema)
    service.remove_line(current_actor(), plan_id, line_id, current_clock())


@blp.route(f"{LINE}/answer", methods=["PUT"])
@requires(TrainingPermission.ANSWER_PLANS)
@commits
@blp.etag
@blp.arguments(AnswerSchema)
@blp.response(200, PlanLineSchema)
def answer_plan_line(body: dict[str, Any], plan_id: UUID, line_id: UUID) -> dict[str, Any]:
    """Answer a line of one's own organisation's plan, or answer it anew."""
    seen = _find(plan_id, line_id)
    blp.check_etag(_line(seen), PlanLineSchema)
    said = (body["state"], body["words"], seen.line.version)
    service.answer_line(current_actor(), plan_id, line_id, *said, current_clock())
    return _line(_find(plan_id, line_id))


def _find(plan_id: UUID, line_id: UUID) -> ShownLine:
    actor = current_actor()
    return queries.get_line(actor, queries.get_plan(actor, plan_id), line_id)


def _line(shown: ShownLine) -> dict[str, Any]:
    line = shown.line
    kept = {name: getattr(line, name) for name in (*LABELS, "id", "state", "answer", "answered_at", "version")}
    return {**kept, "course": shown.course_code}


def _shown(plan: TrainingPlan) -> dict[str, Any]:
    columns = ("id", "organisation_id", "state", "made_at", "sent_at", "version")
    lines = [_line(each) for each in queries.list_lines(current_actor(), plan)]
    return {**{name: getattr(plan, name) for name in columns}, "lines": lines}
