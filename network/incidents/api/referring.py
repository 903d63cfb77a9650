"""Referring, and how one's own referrals stand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from network.core.api import PageQuerySchema
from network.core.commit import commits, records_reading
from network.core.pagination import Page
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.api.blueprint import blueprint
from network.incidents.manager_cases import ManagerCase, manager_case
from network.incidents.marks import about_referrals
from network.incidents.queries.lines import Line
from network.incidents.queries.referrals import get_sent_referral
from network.incidents.rules.readers import Capacity
from network.incidents.rules.submission import Submission
from network.incidents.schemas import (
    AmendmentSchema,
    DateSchema,
    ManagerCaseSchema,
    ManagerLinePageSchema,
    ReasonSchema,
    SubmissionSchema,
)
from network.incidents.ways import any_way, get_way

MINE = about_referrals(Capacity.REFERRER)


@blueprint.route("/incidents/referrals")
@MINE
@records_reading
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, ManagerLinePageSchema)
def list_own_referrals(query: dict[str, int]) -> Page[Line]:
    """The manager's own referrals and drafts."""
    actor, clock = current_actor(), current_clock()
    return service.list_referrals(actor, Capacity.REFERRER, clock, number=query["page"], size=query["page_size"])


@blueprint.route("/incidents/referrals", methods=["POST"])
@MINE
@commits
@blueprint.arguments(SubmissionSchema)
@blueprint.response(201, ManagerCaseSchema)
def refer(body: dict[str, Any]) -> tuple[ManagerCase, int, dict[str, str]]:
    """Sends a referral after the talk. An Idempotency-Key makes it safe to repeat."""
    referral = service.refer(current_actor(), Submission(**body), current_clock())
    location = url_for("incidents_api.get_own_referral", referral_id=referral.id)
    return manager_case(current_actor(), referral), 201, {"Location": location}


@blueprint.route("/incidents/referrals/<uuid:referral_id>")
@MINE
@records_reading
@blueprint.etag
@blueprint.response(200, ManagerCaseSchema)
def get_own_referral(referral_id: UUID) -> ManagerCase:
    """One of the manager's own referrals: one of four states, and their own words."""
    return service.open_own_referral(current_actor(), referral_id, current_clock())


@blueprint.route(f"/incidents/referrals/<uuid:referral_id>/{any_way(Capacity.REFERRER)}", methods=["POST"])
@MINE
@commits
@blueprint.arguments(ReasonSchema)
@blueprint.response(200, ManagerCaseSchema)
def leave_the_usual_way(body: dict[str, Any], referral_id: UUID, way: str) -> ManagerCase:
    """Takes a referral back until support begins, or opens again what was taken back."""
    actor = current_actor()
    taken = get_way(Capacity.REFERRER, way)
    return manager_case(actor, taken.carry_out(actor, referral_id, body["reason"], current_clock()))


@blueprint.route("/incidents/referrals/<uuid:referral_id>/amendment", methods=["POST"])
@MINE
@commits
@blueprint.arguments(AmendmentSchema)
@blueprint.response(200, ManagerCaseSchema)
def amend(body: dict[str, Any], referral_id: UUID) -> ManagerCase:
    """Puts right what was sent; where the incident lead asked for it, it goes back to them."""
    actor = current_actor()
    return manager_case(actor, service.amend(actor, referral_id, service.Amended(**body), current_clock()))


@blueprint.route("/incidents/referrals/<uuid:referral_id>/dates", methods=["POST"])
@MINE
@commits
@blueprint.arguments(DateSchema)
@blueprint.response(200, ManagerCaseSchema)
def note_date(body: dict[str, Any], referral_id: UUID) -> ManagerCase:
    """Tells the therapist of a date to come."""
    actor = current_actor()
    service.note_key_date(actor, Capacity.REFERRER, referral_id, service.DateToCome(**body), current_clock())
    return manager_case(actor, get_sent_referral(actor, Capacity.REFERRER, referral_id))
