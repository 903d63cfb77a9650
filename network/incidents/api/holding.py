"""What will be deleted next month, and what is held."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from network.core.commit import commits, records_reading
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.api.blueprint import blueprint
from network.incidents.kept import Kept
from network.incidents.marks import about_referrals
from network.incidents.models import LegalHold
from network.incidents.rules.readers import Capacity
from network.incidents.schemas.holding import HoldSchema, KeptSchema

DESK = about_referrals(Capacity.LEAD)


@blueprint.route("/incidents/kept")
@DESK
@records_reading
@blueprint.response(200, KeptSchema)
def list_kept() -> Kept:
    """What goes within 31 days, by day: references, and nobody's name."""
    return service.open_kept(current_actor(), current_clock())


@blueprint.route("/incidents/desk/<uuid:referral_id>/hold", methods=["POST"])
@DESK
@commits
@blueprint.arguments(HoldSchema)
@blueprint.response(200, HoldSchema)
def set_hold(body: dict[str, Any], referral_id: UUID) -> LegalHold:
    """Nothing of it is deleted until a day."""
    return service.set_hold(current_actor(), referral_id, body["reason"], body["until_on"], current_clock())


@blueprint.route("/incidents/desk/<uuid:referral_id>/hold/lift", methods=["POST"])
@DESK
@commits
@blueprint.response(204)
def lift_hold(referral_id: UUID) -> None:
    """The usual days count again."""
    service.lift_hold(current_actor(), referral_id, current_clock())
