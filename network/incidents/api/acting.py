"""For those who act on a referral: the incident lead, the provider's allocator, the therapist."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from network.core.commit import commits, records_reading
from network.core.pagination import Page
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.api.blueprint import blueprint
from network.incidents.case_reading import case_for
from network.incidents.cases import Case, Opened
from network.incidents.marks import about_referrals
from network.incidents.models import Referral
from network.incidents.queries.lines import Line
from network.incidents.queries.referrals import get_sent_referral
from network.incidents.rules.readers import Capacity
from network.incidents.schemas import (
    CaseloadCaseSchema,
    CaseSchema,
    DateSchema,
    GrantSchema,
    LateSchema,
    LinePageSchema,
    LinesQuerySchema,
    OpenedSchema,
    ProviderSchema,
    ReasonSchema,
    TherapistSchema,
)
from network.incidents.ways import any_way, get_way

DESK = about_referrals(Capacity.LEAD)
ALLOCATION = about_referrals(Capacity.ALLOCATOR)
CASELOAD = about_referrals(Capacity.THERAPIST)


def _lines(capacity: Capacity, query: dict[str, Any]) -> Page[Line]:
    actor, clock, is_cancelled = current_actor(), current_clock(), query["is_cancelled"]
    number, size = query["page"], query["page_size"]
    return service.list_referrals(actor, capacity, clock, number=number, size=size, is_cancelled=is_cancelled)


def _opened(capacity: Capacity, referral_id: UUID) -> Case:
    return service.open_case(current_actor(), capacity, referral_id, current_clock())


def _changed(capacity: Capacity, referral: Referral) -> Case:
    return case_for(current_actor(), referral, capacity)


@blueprint.route("/incidents/desk")
@DESK
@records_reading
@blueprint.arguments(LinesQuerySchema, location="query")
@blueprint.response(200, LinePageSchema)
def list_desk(query: dict[str, Any]) -> Page[Line]:
    """The organisation's referrals, for its incident leads."""
    return _lines(Capacity.LEAD, query)


@blueprint.route("/incidents/desk/<uuid:referral_id>")
@DESK
@records_reading
@blueprint.etag
@blueprint.response(200, CaseSchema)
def get_desk_referral(referral_id: UUID) -> Case:
    """One referral, for an incident lead."""
    return _opened(Capacity.LEAD, referral_id)


@blueprint.route("/incidents/desk/<uuid:referral_id>/openings")
@DESK
@records_reading
@blueprint.response(200, OpenedSchema(many=True))
def list_openings(referral_id: UUID) -> list[Opened]:
    """Who has opened it and when, the latest first; not when its person looks at their own page."""
    return list(service.open_openings(current_actor(), referral_id, current_clock()).openings)


@blueprint.route("/incidents/desk/<uuid:referral_id>/pass-on", methods=["POST"])
@DESK
@commits
@blueprint.arguments(ProviderSchema)
@blueprint.response(200, CaseSchema)
def pass_on(body: dict[str, Any], referral_id: UUID) -> Case:
    """Passes a referral to a provider of the organisation: unless one is named, to whose turn it is."""
    passed = service.pass_on(current_actor(), referral_id, current_clock(), body["provider_id"])
    return _changed(Capacity.LEAD, passed)


@blueprint.route("/incidents/allocation")
@ALLOCATION
@records_reading
@blueprint.arguments(LinesQuerySchema, location="query")
@blueprint.response(200, LinePageSchema)
def list_allocation(query: dict[str, Any]) -> Page[Line]:
    """What was passed to the provider."""
    return _lines(Capacity.ALLOCATOR, query)


@blueprint.route("/incidents/allocation/<uuid:referral_id>")
@ALLOCATION
@records_reading
@blueprint.etag
@blueprint.response(200, CaseSchema)
def get_allocation_referral(referral_id: UUID) -> Case:
    """One referral, as far as choosing a therapist needs."""
    return _opened(Capacity.ALLOCATOR, referral_id)


@blueprint.route("/incidents/allocation/<uuid:referral_id>/therapist", methods=["POST"])
@ALLOCATION
@commits
@blueprint.arguments(TherapistSchema)
@blueprint.response(200, CaseSchema)
def allocate(body: dict[str, Any], referral_id: UUID) -> Case:
    """Gives a referral to a therapist of the provider."""
    changed = service.allocate(current_actor(), referral_id, body["therapist_id"], current_clock())
    return _changed(Capacity.ALLOCATOR, changed)


@blueprint.route("/incidents/caseload")
@CASELOAD
@records_reading
@blueprint.arguments(LinesQuerySchema, location="query")
@blueprint.response(200, LinePageSchema)
def list_caseload(query: dict[str, Any]) -> Page[Line]:
    """The therapist's own cases."""
    return _lines(Capacity.THERAPIST, query)


@blueprint.route("/incidents/caseload/<uuid:referral_id>")
@CASELOAD
@records_reading
@blueprint.etag
@blueprint.response(200, CaseloadCaseSchema)
def get_case(referral_id: UUID) -> Case:
    """One of the therapist's own cases."""
    return _opened(Capacity.THERAPIST, referral_id)


@blueprint.route(
    f"/incidents/desk/<uuid:referral_id>/{any_way(Capacity.LEAD)}",
    methods=["POST"],
)
@DESK
@commits
@blueprint.arguments(ReasonSchema)
@blueprint.response(200, CaseSchema)
def leave_the_usual_way_at_the_desk(body: dict[str, Any], referral_id: UUID, way: str) -> Case:
    """Asks the manager for something, leads elsewhere, sets aside, closes or opens again, each with a reason."""
    return _taken(Capacity.LEAD, way, referral_id, body)


@blueprint.route(f"/incidents/allocation/<uuid:referral_id>/{any_way(Capacity.ALLOCATOR)}", methods=["POST"])
@ALLOCATION
@commits
@blueprint.arguments(ReasonSchema)
@blueprint.response(204)
def leave_the_usual_way_at_allocation(body: dict[str, Any], referral_id: UUID, way: str) -> None:
    """Hands it back to the incident lead, with a reason; from then on it is not the provider's to see."""
    get_way(Capacity.ALLOCATOR, way).carry_out(current_actor(), referral_id, body["reason"], current_clock())


@blueprint.route(f"/incidents/caseload/<uuid:referral_id>/{any_way(Capacity.THERAPIST)}", methods=["POST"])
@CASELOAD
@commits
@blueprint.arguments(ReasonSchema)
@blueprint.response(200, CaseloadCaseSchema)
def leave_the_usual_way_in_the_caseload(body: dict[str, Any], referral_id: UUID, way: str) -> Case:
    """Closes it early, or opens it again, each with a reason."""
    return _taken(Capacity.THERAPIST, way, referral_id, body)


@blueprint.route("/incidents/desk/<uuid:referral_id>/late", methods=["POST"])
@DESK
@commits
@blueprint.arguments(LateSchema)
@blueprint.response(200, CaseSchema)
def say_why_late_at_the_desk(body: dict[str, Any], referral_id: UUID) -> Case:
    """Says why something was late, by an incident lead."""
    return _said_late(Capacity.LEAD, referral_id, body)


@blueprint.route("/incidents/allocation/<uuid:referral_id>/late", methods=["POST"])
@ALLOCATION
@commits
@blueprint.arguments(LateSchema)
@blueprint.response(200, CaseSchema)
def say_why_late_at_allocation(body: dict[str, Any], referral_id: UUID) -> Case:
    """Says why something was late, by an allocator."""
    return _said_late(Capacity.ALLOCATOR, referral_id, body)


@blueprint.route("/incidents/caseload/<uuid:referral_id>/late", methods=["POST"])
@CASELOAD
@commits
@blueprint.arguments(LateSchema)
@blueprint.response(200, CaseloadCaseSchema)
def say_why_late_in_the_caseload(body: dict[str, Any], referral_id: UUID) -> Case:
    """Says why something was late, by a therapist."""
    return _said_late(Capacity.THERAPIST, referral_id, body)


def _said_late(capacity: Capacity, referral_id: UUID, body: dict[str, Any]) -> Case:
    actor, clock = current_actor(), current_clock()
    service.say_why_late(actor, capacity, referral_id, body["due"], body["reason"], clock)
    return _changed(capacity, get_sent_referral(actor, capacity, referral_id))


def _taken(capacity: Capacity, way: str, referral_id: UUID, body: dict[str, Any]) -> Case:
    taken = get_way(capacity, way)
    return _changed(capacity, taken.carry_out(current_actor(), referral_id, body["reason"], current_clock()))


@blueprint.route("/incidents/desk/<uuid:referral_id>/one-more", methods=["POST"])
@DESK
@commits
@blueprint.arguments(GrantSchema)
@blueprint.response(200, CaseSchema)
def answer_exception(body: dict[str, Any], referral_id: UUID) -> Case:
    """Approves a seventh session, or says no."""
    actor = current_actor()
    service.answer_exception(actor, referral_id, current_clock(), is_granted=body["is_granted"])
    return _changed(Capacity.LEAD, get_sent_referral(actor, Capacity.LEAD, referral_id))


@blueprint.route("/incidents/desk/<uuid:referral_id>/dates", methods=["POST"])
@DESK
@commits
@blueprint.arguments(DateSchema)
@blueprint.response(200, CaseSchema)
def note_date_at_the_desk(body: dict[str, Any], referral_id: UUID) -> Case:
    """Tells the therapist of a date to come."""
    actor = current_actor()
    service.note_key_date(actor, Capacity.LEAD, referral_id, service.DateToCome(**body), current_clock())
    return _changed(Capacity.LEAD, get_sent_referral(actor, Capacity.LEAD, referral_id))
