"""The exact figures for programs of those who hold the cases: the same lines as on their pages."""

from __future__ import annotations

from typing import Any

from flask import url_for

from network.core.commit import records_reading
from network.core.guard import public
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.api.blueprint import blueprint
from network.incidents.asked_measures import AskedMeasures
from network.incidents.marks import about_referrals
from network.incidents.rules.measures import DEFINITIONS, Definition, definition_of
from network.incidents.rules.readers import Capacity
from network.incidents.schemas.measures import MeasureDefinitionSchema, MeasuresQuerySchema, MeasuresSchema
from network.incidents.service import MeasuresReport

OPEN = "whoever reads a figure may read what it means (U12)"


@blueprint.route("/incidents/measures")
@about_referrals(Capacity.LEAD)
@records_reading
@blueprint.arguments(MeasuresQuerySchema, location="query")
@blueprint.response(200, MeasuresSchema)
def get_measures(query: dict[str, str]) -> dict[str, Any]:
    """M1 to M8 of the organisation, for its incident leads."""
    return _shown(service.open_measures(current_actor(), _asked(query), current_clock()))


@blueprint.route("/incidents/allocation/measures")
@about_referrals(Capacity.ALLOCATOR)
@records_reading
@blueprint.arguments(MeasuresQuerySchema, location="query")
@blueprint.response(200, MeasuresSchema)
def get_workload(query: dict[str, str]) -> dict[str, Any]:
    """Staff and incidents by therapist, for the provider's allocators."""
    return _shown(service.open_workload(current_actor(), _asked(query), current_clock()))


@blueprint.route("/incidents/measures/definitions")
@public(OPEN)
@blueprint.response(200, MeasureDefinitionSchema(many=True))
def list_measure_definitions() -> list[Definition]:
    """What each measure counts."""
    return list(DEFINITIONS.values())


def _asked(query: dict[str, str]) -> AskedMeasures:
    return AskedMeasures.read(query, current_clock().today())


def _shown(report: MeasuresReport) -> dict[str, Any]:
    return {
        "first_day": report.asked.period.first_day,
        "last_day": report.asked.period.last_day,
        "active_on": report.asked.active_on,
        "read_at": report.read_at,
        "lines": [
            {
                "measure": line.measure,
                "label": line.label,
                "value": line.value,
                "unit": line.unit,
                "version": definition_of(line.measure).version,
            }
            for line in report.lines
        ],
        "definitions": url_for("incidents_api.list_measure_definitions"),
    }
