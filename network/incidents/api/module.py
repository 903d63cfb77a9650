"""The service of an organisation, for its lead."""

from __future__ import annotations

from typing import Any

from network.core.actor import Actor
from network.core.commit import commits
from network.core.errors import RuleBroken
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.api.blueprint import blueprint
from network.incidents.permissions import IncidentPermission
from network.incidents.queries.module import find_module, list_eligible_department_ids
from network.incidents.schemas import ModuleSchema


@blueprint.route("/incidents/module")
@requires(IncidentPermission.SWITCH)
@blueprint.etag
@blueprint.response(200, ModuleSchema)
def get_module() -> dict[str, Any]:
    """Whether and how the organisation offers the service."""
    return _as_shown(current_actor())


@blueprint.route("/incidents/module", methods=["PUT"])
@requires(IncidentPermission.SWITCH)
@commits
@blueprint.etag
@blueprint.arguments(ModuleSchema)
@blueprint.response(200, ModuleSchema)
def put_module(body: dict[str, Any]) -> dict[str, Any]:
    """Switches the service on, changes how it is offered, or switches it off. Needs If-Match."""
    actor, clock = current_actor(), current_clock()
    before = _as_shown(actor)
    blueprint.check_etag(before, ModuleSchema)
    if body["is_on"]:
        service.switch_on(actor, _setup_of(body), clock)
    elif before["is_on"]:
        service.switch_off(actor, clock)
    return _as_shown(actor)


def _setup_of(body: dict[str, Any]) -> service.Setup:
    for name, message in (("go_live_on", "Give the day of going live"), ("provider_id", "Give the provider’s id")):
        if body[name] is None:
            raise RuleBroken(name, message)
    return service.Setup(
        go_live_on=body["go_live_on"],
        provider_id=body["provider_id"],
        department_ids=frozenset(body["department_ids"]),
    )


def _as_shown(actor: Actor) -> dict[str, Any]:
    module = find_module(actor)
    if module is None:
        return {"is_on": False, "go_live_on": None, "provider_id": None, "department_ids": []}
    return {
        "is_on": module.is_on,
        "go_live_on": module.go_live_on,
        "provider_id": module.provider_organisation_id,
        "department_ids": sorted(list_eligible_department_ids(actor)),
    }
