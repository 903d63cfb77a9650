"""What organisations ask for, whom they ask, and how it was."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from network.core.api import Page, page_of
from network.core.commit import commits
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.tailoring.api.blueprint import blp, item, whole
from network.tailoring.permissions import TailoringPermission
from network.tailoring.queries import requests as queries
from network.tailoring.queries.figures import Figures, read_figures
from network.tailoring.rules.requests import Feedback, RequestDraft
from network.tailoring.schemas import (
    AskTrainingSchema,
    FeedbackThemesSchema,
    HowItWasSchema,
    InviteGiverSchema,
    SayHeldSchema,
    TailoringFiguresSchema,
    TrainingRequestItemSchema,
    TrainingRequestQuerySchema,
    TrainingRequestSchema,
)
from network.tailoring.service import afterwards, asking, inviting

LIST = "/training-requests"
ONE = f"{LIST}/<uuid:request_id>"


def _whole(request_id: UUID) -> dict[str, Any]:
    return whole(queries.show_request(current_actor(), request_id, current_clock()))


def _draft(body: dict[str, Any]) -> RequestDraft:
    return RequestDraft(**{**body, "topics": tuple(body["topics"]), "weekdays": tuple(body["weekdays"])})


@blp.route(LIST)
@requires(TailoringPermission.SEE)
@blp.arguments(TrainingRequestQuerySchema, location="query")
@blp.response(200, page_of(TrainingRequestItemSchema))
def list_training_requests(query: dict[str, Any]) -> Page[dict[str, Any]]:
    """One's own organisation's requests, those that wait first; every partner's for the coordinator."""
    page = queries.list_requests(current_actor(), query["state"], query["page"], query["page_size"])
    return page.map(item)


@blp.route(LIST, methods=["POST"])
@requires(TailoringPermission.ASK)
@commits
@blp.arguments(AskTrainingSchema)
@blp.response(201, TrainingRequestSchema)
def ask_for_training(body: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Ask for training in the name of one's own organisation."""
    request_id = asking.ask(current_actor(), _draft(body), current_clock()).id
    return _whole(request_id), 201, {"Location": url_for(".show_training_request", request_id=request_id)}


@blp.route(f"{LIST}/figures")
@requires(TailoringPermission.SEE_FIGURES)
@blp.response(200, TailoringFiguresSchema)
def show_tailoring_figures() -> Figures:
    """How many asked, agreed, held, across partners, and how it was."""
    return read_figures(current_actor())


@blp.route(ONE)
@requires(TailoringPermission.SEE)
@blp.etag
@blp.response(200, TrainingRequestSchema)
def show_training_request(request_id: UUID) -> dict[str, Any]:
    """One request, with who could give it."""
    return _whole(request_id)


@blp.route(ONE, methods=["PUT"])
@requires(TailoringPermission.ASK)
@commits
@blp.etag
@blp.arguments(AskTrainingSchema)
@blp.response(200, TrainingRequestSchema)
def change_training_request(body: dict[str, Any], request_id: UUID) -> dict[str, Any]:
    """Change what is asked for, whole, until somebody has agreed; whoever is asked is told. Needs `If-Match`."""
    seen = _whole(request_id)
    blp.check_etag(seen, TrainingRequestSchema)
    asking.change(current_actor(), request_id, _draft(body), seen["version"], current_clock())
    return _whole(request_id)


@blp.route(ONE, methods=["DELETE"])
@requires(TailoringPermission.ASK)
@commits
@blp.response(200, TrainingRequestSchema)
def withdraw_training_request(request_id: UUID) -> dict[str, Any]:
    """Take a request back, without a reason; it stays as history."""
    asking.withdraw(current_actor(), request_id, None, current_clock())
    return _whole(request_id)


@blp.route(f"{ONE}/invitation", methods=["POST"])
@requires(TailoringPermission.INVITE)
@commits
@blp.arguments(InviteGiverSchema)
@blp.response(201, TrainingRequestSchema)
def invite_giver(body: dict[str, Any], request_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Ask one of those who are suggested."""
    inviting.invite(current_actor(), request_id, body["offer"], None, current_clock())
    return _whole(request_id), 201, {"Location": url_for(".show_training_request", request_id=request_id)}


@blp.route(f"{ONE}/invitation", methods=["DELETE"])
@requires(TailoringPermission.INVITE)
@commits
@blp.response(200, TrainingRequestSchema)
def take_back_giver_invitation(request_id: UUID) -> dict[str, Any]:
    """Ask them no more; somebody else can be asked."""
    inviting.take_back(current_actor(), request_id, None, current_clock())
    return _whole(request_id)


@blp.route(f"{ONE}/delivery", methods=["PUT"])
@requires(TailoringPermission.DELIVER)
@commits
@blp.etag
@blp.arguments(SayHeldSchema)
@blp.response(200, TrainingRequestSchema)
def say_training_held(body: dict[str, Any], request_id: UUID) -> dict[str, Any]:
    """Say that it was held."""
    seen = _whole(request_id)
    blp.check_etag(seen, TrainingRequestSchema)
    afterwards.say_held(current_actor(), request_id, body["day"], body["trained"], seen["version"], current_clock())
    return _whole(request_id)


@blp.route(f"{ONE}/feedback", methods=["PUT"])
@requires(TailoringPermission.FEED_BACK)
@commits
@blp.etag
@blp.arguments(HowItWasSchema)
@blp.response(200, TrainingRequestSchema)
def feed_back_on_training(body: dict[str, Any], request_id: UUID) -> dict[str, Any]:
    """Say how it was."""
    seen = _whole(request_id)
    blp.check_etag(seen, TrainingRequestSchema)
    afterwards.feed_back(current_actor(), request_id, Feedback(**body), seen["version"], current_clock())
    return _whole(request_id)


@blp.route(f"{ONE}/themes", methods=["PUT"])
@requires(TailoringPermission.TAG)
@commits
@blp.etag
@blp.arguments(FeedbackThemesSchema)
@blp.response(200, TrainingRequestSchema)
def tag_training_feedback(body: dict[str, Any], request_id: UUID) -> dict[str, Any]:
    """Say what the themes of feedback are."""
    seen = _whole(request_id)
    blp.check_etag(seen, TrainingRequestSchema)
    afterwards.tag_feedback(current_actor(), request_id, body["themes"], seen["version"], current_clock())
    return _whole(request_id)
