"""The journey and its stages, for programs."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask import url_for

from network.core.commit import commits
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.organisations.api.blueprint import Created, blp
from network.organisations.permissions import OrganisationPermission
from network.organisations.queries import get_own_organisation
from network.organisations.queries.journey import Journey, get_stage, list_stages, read_journey
from network.organisations.rules.journey import Stage, workstream_called
from network.organisations.schemas import list_of
from network.organisations.schemas.journey import (
    AddStageSchema,
    EditStageSchema,
    JourneySchema,
    SayProgressSchema,
    SetStageSchema,
    StageSchema,
)
from network.organisations.service import journey as service
from network.organisations.service import stages


def _own(organisation_id: UUID) -> Journey:
    get_own_organisation(current_actor(), organisation_id)
    return read_journey(current_actor(), organisation_id)


@blp.route("/organisations/<uuid:organisation_id>/journey")
@requires(OrganisationPermission.VIEW)
@blp.etag
@blp.response(200, JourneySchema)
def show_journey(organisation_id: UUID) -> Journey:
    """Where one's own organisation is; any for the coordinator."""
    return _own(organisation_id)


@blp.route("/organisations/<uuid:organisation_id>/journey/stage", methods=["PUT"])
@requires(OrganisationPermission.SET_STAGE)
@commits
@blp.etag
@blp.arguments(SetStageSchema)
@blp.response(200, JourneySchema)
def set_stage(body: dict[str, Any], organisation_id: UUID) -> Journey:
    """Say at which stage it is. `If-Match` is the journey's ETag; what was said before stays in its history."""
    seen, since = _own(organisation_id), body["since"]
    blp.check_etag(seen, JourneySchema)
    return service.set_stage(current_actor(), organisation_id, body["stage"], since, seen.number, current_clock())


@blp.route("/organisations/<uuid:organisation_id>/journey/<workstream>", methods=["PUT"])
@requires(OrganisationPermission.SAY_PROGRESS)
@commits
@blp.etag
@blp.arguments(SayProgressSchema)
@blp.response(200, JourneySchema)
def say_progress(body: dict[str, Any], organisation_id: UUID, workstream: str) -> Journey:
    """Say how far one of the four areas of work has come. `If-Match` is the journey's ETag."""
    area, seen = workstream_called(workstream), _own(organisation_id)
    blp.check_etag(seen, JourneySchema)
    since: date | None = body["since"]
    version = seen.line(area).version
    return service.say_progress(
        current_actor(), organisation_id, area, body["progress"], since, version, current_clock()
    )


@blp.route("/stages")
@requires(OrganisationPermission.VIEW)
@blp.response(200, list_of(StageSchema))
def list_journey_stages() -> dict[str, Any]:
    """The network's stages in order. A dozen at most, so in one piece."""
    return {"items": list_stages()}


@blp.route("/stages", methods=["POST"])
@requires(OrganisationPermission.EDIT_STAGES)
@commits
@blp.arguments(AddStageSchema)
@blp.response(201, StageSchema)
def add_stage(body: dict[str, Any]) -> Created:
    """Add a stage."""
    added = stages.add_stage(current_actor(), **body, clock=current_clock())
    return added, 201, {"Location": url_for(".show_stage", key=added.key)}


@blp.route("/stages/<key>")
@requires(OrganisationPermission.VIEW)
@blp.etag
@blp.response(200, StageSchema)
def show_stage(key: str) -> Stage:
    """One stage."""
    return get_stage(key)


@blp.route("/stages/<key>", methods=["PATCH"])
@requires(OrganisationPermission.EDIT_STAGES)
@commits
@blp.etag
@blp.arguments(EditStageSchema)
@blp.response(200, StageSchema)
def change_stage(body: dict[str, Any], key: str) -> Stage:
    """Name a stage anew, or say anew what it means."""
    seen = get_stage(key)
    blp.check_etag(seen, StageSchema)
    return stages.change_stage(current_actor(), key, body, seen.version, current_clock())
