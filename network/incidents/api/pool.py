"""Leads whom small organisations share, for programs: one's own offer, those who offer, and asking one of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from network.core.api import PageQuerySchema, page_of
from network.core.commit import commits
from network.core.guard import requires
from network.core.pagination import Page
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.api.blueprint import blueprint
from network.incidents.models import PooledLead
from network.incidents.permissions import IncidentPermission
from network.incidents.queries import pool
from network.incidents.queries.pool import PoolLine
from network.incidents.schemas.pool import OfferToLeadSchema, PooledLeadSchema


@blueprint.route("/incidents/pool/own")
@requires(IncidentPermission.OFFER_TO_LEAD)
@blueprint.response(200, OfferToLeadSchema)
def get_offer_to_lead() -> dict[str, Any]:
    """Whether the key's person offers to lead for small partners too, and since when."""
    return _as_shown(pool.find_own_offer(current_actor()))


@blueprint.route("/incidents/pool/own", methods=["PUT"])
@requires(IncidentPermission.OFFER_TO_LEAD)
@commits
@blueprint.response(200, OfferToLeadSchema)
def offer_to_lead() -> dict[str, Any]:
    """Offers it; a second time says no more."""
    return _as_shown(service.offer_to_lead(current_actor(), current_clock()))


@blueprint.route("/incidents/pool/own", methods=["DELETE"])
@requires(IncidentPermission.OFFER_TO_LEAD)
@commits
@blueprint.response(204)
def take_back_offer() -> None:
    """Takes it back; nothing where there is none."""
    service.take_back_offer(current_actor(), current_clock())


@blueprint.route("/incidents/pool")
@requires(IncidentPermission.ASK_FOR_LEADS)
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, page_of(PooledLeadSchema))
def list_pool(asked: dict[str, Any]) -> Page[PoolLine]:
    """Who offers to lead for a small organisation, the oldest offer first. 404 for one that is not small."""
    return pool.list_pool(current_actor(), current_clock(), asked["page"], asked["page_size"])


@blueprint.route("/incidents/pool/<uuid:offer_id>/ask", methods=["POST"])
@requires(IncidentPermission.ASK_FOR_LEADS)
@commits
@blueprint.response(200, PooledLeadSchema)
def ask_to_lead(offer_id: UUID) -> PoolLine:
    """Sends one of them the ordinary invitation, which they accept or leave."""
    return service.ask_to_lead(current_actor(), offer_id, current_clock())


def _as_shown(offer: PooledLead | None) -> dict[str, Any]:
    return {"is_offered": offer is not None, "offered_at": offer.offered_at if offer else None}
