"""Asking therapists, for allocators and for therapists; a therapist's room and week."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from network.core.commit import commits, records_reading
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.api.blueprint import blueprint
from network.incidents.case_reading import case_for
from network.incidents.cases import Case
from network.incidents.marks import about, about_referrals
from network.incidents.models import Referral
from network.incidents.queries.referrals import get_sent_referral
from network.incidents.rules.readers import Capacity
from network.incidents.schemas import CaseloadCaseSchema
from network.incidents.schemas.asking import (
    AskedCaseSchema,
    AskedListSchema,
    AskingSchema,
    AskSchema,
    NewTieSchema,
    OwnRoomSchema,
    RoomSchema,
    TurnDownSchema,
    WeekQuerySchema,
    WeekSchema,
)

ALLOCATION, ASKED = about_referrals(Capacity.ALLOCATOR), about_referrals(Capacity.ASKED)
CASELOAD, OWN_ROOM = about_referrals(Capacity.THERAPIST), about("therapist", Capacity.THERAPIST)


def _asking(referral: Referral) -> service.Asking:
    return service.read_asking(current_actor(), referral, current_clock())


@blueprint.route("/incidents/allocation/<uuid:referral_id>/ask")
@ALLOCATION
@records_reading
@blueprint.response(200, AskingSchema)
def get_asking(referral_id: UUID) -> service.Asking:
    """Who can be asked about a referral, best first, and who was."""
    actor = current_actor()
    service.open_case(actor, Capacity.ALLOCATOR, referral_id, current_clock())
    return _asking(get_sent_referral(actor, Capacity.ALLOCATOR, referral_id))


@blueprint.route("/incidents/allocation/<uuid:referral_id>/ask", methods=["POST"])
@ALLOCATION
@commits
@blueprint.arguments(AskSchema)
@blueprint.response(200, AskingSchema)
def ask_therapists(body: dict[str, Any], referral_id: UUID) -> service.Asking:
    """Asks therapists, one after the other."""
    return _asking(service.ask_therapists(current_actor(), referral_id, body["therapist_ids"], current_clock()))


@blueprint.route("/incidents/allocation/<uuid:referral_id>/ask/stop", methods=["POST"])
@ALLOCATION
@commits
@blueprint.response(200, AskingSchema)
def stop_asking(referral_id: UUID) -> service.Asking:
    """Asks nobody any more."""
    return _asking(service.stop_asking(current_actor(), referral_id, current_clock()))


@blueprint.route("/incidents/asked")
@ASKED
@records_reading
@blueprint.response(200, AskedListSchema)
def list_asked() -> dict[str, Any]:
    """What the therapist is asked about."""
    return {"asked": service.open_asked(current_actor(), current_clock())}


@blueprint.route("/incidents/asked/<uuid:referral_id>")
@ASKED
@records_reading
@blueprint.response(200, AskedCaseSchema)
def get_asked(referral_id: UUID) -> Case:
    """One of them, as far as saying whether one knows somebody needs."""
    return service.open_asked_referral(current_actor(), referral_id, current_clock())[0]


@blueprint.route("/incidents/asked/<uuid:referral_id>/accept", methods=["POST"])
@ASKED
@commits
@blueprint.response(200, CaseloadCaseSchema)
def accept(referral_id: UUID) -> Case:
    """Takes it on."""
    actor = current_actor()
    return case_for(actor, service.accept(actor, referral_id, current_clock()), Capacity.THERAPIST)


@blueprint.route("/incidents/asked/<uuid:referral_id>/no", methods=["POST"])
@ASKED
@commits
@blueprint.arguments(TurnDownSchema)
@blueprint.response(204)
def turn_down(body: dict[str, Any], referral_id: UUID) -> None:
    """Says no; the next therapist is asked."""
    service.turn_down(current_actor(), referral_id, body["reason"], current_clock())


@blueprint.route("/incidents/week")
@CASELOAD
@records_reading
@blueprint.arguments(WeekQuerySchema, location="query")
@blueprint.response(200, WeekSchema)
def get_week(query: dict[str, Any]) -> service.Week:
    """What is booked and due for the therapist in a week."""
    return service.open_week(current_actor(), query["day"], current_clock())


@blueprint.route("/incidents/room")
@OWN_ROOM
@records_reading
@blueprint.response(200, OwnRoomSchema)
def get_room() -> service.OwnRoom:
    """How much room the therapist has, and whom they know."""
    return service.open_room(current_actor(), current_clock())


@blueprint.route("/incidents/room", methods=["PUT"])
@OWN_ROOM
@commits
@blueprint.arguments(RoomSchema)
@blueprint.response(204)
def say_room(body: dict[str, Any]) -> None:
    """Says how much room the therapist has."""
    service.say_room(current_actor(), body["places"], body["away_until"], current_clock())


@blueprint.route("/incidents/room/ties", methods=["POST"])
@OWN_ROOM
@commits
@blueprint.arguments(NewTieSchema)
@blueprint.response(204)
def tie(body: dict[str, Any]) -> None:
    """Says what ties the therapist to an organisation."""
    service.tie(current_actor(), body["tied_to_id"], body["connection"], current_clock())


@blueprint.route("/incidents/room/ties/<uuid:tie_id>", methods=["DELETE"])
@OWN_ROOM
@commits
@blueprint.response(204)
def untie(tie_id: UUID) -> None:
    """Takes one of these back."""
    service.untie(current_actor(), tie_id, current_clock())
