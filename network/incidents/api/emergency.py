"""In an emergency: one asks, and reads for an hour once another has agreed, which takes a page: they sign in anew."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from network.core.commit import commits, records_reading
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.api.blueprint import blueprint
from network.incidents.marks import in_emergencies
from network.incidents.models import EmergencyAccess
from network.incidents.permissions import IncidentPermission
from network.incidents.schemas.emergency import (
    EmergencyAskedSchema,
    EmergencyKeySchema,
    EmergencyListSchema,
    EmergencyOpenedSchema,
)
from network.incidents.service.emergency import Emergency, Opened

ASK, AGREE = in_emergencies(IncidentPermission.ASK_IN_EMERGENCY), in_emergencies(IncidentPermission.AGREE_IN_EMERGENCY)


@blueprint.route("/incidents/emergencies")
@AGREE
@records_reading
@blueprint.response(200, EmergencyListSchema)
def list_emergencies() -> dict[str, list[Emergency]]:
    """One's own requests, and those of others that wait for a second person."""
    return {"items": service.open_emergencies(current_actor(), current_clock())}


@blueprint.route("/incidents/emergencies", methods=["POST"])
@ASK
@commits
@blueprint.arguments(EmergencyAskedSchema)
@blueprint.response(201, EmergencyKeySchema)
def ask_in_emergency(body: dict[str, Any]) -> EmergencyAccess:
    """Asks for one referral by its reference; the answer is the same whether or not there is one."""
    return service.ask_in_emergency(current_actor(), body["reference"], body["reason"], current_clock())


@blueprint.route("/incidents/emergencies/<uuid:emergency_id>")
@ASK
@records_reading
@blueprint.response(200, EmergencyOpenedSchema)
def open_in_emergency(emergency_id: UUID) -> Opened:
    """What the reason opens, to the asker alone."""
    return service.open_in_emergency(current_actor(), emergency_id, current_clock())
