"""Complaints: made, acknowledged, answered, taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from network.core.commit import commits, records_reading
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.api.blueprint import blueprint
from network.incidents.complaining import ComplaintShown, show_complaints
from network.incidents.marks import about_complaints
from network.incidents.models import Complaint
from network.incidents.permissions import IncidentPermission
from network.incidents.queries.complaints import Reader, list_readers
from network.incidents.schemas.complaints import (
    AnotherReaderSchema,
    ComplaintAnswerSchema,
    ComplaintMadeSchema,
    ComplaintReaderSchema,
    ComplaintSchema,
)

OWN = about_complaints(IncidentPermission.COMPLAIN)
MADE_TO_ONE = about_complaints(IncidentPermission.ANSWER_COMPLAINTS)


def _changed(complaint: Complaint) -> ComplaintShown:
    return show_complaints([complaint])[0]


@blueprint.route("/incidents/own-complaints")
@OWN
@records_reading
@blueprint.response(200, ComplaintSchema(many=True))
def list_own_complaints() -> list[ComplaintShown]:
    """What one complained of here, the latest first."""
    return service.open_own_complaints(current_actor(), current_clock())


@blueprint.route("/incidents/own-complaints/readers")
@OWN
@records_reading
@blueprint.response(200, ComplaintReaderSchema(many=True))
def list_complaint_readers() -> list[Reader]:
    """To whom one can complain."""
    service.open_complaint_form(current_actor(), current_clock())
    return list_readers(current_actor(), current_clock())


@blueprint.route("/incidents/own-complaints", methods=["POST"])
@OWN
@commits
@blueprint.arguments(ComplaintMadeSchema)
@blueprint.response(201, ComplaintSchema)
def make_complaint(body: dict[str, Any]) -> ComplaintShown:
    """Complains of the support to one lead, whom one chooses."""
    return _changed(service.make_complaint(current_actor(), body["reader_id"], body["words"], current_clock()))


@blueprint.route("/incidents/own-complaints/<uuid:complaint_id>/reader", methods=["PUT"])
@OWN
@commits
@blueprint.arguments(AnotherReaderSchema)
@blueprint.response(200, ComplaintSchema)
def choose_another_reader(body: dict[str, Any], complaint_id: UUID) -> ComplaintShown:
    """Gives it to another lead, where who was chosen leads no more."""
    return _changed(service.choose_another_reader(current_actor(), complaint_id, body["reader_id"], current_clock()))


@blueprint.route("/incidents/own-complaints/<uuid:complaint_id>/take-back", methods=["POST"])
@OWN
@commits
@blueprint.response(200, ComplaintSchema)
def take_back_complaint(complaint_id: UUID) -> ComplaintShown:
    """Takes it back, which deletes its words."""
    return _changed(service.take_back_complaint(current_actor(), complaint_id, current_clock()))


@blueprint.route("/incidents/complaints")
@MADE_TO_ONE
@records_reading
@blueprint.response(200, ComplaintSchema(many=True))
def list_complaints() -> list[ComplaintShown]:
    """The complaints that were made to oneself, the latest first."""
    return service.open_complaints(current_actor(), current_clock())


@blueprint.route("/incidents/complaints/<uuid:complaint_id>")
@MADE_TO_ONE
@records_reading
@blueprint.response(200, ComplaintSchema)
def get_complaint(complaint_id: UUID) -> ComplaintShown:
    """One of them."""
    return service.open_complaint(current_actor(), complaint_id, current_clock())


@blueprint.route("/incidents/complaints/<uuid:complaint_id>/acknowledge", methods=["POST"])
@MADE_TO_ONE
@commits
@blueprint.response(200, ComplaintSchema)
def acknowledge_complaint(complaint_id: UUID) -> ComplaintShown:
    """Says that one has read it."""
    return _changed(service.acknowledge_complaint(current_actor(), complaint_id, current_clock()))


@blueprint.route("/incidents/complaints/<uuid:complaint_id>/answer", methods=["POST"])
@MADE_TO_ONE
@commits
@blueprint.arguments(ComplaintAnswerSchema)
@blueprint.response(200, ComplaintSchema)
def answer_complaint(body: dict[str, Any], complaint_id: UUID) -> ComplaintShown:
    """Answers it."""
    return _changed(service.answer_complaint(current_actor(), complaint_id, body["answer"], current_clock()))
