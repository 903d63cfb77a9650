"""The service of an organisation, for its lead."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from network.core.actor import Actor
from network.core.commit import commits
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.api.blueprint import blueprint
from network.incidents.permissions import IncidentPermission
from network.incidents.queries.module import find_module, read_checklist, read_setup
from network.incidents.rules.setup import Setup
from network.incidents.schemas import ModuleSchema, ModuleShownSchema

_SETS: Final = frozenset({"department_ids", "group_referrers"})


@blueprint.route("/incidents/module")
@requires(IncidentPermission.SWITCH)
@blueprint.etag
@blueprint.response(200, ModuleShownSchema)
def get_module() -> dict[str, Any]:
    """Whether and how the organisation offers the service, and what it still needs."""
    return _as_shown(current_actor())


@blueprint.route("/incidents/module", methods=["PUT"])
@requires(IncidentPermission.SWITCH)
@commits
@blueprint.etag
@blueprint.arguments(ModuleSchema)
@blueprint.response(200, ModuleShownSchema)
def put_module(body: dict[str, Any]) -> dict[str, Any]:
    """Changes how the service is offered, switches it on, or switches it off. Needs If-Match."""
    actor, clock = current_actor(), current_clock()
    before = _as_shown(actor)
    blueprint.check_etag(before, ModuleShownSchema)
    is_on = body.pop("is_on")
    service.set_up(actor, _setup_of(body), clock)
    if is_on and not before["is_on"]:
        service.switch_on(actor, clock)
    elif before["is_on"] and not is_on:
        service.switch_off(actor, clock)
    return _as_shown(actor)


def _setup_of(body: dict[str, Any]) -> Setup:
    said: dict[str, Any] = {name: frozenset(value) if name in _SETS else value for name, value in body.items()}
    return Setup(**said)


def _as_shown(actor: Actor) -> dict[str, Any]:
    module = find_module(actor)
    setup, checklist = read_setup(actor, module), read_checklist(actor, module, current_clock())
    said = {each.name: getattr(setup, each.name) for each in fields(Setup)}
    return {
        **said,
        **{name: sorted(said[name]) for name in _SETS},
        "is_on": module is not None and module.is_on,
        "missing": list(checklist.missing),
    }
