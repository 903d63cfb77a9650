"""Support for others who are affected: offered, answered, taken up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from network.core.commit import commits, records_reading
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.api.blueprint import blueprint
from network.incidents.marks import about, about_referrals
from network.incidents.offering import OwnOffer, find_own_offer, list_wishes
from network.incidents.rules.offers import said_of
from network.incidents.rules.readers import Capacity
from network.incidents.schemas.offers import (
    HowManyOfferedSchema,
    OfferAnsweredSchema,
    OfferByManagerSchema,
    OfferToColleagueSchema,
    OwnOfferSchema,
    WishesListSchema,
)

OWN = about("offer", Capacity.STAFF_MEMBER)
DESK = about("offer", Capacity.LEAD)


@blueprint.route("/incidents/referrals/<uuid:referral_id>/colleagues", methods=["POST"])
@about_referrals(Capacity.REFERRER)
@commits
@blueprint.arguments(OfferByManagerSchema)
@blueprint.response(200, HowManyOfferedSchema)
def offer_to_colleague_of_own_team(body: dict[str, Any], referral_id: UUID) -> dict[str, str]:
    """Offers support to one colleague, by the manager who talked with their team."""
    actor, clock = current_actor(), current_clock()
    return {"said": said_of(service.offer_support(actor, Capacity.REFERRER, referral_id, clock=clock, **body))}


@blueprint.route("/incidents/caseload/<uuid:referral_id>/colleagues", methods=["POST"])
@about_referrals(Capacity.THERAPIST)
@commits
@blueprint.arguments(OfferToColleagueSchema)
@blueprint.response(200, HowManyOfferedSchema)
def offer_to_colleague(body: dict[str, Any], referral_id: UUID) -> dict[str, str]:
    """Offers support to one colleague, by the therapist who spoke with the manager."""
    actor, clock = current_actor(), current_clock()
    return {"said": said_of(service.offer_support(actor, Capacity.THERAPIST, referral_id, body["email"], clock))}


@blueprint.route("/incidents/offer")
@OWN
@records_reading
@blueprint.response(200, OwnOfferSchema)
def get_offer() -> OwnOffer | dict[str, Any]:
    """What was offered to oneself."""
    return service.open_offer(current_actor(), current_clock()) or _nothing()


@blueprint.route("/incidents/offer", methods=["POST"])
@OWN
@commits
@blueprint.arguments(OfferAnsweredSchema)
@blueprint.response(200, OwnOfferSchema)
def answer_offer(body: dict[str, Any]) -> OwnOffer | dict[str, Any]:
    """Answers it. Only a yes is told, and to the incident leads alone."""
    actor, clock = current_actor(), current_clock()
    service.answer_offer(actor, body["answer"], clock)
    return find_own_offer(actor, clock) or _nothing()


@blueprint.route("/incidents/wishes")
@DESK
@records_reading
@blueprint.response(200, WishesListSchema)
def list_all_wishes() -> dict[str, Any]:
    """Who said yes and was not contacted yet."""
    return {"items": service.open_wishes(current_actor(), current_clock())}


@blueprint.route("/incidents/wishes/<uuid:offer_id>/taken-up", methods=["POST"])
@DESK
@commits
@blueprint.response(200, WishesListSchema)
def take_up_wish(offer_id: UUID) -> dict[str, Any]:
    """Says that one has got in touch."""
    actor, clock = current_actor(), current_clock()
    service.take_up_wish(actor, offer_id, clock)
    return {"items": list_wishes(actor, clock)}


def _nothing() -> dict[str, Any]:
    return {"answer": None, "is_taken_up": False, "kept_until": None}
