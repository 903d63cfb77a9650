"""Another manager follows: handed over, said, agreed to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from network.core.commit import commits, records_reading
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.api.blueprint import blueprint
from network.incidents.case_reading import case_for
from network.incidents.cases import Case
from network.incidents.marks import about_referrals
from network.incidents.models import Referral
from network.incidents.queries.succession import HandedOver
from network.incidents.rules.readers import Capacity
from network.incidents.schemas import OwnCaseSchema
from network.incidents.schemas.succession import HandedOverSchema, HandoverAnswerSchema, NewManagerSchema

OWN = about_referrals(Capacity.STAFF_MEMBER)
MINE = about_referrals(Capacity.REFERRER)


def _changed(referral: Referral) -> Case:
    return case_for(current_actor(), referral, Capacity.STAFF_MEMBER)


@blueprint.route("/incidents/handed-over")
@MINE
@records_reading
@blueprint.response(200, HandedOverSchema(many=True))
def list_handed_over() -> list[HandedOver]:
    """What one wrote and handed over to another manager, the latest first."""
    return service.open_handed_over(current_actor(), current_clock())


@blueprint.route("/incidents/referrals/<uuid:referral_id>/hand-over", methods=["POST"])
@MINE
@commits
@blueprint.arguments(NewManagerSchema)
@blueprint.response(204)
def hand_over(body: dict[str, Any], referral_id: UUID) -> None:
    """Hands a referral over to another manager, who sees nothing of it until the person agrees."""
    service.hand_over(current_actor(), referral_id, service.NewManager(**body), current_clock())


@blueprint.route("/incidents/mine/<uuid:referral_id>/manager", methods=["POST"])
@OWN
@commits
@blueprint.arguments(NewManagerSchema)
@blueprint.response(200, OwnCaseSchema)
def name_manager(body: dict[str, Any], referral_id: UUID) -> Case:
    """Says who one's manager is now."""
    return _changed(service.name_manager(current_actor(), referral_id, service.NewManager(**body), current_clock()))


@blueprint.route("/incidents/mine/<uuid:referral_id>/manager/answer", methods=["POST"])
@OWN
@commits
@blueprint.arguments(HandoverAnswerSchema)
@blueprint.response(200, OwnCaseSchema)
def answer_handover(body: dict[str, Any], referral_id: UUID) -> Case:
    """Agrees to the manager who follows, or says that nobody does."""
    return _changed(service.answer_handover(current_actor(), referral_id, current_clock(), agrees=body["agrees"]))
