"""The workforce by kind of work, and the contact's deputies, for programs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from network.core.commit import commits
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.organisations.api.blueprint import Created, blp
from network.organisations.models import ContactDeputy, WorkforceGroup
from network.organisations.permissions import OrganisationPermission
from network.organisations.queries import get_own_organisation
from network.organisations.queries.people import get_deputy, get_workforce_group, list_deputies, list_workforce
from network.organisations.rules.deputies import DeputySaid
from network.organisations.rules.workforce import GroupSaid, by_level
from network.organisations.schemas import list_of
from network.organisations.schemas.people import (
    DeputySchema,
    KeepDeputySchema,
    KeepWorkforceGroupSchema,
    WorkforceGroupSchema,
    WorkforceSchema,
)
from network.organisations.service import deputies, workforce

GROUPS = "/organisations/<uuid:organisation_id>/workforce"
DEPUTIES = "/organisations/<uuid:organisation_id>/deputies"


@blp.route(GROUPS)
@requires(OrganisationPermission.VIEW)
@blp.response(200, WorkforceSchema)
def show_workforce(organisation_id: UUID) -> dict[str, Any]:
    """The workforce of one's own organisation; of any for the coordinator. At most 300 rows, so in one piece."""
    organisation = get_own_organisation(current_actor(), organisation_id)
    groups = list_workforce(current_actor(), organisation_id)
    return {
        "items": groups,
        "by_level": [{"level": level, "people": people} for level, people in by_level(groups).items()],
        "total": sum(group.headcount for group in groups),
        "workforce_size": organisation.workforce_size,
    }


@blp.route(GROUPS, methods=["POST"])
@requires(OrganisationPermission.EDIT_WORKFORCE)
@commits
@blp.arguments(KeepWorkforceGroupSchema)
@blp.response(201, WorkforceGroupSchema)
def add_workforce_group(body: dict[str, Any], organisation_id: UUID) -> Created:
    """Add a row."""
    added = workforce.add_workforce_group(current_actor(), organisation_id, GroupSaid(**body), current_clock())
    address = url_for(".show_workforce_group", organisation_id=organisation_id, group_id=added.id)
    return added, 201, {"Location": address}


@blp.route(f"{GROUPS}/<uuid:group_id>")
@requires(OrganisationPermission.VIEW)
@blp.etag
@blp.response(200, WorkforceGroupSchema)
def show_workforce_group(organisation_id: UUID, group_id: UUID) -> WorkforceGroup:
    """One row."""
    return get_workforce_group(current_actor(), organisation_id, group_id)


@blp.route(f"{GROUPS}/<uuid:group_id>", methods=["PUT"])
@requires(OrganisationPermission.EDIT_WORKFORCE)
@commits
@blp.etag
@blp.arguments(KeepWorkforceGroupSchema)
@blp.response(200, WorkforceGroupSchema)
def change_workforce_group(body: dict[str, Any], organisation_id: UUID, group_id: UUID) -> WorkforceGroup:
    """Say a row anew."""
    actor = current_actor()
    seen = get_workforce_group(actor, organisation_id, group_id)
    blp.check_etag(seen, WorkforceGroupSchema)
    said = GroupSaid(**body)
    return workforce.change_workforce_group(actor, organisation_id, group_id, said, seen.version, current_clock())


@blp.route(f"{GROUPS}/<uuid:group_id>", methods=["DELETE"])
@requires(OrganisationPermission.EDIT_WORKFORCE)
@commits
@blp.etag
@blp.response(204)
def remove_workforce_group(organisation_id: UUID, group_id: UUID) -> None:
    """Remove a row."""
    actor = current_actor()
    blp.check_etag(get_workforce_group(actor, organisation_id, group_id), WorkforceGroupSchema)
    workforce.remove_workforce_group(actor, organisation_id, group_id, current_clock())


@blp.route(DEPUTIES)
@requires(OrganisationPermission.VIEW)
@blp.response(200, list_of(DeputySchema))
def show_deputies(organisation_id: UUID) -> dict[str, Any]:
    """The deputies of the contact of one's own organisation; of any for the coordinator. Five at most."""
    get_own_organisation(current_actor(), organisation_id)
    return {"items": list_deputies(current_actor(), organisation_id)}


@blp.route(DEPUTIES, methods=["POST"])
@requires(OrganisationPermission.EDIT_DEPUTIES)
@commits
@blp.arguments(KeepDeputySchema)
@blp.response(201, DeputySchema)
def add_deputy(body: dict[str, Any], organisation_id: UUID) -> Created:
    """Name a deputy."""
    added = deputies.add_deputy(current_actor(), organisation_id, DeputySaid(**body), current_clock())
    address = url_for(".show_deputy", organisation_id=organisation_id, deputy_id=added.id)
    return added, 201, {"Location": address}


@blp.route(f"{DEPUTIES}/<uuid:deputy_id>")
@requires(OrganisationPermission.VIEW)
@blp.etag
@blp.response(200, DeputySchema)
def show_deputy(organisation_id: UUID, deputy_id: UUID) -> ContactDeputy:
    """One deputy."""
    return get_deputy(current_actor(), organisation_id, deputy_id)


@blp.route(f"{DEPUTIES}/<uuid:deputy_id>", methods=["PUT"])
@requires(OrganisationPermission.EDIT_DEPUTIES)
@commits
@blp.etag
@blp.arguments(KeepDeputySchema)
@blp.response(200, DeputySchema)
def change_deputy(body: dict[str, Any], organisation_id: UUID, deputy_id: UUID) -> ContactDeputy:
    """Change how a deputy is reached."""
    actor = current_actor()
    seen = get_deputy(actor, organisation_id, deputy_id)
    blp.check_etag(seen, DeputySchema)
    said = DeputySaid(**body)
    return deputies.change_deputy(actor, organisation_id, deputy_id, said, seen.version, current_clock())


@blp.route(f"{DEPUTIES}/<uuid:deputy_id>", methods=["DELETE"])
@requires(OrganisationPermission.EDIT_DEPUTIES)
@commits
@blp.etag
@blp.response(204)
def remove_deputy(organisation_id: UUID, deputy_id: UUID) -> None:
    """Remove a deputy."""
    actor = current_actor()
    blp.check_etag(get_deputy(actor, organisation_id, deputy_id), DeputySchema)
    deputies.remove_deputy(actor, organisation_id, deputy_id, current_clock())
