"""For the person referred: everything that is held on them, and their answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from network.core.api import PageQuerySchema
from network.core.commit import commits, records_reading
from network.core.pagination import Page
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.api.blueprint import blueprint
from network.incidents.case_reading import case_for
from network.incidents.cases import Case
from network.incidents.marks import about_referrals
from network.incidents.models import Referral
from network.incidents.own_record import Told
from network.incidents.queries.lines import Line
from network.incidents.queries.referrals import get_sent_referral
from network.incidents.rules.pausing import PauseLength
from network.incidents.rules.readers import Capacity
from network.incidents.schemas import (
    CommentSchema,
    CorrectionSchema,
    GoAheadSchema,
    LinePageSchema,
    OwnCaseSchema,
    OwnPauseSchema,
    ToldSchema,
    WishesSchema,
)

OWN = about_referrals(Capacity.STAFF_MEMBER)


def _changed(referral: Referral) -> Case:
    return case_for(current_actor(), referral, Capacity.STAFF_MEMBER)


@blueprint.route("/incidents/mine")
@OWN
@records_reading
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, LinePageSchema)
def list_own(query: dict[str, int]) -> Page[Line]:
    """The referrals about oneself."""
    actor, clock = current_actor(), current_clock()
    return service.list_referrals(actor, Capacity.STAFF_MEMBER, clock, number=query["page"], size=query["page_size"])


@blueprint.route("/incidents/mine/<uuid:referral_id>")
@OWN
@records_reading
@blueprint.etag
@blueprint.response(200, OwnCaseSchema)
def get_own(referral_id: UUID) -> Case:
    """Everything that is held, and who else opened it."""
    return service.open_case(current_actor(), Capacity.STAFF_MEMBER, referral_id, current_clock())


@blueprint.route("/incidents/mine/<uuid:referral_id>/story")
@OWN
@records_reading
@blueprint.response(200, ToldSchema(many=True))
def list_own_story(referral_id: UUID) -> list[Told]:
    """What happened so far, in order, and who was told of each step."""
    return list(service.open_own_record(current_actor(), referral_id, current_clock()).story)


@blueprint.route("/incidents/mine/<uuid:referral_id>/correction", methods=["POST"])
@OWN
@commits
@blueprint.arguments(CorrectionSchema)
@blueprint.response(200, OwnCaseSchema)
def correct(body: dict[str, Any], referral_id: UUID) -> Case:
    """Puts one's own words beside what was written."""
    return _changed(service.correct(current_actor(), referral_id, body["correction"], current_clock()))


@blueprint.route("/incidents/mine/<uuid:referral_id>/contact", methods=["POST"])
@OWN
@commits
@blueprint.arguments(WishesSchema)
@blueprint.response(200, OwnCaseSchema)
def set_wishes(body: dict[str, Any], referral_id: UUID) -> Case:
    """Says how one wishes to be reached and met."""
    wishes = service.WishesForContact(**body)
    return _changed(service.set_wishes(current_actor(), referral_id, wishes, current_clock()))


@blueprint.route("/incidents/mine/<uuid:referral_id>/go-ahead", methods=["POST"])
@OWN
@commits
@blueprint.arguments(GoAheadSchema)
@blueprint.response(200, OwnCaseSchema)
def go_ahead(body: dict[str, Any], referral_id: UUID) -> Case:
    """Says that it can go to the provider."""
    return _changed(service.go_ahead(current_actor(), referral_id, current_clock(), has_read=body["has_read"]))


@blueprint.route("/incidents/mine/<uuid:referral_id>/pause", methods=["POST"])
@OWN
@commits
@blueprint.arguments(OwnPauseSchema)
@blueprint.response(200, OwnCaseSchema)
def pause(body: dict[str, Any], referral_id: UUID) -> Case:
    """Takes a pause, in which nobody contacts one."""
    return _changed(service.pause(current_actor(), referral_id, PauseLength(body["weeks"]), current_clock()))


@blueprint.route("/incidents/mine/<uuid:referral_id>/go-on", methods=["POST"])
@OWN
@commits
@blueprint.response(200, OwnCaseSchema)
def end_pause(referral_id: UUID) -> Case:
    """Ends a pause before its last day."""
    return _changed(service.end_pause(current_actor(), referral_id, current_clock()))


@blueprint.route("/incidents/mine/<uuid:referral_id>/no", methods=["POST"])
@OWN
@commits
@blueprint.response(200, OwnCaseSchema)
def decline(referral_id: UUID) -> Case:
    """Says no, without a reason."""
    return _changed(service.decline(current_actor(), referral_id, current_clock()))


@blueprint.route("/incidents/mine/<uuid:referral_id>/change-mind", methods=["POST"])
@OWN
@commits
@blueprint.response(200, OwnCaseSchema)
def change_mind(referral_id: UUID) -> Case:
    """Takes a no back."""
    return _changed(service.change_mind(current_actor(), referral_id, current_clock()))


@blueprint.route("/incidents/mine/<uuid:referral_id>/summary", methods=["POST"])
@OWN
@commits
@blueprint.arguments(CommentSchema)
@blueprint.response(200, OwnCaseSchema)
def comment_on_summary(body: dict[str, Any], referral_id: UUID) -> Case:
    """Says that one has read the closing summary, and perhaps something of it."""
    actor = current_actor()
    service.comment_on_summary(actor, referral_id, body["comment"], current_clock())
    return _changed(get_sent_referral(actor, Capacity.STAFF_MEMBER, referral_id))
