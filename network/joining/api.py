"""The coordinator's JSON twin. It shares the service with the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from network.core.api import api_blueprint, fields_named
from network.core.commit import commits
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.joining.models import JoinRequest
from network.joining.permissions import JoiningPermission
from network.joining.queries import requests
from network.joining.queries.registers import list_matches
from network.joining.queries.requests import RequestLine
from network.joining.schemas import (
    AcceptanceSchema,
    DeclineSchema,
    RequestListSchema,
    RequestQuerySchema,
    RequestSchema,
)
from network.joining.service import answering
from network.joining.service.answering import Acceptance

blueprint = api_blueprint("joining", "Organisations that ask to join, and the answers")
ITEM = ("id", "name", "sector", "town", "state", "verified_at", "answer_by", "answered_at")
MORE = ("nation", "postcode", "scheme", "code", "reason", "became_id")


@blueprint.route("/join-requests")
@requires(JoiningPermission.READ)
@blueprint.arguments(RequestQuerySchema, location="query")
@blueprint.response(200, RequestListSchema)
def list_requests(asked: dict[str, Any]) -> Any:
    """What waits, the oldest first; or what was answered, the latest first."""
    page = requests.list_requests(current_actor(), asked["page"], asked["page_size"], is_answered=asked["answered"])
    return page.map(_item)


@blueprint.route("/join-requests/<uuid:request_id>")
@requires(JoiningPermission.READ)
@blueprint.etag
@blueprint.response(200, RequestSchema)
def show_request(request_id: UUID) -> dict[str, Any]:
    """One request, with what was said and what the registers know."""
    return _whole(request_id)


@blueprint.route("/join-requests/<uuid:request_id>/acceptance", methods=["POST"])
@requires(JoiningPermission.ANSWER)
@commits
@blueprint.arguments(AcceptanceSchema)
@blueprint.response(201, RequestSchema)
def accept_request(body: dict[str, Any], request_id: UUID) -> Any:
    """Invite whoever asked as the lead of their organisation."""
    with fields_named(which="organisation_id", asker="asker_id"):
        answering.accept(current_actor(), request_id, Acceptance(**body), current_clock())
    return _whole(request_id), 201, _at(request_id)


@blueprint.route("/join-requests/<uuid:request_id>/refusal", methods=["POST"])
@requires(JoiningPermission.ANSWER)
@commits
@blueprint.arguments(DeclineSchema)
@blueprint.response(201, RequestSchema)
def decline_request(body: dict[str, Any], request_id: UUID) -> Any:
    """Decline, with a reason; everybody who asked is written to."""
    answering.decline(current_actor(), request_id, body["reason"], current_clock())
    return _whole(request_id), 201, _at(request_id)


def _at(request_id: UUID) -> dict[str, str]:
    return {"Location": url_for("joining_api.show_request", request_id=request_id)}


def _item(line: RequestLine) -> dict[str, Any]:
    return {**_said(line.request, ITEM), "others": line.others}


def _said(request: JoinRequest, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(request, name) for name in names}


def _whole(request_id: UUID) -> dict[str, Any]:
    actor = current_actor()
    found = requests.get_request(actor, request_id)
    beside = requests.list_beside(actor, found.id)
    parts = requests.read_parts([found, *beside])
    return {
        **_said(found, (*ITEM, *MORE)),
        "others": len(beside),
        "askers": [{**parts[each.id], "id": each.id, "verified_at": each.verified_at} for each in (found, *beside)],
        "matches": list_matches(found),
    }
