"""Asking for support for oneself."""

from __future__ import annotations

from typing import Any

from flask import url_for

from network.core.commit import commits
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.api.blueprint import blueprint
from network.incidents.case_reading import case_for
from network.incidents.cases import Case
from network.incidents.marks import about_own_request
from network.incidents.rules.own_request import OwnRequest
from network.incidents.rules.readers import Capacity
from network.incidents.schemas import OwnCaseSchema, OwnRequestSchema


@blueprint.route("/incidents/own-request", methods=["POST"])
@about_own_request
@commits
@blueprint.arguments(OwnRequestSchema)
@blueprint.response(201, OwnCaseSchema)
def ask_for_oneself(body: dict[str, Any]) -> tuple[Case, int, dict[str, str]]:
    """Asks the incident leads for support for oneself, where the organisation allows it; no manager is told."""
    asked = service.ask_for_oneself(current_actor(), OwnRequest(**body), current_clock())
    location = url_for("incidents_api.get_own", referral_id=asked.id)
    return case_for(current_actor(), asked, Capacity.STAFF_MEMBER), 201, {"Location": location}
