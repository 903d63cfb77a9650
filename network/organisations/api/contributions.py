"""What partners give towards the coordinator, for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import url_for

from network.core.api import Page, PageQuerySchema, fields_named, page_of
from network.core.commit import commits
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.organisations.api.blueprint import Created, blp
from network.organisations.models import Contribution
from network.organisations.permissions import OrganisationPermission
from network.organisations.queries import contributions as queries
from network.organisations.queries import get_own_organisation
from network.organisations.rules.contributions import ContributionSaid
from network.organisations.schemas.contributions import (
    ContributionSchema,
    KeepContributionSchema,
    YearQuerySchema,
    YearSchema,
)
from network.organisations.service import contributions as service

PATH = "/organisations/<uuid:organisation_id>/contributions"


@blp.route("/contributions")
@requires(OrganisationPermission.KEEP_CONTRIBUTIONS)
@blp.arguments(YearQuerySchema, location="query")
@blp.response(200, YearSchema)
def list_contributions(query: dict[str, Any]) -> dict[str, Any]:
    """What partners give for a financial year, by name, and what all of it comes to."""
    actor, year = current_actor(), query["year"]
    page = queries.list_contributions(actor, year, query["page"], query["page_size"])
    figures = {"number": page.number, "size": page.size, "pages": page.pages, "total": page.total}
    return {**figures, **asdict(queries.totals_of(actor, year)), "items": [row for row, _ in page.items]}


@blp.route(PATH)
@requires(OrganisationPermission.VIEW_CONTRIBUTIONS)
@blp.arguments(PageQuerySchema, location="query")
@blp.response(200, page_of(ContributionSchema))
def show_contributions(query: dict[str, Any], organisation_id: UUID) -> Page[Contribution]:
    """What one's own organisation gives, the latest year first; any for the coordinator."""
    get_own_organisation(current_actor(), organisation_id)
    return queries.list_contributions_of(current_actor(), organisation_id, query["page"], query["page_size"])


@blp.route(PATH, methods=["POST"])
@requires(OrganisationPermission.KEEP_CONTRIBUTIONS)
@commits
@blp.arguments(KeepContributionSchema)
@blp.response(201, ContributionSchema)
def add_contribution(body: dict[str, Any], organisation_id: UUID) -> Created:
    """Keep what a partner promised."""
    with fields_named(amount="pence"):
        added = service.add_contribution(current_actor(), organisation_id, ContributionSaid(**body), current_clock())
    address = url_for(".show_contribution", organisation_id=organisation_id, contribution_id=added.id)
    return added, 201, {"Location": address}


@blp.route(f"{PATH}/<uuid:contribution_id>")
@requires(OrganisationPermission.VIEW_CONTRIBUTIONS)
@blp.etag
@blp.response(200, ContributionSchema)
def show_contribution(organisation_id: UUID, contribution_id: UUID) -> Contribution:
    """One contribution."""
    return queries.get_contribution(current_actor(), organisation_id, contribution_id)


@blp.route(f"{PATH}/<uuid:contribution_id>", methods=["PUT"])
@requires(OrganisationPermission.KEEP_CONTRIBUTIONS)
@commits
@blp.etag
@blp.arguments(KeepContributionSchema)
@blp.response(200, ContributionSchema)
def change_contribution(body: dict[str, Any], organisation_id: UUID, contribution_id: UUID) -> Contribution:
    """Correct a contribution, or say that it came."""
    actor = current_actor()
    seen = queries.get_contribution(actor, organisation_id, contribution_id)
    blp.check_etag(seen, ContributionSchema)
    said = ContributionSaid(**body)
    with fields_named(amount="pence"):
        return service.change_contribution(actor, organisation_id, contribution_id, said, seen.version, current_clock())


@blp.route(f"{PATH}/<uuid:contribution_id>", methods=["DELETE"])
@requires(OrganisationPermission.KEEP_CONTRIBUTIONS)
@commits
@blp.etag
@blp.response(204)
def remove_contribution(organisation_id: UUID, contribution_id: UUID) -> None:
    """Remove one that was kept by mistake."""
    actor = current_actor()
    blp.check_etag(queries.get_contribution(actor, organisation_id, contribution_id), ContributionSchema)
    service.remove_contribution(actor, organisation_id, contribution_id, current_clock())
