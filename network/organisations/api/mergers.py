"""The JSON twin of mergers and of leaving. Both need somebody who has just signed in, so a key cannot do them (B8)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from network.core.commit import commits, tries_out
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.organisations.api.blueprint import blp
from network.organisations.permissions import OrganisationPermission
from network.organisations.queries.suspects import list_suspects
from network.organisations.schemas import list_of
from network.organisations.schemas.mergers import MergerQuerySchema, MergerSchema, SuspectSchema
from network.organisations.service import apart, leaving, merging
from network.organisations.service.merging import Merged


@blp.route("/organisations/mergers")
@requires(OrganisationPermission.MERGE)
@blp.response(200, list_of(SuspectSchema))
def list_mergers() -> dict[str, Any]:
    """Organisations that may be one."""
    return {"items": list_suspects(current_actor())}


@blp.route("/organisations/<uuid:organisation_id>/merger")
@requires(OrganisationPermission.MERGE)
@tries_out
@blp.arguments(MergerQuerySchema, location="query")
@blp.response(200, MergerSchema)
def preview_merger(query: dict[str, Any], organisation_id: UUID) -> Merged:
    """What would follow if the organisation became part of another. Nothing changes."""
    return merging.preview(current_actor(), organisation_id, clock=current_clock(), **query)


@blp.route("/organisations/<uuid:organisation_id>/apart/<uuid:other_id>", methods=["PUT"])
@requires(OrganisationPermission.MERGE)
@commits
@blp.response(204)
def keep_apart(organisation_id: UUID, other_id: UUID) -> None:
    """Say that two organisations which look like one are two."""
    apart.keep_apart(current_actor(), organisation_id, other_id, current_clock())


@blp.route("/organisations/<uuid:organisation_id>/departure", methods=["DELETE"])
@requires(OrganisationPermission.RESTORE)
@commits
@blp.response(204)
def take_back(organisation_id: UUID) -> None:
    """Take a former partner back."""
    leaving.take_back(current_actor(), organisation_id, current_clock())
