"""What is published of the support service, for programs: the same rows as on the page (B17)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import url_for

from network.core.guard import requires
from network.incidents.api.blueprint import blueprint
from network.incidents.asked_measures import name_of
from network.incidents.pages.published import get_publication
from network.incidents.permissions import IncidentPermission
from network.incidents.published_lines import WHY_HIDDEN, lines_of_publication
from network.incidents.queries.published import list_published_quarters
from network.incidents.schemas.measures import PublishedQuartersSchema, PublishedSchema


@blueprint.route("/incidents/published")
@requires(IncidentPermission.READ_PUBLISHED)
@blueprint.response(200, PublishedQuartersSchema)
def list_published() -> dict[str, Any]:
    """The quarters that were published."""
    return {"quarters": [name_of(each) for each in list_published_quarters()]}


@blueprint.route("/incidents/published/<quarter>")
@requires(IncidentPermission.READ_PUBLISHED)
@blueprint.response(200, PublishedSchema)
def get_published(quarter: str) -> dict[str, Any]:
    """What was published of a quarter, such as 2026-Q3."""
    publication = get_publication(quarter)
    return {
        "quarter": name_of(publication.quarter),
        "published_at": publication.published_at,
        "lines": [
            {**asdict(line), "why_not_shown": WHY_HIDDEN if line.value is None else None}
            for line in lines_of_publication(publication)
        ],
        "definitions": url_for("incidents_api.list_measure_definitions"),
    }
