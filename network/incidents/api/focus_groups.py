"""Focus groups about the support."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from network.core.api import PageQuerySchema
from network.core.commit import commits
from network.core.guard import requires
from network.core.pagination import Page
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.api.blueprint import blueprint
from network.incidents.models import FocusGroup
from network.incidents.permissions import IncidentPermission
from network.incidents.queries import focus_groups as queries
from network.incidents.schemas.focus_groups import FocusGroupHeldSchema, FocusGroupPageSchema, FocusGroupSchema


@blueprint.route("/incidents/focus-groups")
@requires(IncidentPermission.LISTEN)
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, FocusGroupPageSchema)
def list_focus_groups(query: dict[str, int]) -> Page[FocusGroup]:
    """Those of one's own organisation, the latest first."""
    return queries.list_focus_groups(current_actor(), query["page"], query["page_size"])


@blueprint.route("/incidents/focus-groups", methods=["POST"])
@requires(IncidentPermission.LISTEN)
@commits
@blueprint.arguments(FocusGroupHeldSchema)
@blueprint.response(201, FocusGroupSchema)
def log_focus_group(body: dict[str, Any]) -> tuple[FocusGroup, int, dict[str, str]]:
    """Logs one that was held. An Idempotency-Key makes it safe to repeat."""
    group = service.log_focus_group(current_actor(), service.FocusGroupHeld(**body), current_clock())
    return group, 201, {"Location": url_for("incidents_api.get_focus_group", focus_group_id=group.id)}


@blueprint.route("/incidents/focus-groups/<uuid:focus_group_id>")
@requires(IncidentPermission.LISTEN)
@blueprint.etag
@blueprint.response(200, FocusGroupSchema)
def get_focus_group(focus_group_id: UUID) -> FocusGroup:
    """One of them."""
    return queries.get_focus_group(current_actor(), focus_group_id)


@blueprint.route("/incidents/focus-groups/<uuid:focus_group_id>", methods=["PUT"])
@requires(IncidentPermission.LISTEN)
@commits
@blueprint.etag
@blueprint.arguments(FocusGroupHeldSchema)
@blueprint.response(200, FocusGroupSchema)
def put_focus_group(body: dict[str, Any], focus_group_id: UUID) -> FocusGroup:
    """Puts it right, or says what was changed because of it. Needs If-Match."""
    actor = current_actor()
    blueprint.check_etag(queries.get_focus_group(actor, focus_group_id), FocusGroupSchema)
    return service.change_focus_group(actor, focus_group_id, service.FocusGroupHeld(**body), current_clock())
