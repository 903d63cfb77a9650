"""For those who act on a referral: the incident lead, the provider's allocator, the therapist."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from network.core.api import PageQuerySchema, fields_named
from network.core.commit import commits, records_reading
from network.core.pagination import Page
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.api.blueprint import blueprint
from network.incidents.cases import Case, case_for
from network.incidents.marks import about_referrals
from network.incidents.models import Referral
from network.incidents.queries.referrals import Line
from network.incidents.rules.readers import Capacity
from network.incidents.schemas import CaseSchema, LinePageSchema, MeetingSchema, TherapistSchema

DESK = about_referrals(Capacity.LEAD)
ALLOCATION = about_referrals(Capacity.ALLOCATOR)
CASELOAD = about_referrals(Capacity.THERAPIST)


def _lines(capacity: Capacity, query: dict[str, int]) -> Page[Line]:
    actor, clock = current_actor(), current_clock()
    return service.list_referrals(actor, capacity, clock, number=query["page"], size=query["page_size"])


def _opened(capacity: Capacity, referral_id: UUID) -> Case:
    return service.open_case(current_actor(), capacity, referral_id, current_clock())


def _changed(capacity: Capacity, referral: Referral) -> Case:
    return case_for(current_actor(), referral, capacity)


@blueprint.route("/incidents/desk")
@DESK
@records_reading
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, LinePageSchema)
def list_desk(query: dict[str, int]) -> Page[Line]:
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


@blueprint.route("/incidents/desk/<uuid:referral_id>/pass-on", methods=["POST"])
@DESK
@commits
@blueprint.response(200, CaseSchema)
def pass_on(referral_id: UUID) -> Case:
    """Passes a referral to the organisation's provider."""
    return _changed(Capacity.LEAD, service.pass_on(current_actor(), referral_id, current_clock()))


@blueprint.route("/incidents/allocation")
@ALLOCATION
@records_reading
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, LinePageSchema)
def list_allocation(query: dict[str, int]) -> Page[Line]:
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
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, LinePageSchema)
def list_caseload(query: dict[str, int]) -> Page[Line]:
    """The therapist's own cases."""
    return _lines(Capacity.THERAPIST, query)


@blueprint.route("/incidents/caseload/<uuid:referral_id>")
@CASELOAD
@records_reading
@blueprint.etag
@blueprint.response(200, CaseSchema)
def get_case(referral_id: UUID) -> Case:
    """One of the therapist's own cases."""
    return _opened(Capacity.THERAPIST, referral_id)


@blueprint.route("/incidents/caseload/<uuid:referral_id>/meeting", methods=["POST"])
@CASELOAD
@commits
@blueprint.arguments(MeetingSchema)
@blueprint.response(200, CaseSchema)
def book_meeting(body: dict[str, Any], referral_id: UUID) -> Case:
    """Books the first meeting, or moves it."""
    with fields_named(day="at", time="at"):
        changed = service.book_meeting(current_actor(), referral_id, body["at"], body["mode"], current_clock())
    return _changed(Capacity.THERAPIST, changed)


@blueprint.route("/incidents/caseload/<uuid:referral_id>/manager-contact", methods=["POST"])
@CASELOAD
@commits
@blueprint.response(200, CaseSchema)
def note_manager_contact(referral_id: UUID) -> Case:
    """Says that the therapist has spoken with the manager."""
    return _changed(Capacity.THERAPIST, service.note_manager_contact(current_actor(), referral_id, current_clock()))


@blueprint.route("/incidents/caseload/<uuid:referral_id>/begin", methods=["POST"])
@CASELOAD
@commits
@blueprint.response(200, CaseSchema)
def begin_support(referral_id: UUID) -> Case:
    """Says that the first meeting was held."""
    return _changed(Capacity.THERAPIST, service.begin_support(current_actor(), referral_id, current_clock()))


@blueprint.route("/incidents/caseload/<uuid:referral_id>/end", methods=["POST"])
@CASELOAD
@commits
@blueprint.response(200, CaseSchema)
def end_support(referral_id: UUID) -> Case:
    """Says that support has ended."""
    return _changed(Capacity.THERAPIST, service.end_support(current_actor(), referral_id, current_clock()))
