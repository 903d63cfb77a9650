"""When and how partners can train, for programs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from network.core.api import Page, page_of
from network.core.commit import commits
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.organisations.api.blueprint import blp
from network.organisations.permissions import OrganisationPermission
from network.organisations.queries import capacity as queries
from network.organisations.queries import get_own_organisation
from network.organisations.queries.capacity import CapacityFilters, CapacityLine
from network.organisations.rules.capacity import LABELS, Capacity
from network.organisations.schemas.capacity import (
    CapacityItemSchema,
    CapacityQuerySchema,
    CapacitySchema,
    KeepCapacitySchema,
)
from network.organisations.service import capacity as service


def _as_kept(organisation_id: UUID) -> dict[str, Any]:
    actor = current_actor()
    get_own_organisation(actor, organisation_id)
    row = queries.find_capacity_row(actor, organisation_id)
    said = queries.capacity_of(row)
    return {**{field: getattr(said, field) for field in LABELS}, "version": row.version if row is not None else 0}


@blp.route("/capacity")
@requires(OrganisationPermission.LIST_CAPACITY)
@blp.arguments(CapacityQuerySchema, location="query")
@blp.response(200, page_of(CapacityItemSchema))
def list_capacities(query: dict[str, Any]) -> Page[CapacityLine]:
    """When partners can train, by name."""
    number, size = query.pop("page"), query.pop("page_size")
    return queries.list_capacities(current_actor(), CapacityFilters(**query), number, size)


@blp.route("/organisations/<uuid:organisation_id>/capacity")
@requires(OrganisationPermission.VIEW)
@blp.etag
@blp.response(200, CapacitySchema)
def show_capacity(organisation_id: UUID) -> dict[str, Any]:
    """When and how the staff of one's own organisation can train; of any for the coordinator."""
    return _as_kept(organisation_id)


@blp.route("/organisations/<uuid:organisation_id>/capacity", methods=["PUT"])
@requires(OrganisationPermission.EDIT_CAPACITY)
@commits
@blp.etag
@blp.arguments(KeepCapacitySchema)
@blp.response(200, CapacitySchema)
def keep_capacity(body: dict[str, Any], organisation_id: UUID) -> dict[str, Any]:
    """Say it, whole."""
    seen = _as_kept(organisation_id)
    blp.check_etag(seen, CapacitySchema)
    said = Capacity(**{**body, "times": tuple(body["times"]), "ways": tuple(body["ways"])})
    service.keep_capacity(current_actor(), organisation_id, said, seen["version"], current_clock())
    return _as_kept(organisation_id)
