"""The figures for programs: the same as on the pages, from the same reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask import url_for

from network.core.api import api_blueprint, page_of
from network.core.guard import public, requires
from network.core.pagination import Page
from network.core.request import current_actor, current_clock
from network.organisations.public import department_cut
from network.reports import queries, ways, words
from network.reports.asked import Asked
from network.reports.definitions import DEFINITIONS, Definition
from network.reports.pages import OPEN
from network.reports.permissions import ReportPermission
from network.reports.rules.lines import Line, Share, Summary
from network.reports.rules.to_do import ToDo
from network.reports.schemas import (
    DefinitionSchema,
    DeskSchema,
    LinesQuerySchema,
    OrganisationLineSchema,
    OwnOrganisationSchema,
    OwnQuerySchema,
)

blueprint = api_blueprint("reports", "The network's figures, and what they mean")


@blueprint.route("/desk", methods=["GET"])
@requires(ReportPermission.VIEW_DESK)
@blueprint.response(200, DeskSchema)
def read_desk() -> dict[str, Any]:
    """The coordinator's desk: what to do next, and the figures behind it."""
    desk = queries.read_desk(current_actor(), current_clock())
    tiers = desk.roll.tiers
    return {
        "at": desk.at,
        "has_charter": desk.roll.has_charter,
        "signed": desk.signed,
        "not_signed": desk.total.not_signed,
        "what_to_do": [_to_do(each, tiers) for each in desk.to_do],
        "total": _summary(desk.total, tiers),
        "sectors": [_summary(each, tiers) for each in desk.sectors],
        "next_events": desk.events,
        "definitions": url_for("reports_api.list_definitions"),
    }


@blueprint.route("/desk/organisations", methods=["GET"])
@requires(ReportPermission.VIEW_DESK)
@blueprint.arguments(LinesQuerySchema, location="query")
@blueprint.response(200, page_of(OrganisationLineSchema))
def list_organisations(query: dict[str, Any]) -> Page[dict[str, Any]]:
    """Every organisation with its figures."""
    roll = queries.read_roll(current_actor(), current_clock().today())
    asked = Asked(query["show"], query["sector"], query["sort"])
    return asked.page_of(roll, query["page"], query["page_size"]).map(lambda line: _line(line, roll.tiers))


@blueprint.route("/our-organisation", methods=["GET"])
@requires(ReportPermission.VIEW_ORGANISATION)
@blueprint.arguments(OwnQuerySchema, location="query")
@blueprint.response(200, OwnOrganisationSchema)
def read_our_organisation(query: dict[str, Any]) -> dict[str, Any]:
    """The organisation of the token at a glance."""
    cut = department_cut(query["department"])
    own = queries.read_own_organisation(current_actor(), current_clock(), cut)
    return {
        "name": own.name,
        "signed_at": own.signature.signed_at if own.signature else None,
        "has_signed_latest": own.signature is not None and own.signature.is_current and own.signature.is_on_current,
        "champions": own.champions,
        "coverage": [
            {"tier": each.tier_name, "trained": each.trained, "workforce": each.need, "percent": each.percent}
            for each in own.coverage.tiers
        ],
        "next_event": own.next_event,
        "departments": [_department(each) for each in own.departments],
    }


def _department(line: queries.DepartmentLine) -> dict[str, Any]:
    training = line.training
    return {
        "department_id": training.department.id if training.department else None,
        "name": training.department.name if training.department else None,
        "headcount": training.department.headcount if training.department else None,
        "trained": [each.trained for each in training.tiers],
        "attended": training.attended,
        "champions": line.champions,
        "booked": line.booked,
    }


@blueprint.route("/definitions", methods=["GET"])
@public(OPEN)
@blueprint.response(200, DefinitionSchema(many=True))
def list_definitions() -> list[Definition]:
    """What every figure means."""
    return list(DEFINITIONS)


def _to_do(to_do: ToDo, tiers: Sequence[str]) -> dict[str, Any]:
    return {
        "task": to_do.task,
        "words": words.to_do_words(to_do, tiers),
        "invited": to_do.invited,
        "partners": to_do.partners,
        "sectors": to_do.sectors,
        "by": to_do.by,
        "requests": to_do.requests,
        "since": to_do.since,
        "link": ways.address_to_begin(to_do),
    }


def _coverage(shares: Iterable[Share], tiers: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"tier": tier, "trained": share.trained, "workforce": share.need, "percent": share.percent}
        for tier, share in zip(tiers, shares, strict=False)
    ]


def _summary(summary: Summary, tiers: Sequence[str]) -> dict[str, Any]:
    return {
        "sector": summary.sector,
        "organisations": summary.organisations,
        "invited": summary.invited,
        "partners": summary.partners,
        "not_signed": summary.not_signed,
        "champions": summary.champions,
        "without_champion": summary.without_champion,
        "without_workforce": summary.without_workforce,
        "coverage": _coverage(summary.shares, tiers),
    }


def _line(line: Line, tiers: Sequence[str]) -> dict[str, Any]:
    return {
        "id": line.id,
        "name": line.name,
        "sector": line.sector,
        "is_invited": line.is_invited,
        "has_signed": line.has_signed,
        "champions": line.champions,
        "coverage": _coverage(line.shares, tiers),
        "next_step": line.step,
    }
