"""The JSON twin of needs and coverage."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from network.core.api import Page, PageQuerySchema, page_of
from network.core.commit import commits
from network.core.errors import RuleBroken
from network.core.guard import requires
from network.core.months import end_of_month
from network.core.request import current_actor, current_clock
from network.organisations.public import list_workforce
from network.training.api.blueprint import blp
from network.training.figures import OrganisationCoverage
from network.training.models import NeedsAssessment
from network.training.needs import forecast, queries, rules, service
from network.training.needs.reading import (
    Asked,
    CoverageOn,
    NetworkCoverage,
    list_partners,
    read_coverage,
    read_network_coverage,
)
from network.training.needs.schemas import (
    AssessmentLineSchema,
    AssessmentSchema,
    AssessSchema,
    CoverageOnSchema,
    LapsingPersonSchema,
    LapsingQuerySchema,
    NetworkCoverageSchema,
    OnQuerySchema,
    PartnersQuerySchema,
    RowsSchema,
)
from network.training.permissions import TrainingPermission
from network.training.queries import list_tiers
from network.training.schemas import OrganisationCoveragePageSchema

OF_ONE = "/training/organisations/<uuid:organisation_id>"


@blp.route(f"{OF_ONE}/needs/rows")
@requires(TrainingPermission.ASSESS_NEEDS)
@blp.response(200, RowsSchema)
def show_rows(organisation_id: UUID) -> dict[str, Any]:
    """The workforce's rows as they stand, and what they would add up to."""
    actor = current_actor()
    organisation = queries.get_within_reach(actor, organisation_id)
    rows = list_workforce(actor, organisation_id)
    needs = rules.denominators(rows, organisation.workforce_size, current_clock().today())
    return {
        "seen": rules.fingerprint(rows, organisation.workforce_size),
        "informed": needs.informed,
        "skilled": needs.skilled,
        "in_depth": needs.in_depth,
        "rows": rows,
    }


@blp.route(f"{OF_ONE}/needs")
@requires(TrainingPermission.SEE_NEEDS)
@blp.arguments(PageQuerySchema, location="query")
@blp.response(200, page_of(AssessmentLineSchema))
def list_assessments(query: dict[str, Any], organisation_id: UUID) -> Page[NeedsAssessment]:
    """One organisation's assessments, the latest first. The first of them holds today."""
    queries.get_within_reach(current_actor(), organisation_id)
    return queries.list_assessments(current_actor(), organisation_id, query["page"], query["page_size"])


@blp.route(f"{OF_ONE}/needs", methods=["POST"])
@requires(TrainingPermission.ASSESS_NEEDS)
@commits
@blp.arguments(AssessSchema)
@blp.response(201, AssessmentSchema)
def assess_needs(body: dict[str, Any], organisation_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Keep the rows as today's assessment. 409 where they were changed since `seen` was read."""
    kept = service.assess(current_actor(), organisation_id, body["note"], body["seen"], current_clock())
    address = url_for(".show_assessment", organisation_id=organisation_id, assessment_id=kept.id)
    return _with_needs(kept), 201, {"Location": address}


@blp.route(f"{OF_ONE}/needs/<uuid:assessment_id>")
@requires(TrainingPermission.SEE_NEEDS)
@blp.etag
@blp.response(200, AssessmentSchema)
def show_assessment(organisation_id: UUID, assessment_id: UUID) -> dict[str, Any]:
    """One assessment. A department lead gets the lines of their department."""
    return _with_needs(queries.get_assessment(current_actor(), organisation_id, assessment_id))


def _with_needs(assessment: NeedsAssessment) -> dict[str, Any]:
    columns = {name: getattr(assessment, name) for name in AssessmentLineSchema().fields}
    return {**columns, "needs": queries.list_needs(current_actor(), assessment.id)}


@blp.route(f"{OF_ONE}/coverage")
@requires(TrainingPermission.SEE_COVERAGE)
@blp.arguments(OnQuerySchema, location="query")
@blp.response(200, CoverageOnSchema)
def show_coverage_on(query: dict[str, Any], organisation_id: UUID) -> CoverageOn:
    """One organisation's coverage by tier, level and department, today or as at a day in the past."""
    today = current_clock().today()
    if query["on"] is not None and query["on"] > today:
        raise RuleBroken("on", "Choose today or a day in the past")
    return read_coverage(current_actor(), organisation_id, query["on"] or today, today)


@blp.route("/training/coverage/network")
@requires(TrainingPermission.SEE_NETWORK_COVERAGE)
@blp.response(200, NetworkCoverageSchema)
def show_network_coverage() -> NetworkCoverage:
    """The network's coverage today, by level and by sector."""
    return read_network_coverage(current_actor(), list_tiers(), current_clock().today())


@blp.route("/training/coverage/partners")
@requires(TrainingPermission.SEE_NETWORK_COVERAGE)
@blp.arguments(PartnersQuerySchema, location="query")
@blp.response(200, OrganisationCoveragePageSchema)
def list_partners_by_gap(query: dict[str, Any]) -> Page[OrganisationCoverage]:
    """Partners by how many of their people are still to be trained in a tier."""
    asked, today = Asked(query["tier"], query["sector"], query["order"]), current_clock().today()
    return list_partners(current_actor(), list_tiers(), today, asked, query["page"], query["page_size"])


@blp.route("/training/coverage/lapsing")
@requires(TrainingPermission.SEE_LEARNERS)
@blp.arguments(LapsingQuerySchema, location="query")
@blp.response(200, page_of(LapsingPersonSchema))
def list_lapsing(query: dict[str, Any]) -> Page[forecast.LapsingPerson]:
    """Who of one's own organisation is current for the last time in the next six months."""
    month = end_of_month(query["month"]) if query["month"] is not None else None
    return forecast.list_lapsing(
        current_actor(),
        current_clock().today(),
        tier=query["tier"],
        month=month,
        page=query["page"],
        size=query["page_size"],
    )
