"""What people can give, and whom other partners may ask."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from network.core.commit import commits
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.tailoring.api.blueprint import blp
from network.tailoring.models import GivingOffer
from network.tailoring.permissions import TailoringPermission
from network.tailoring.queries import offers as queries
from network.tailoring.queries.requests import people_of
from network.tailoring.rules.offers import OfferDraft
from network.tailoring.schemas import KeepOfferSchema, LendSchema, OfferListSchema, OfferSchema, PauseSchema
from network.tailoring.service import offers as service

OWN = "/training-offers/own"
_LISTS: Final = ("courses", "sectors", "places", "modes", "weekdays")
_NOTHING: Final[dict[str, Any]] = {
    **dict.fromkeys(("id", "from_on", "until_on", "most_a_quarter", "for_others", "lent_at")),
    "experience": "",
    "is_paused": False,
    "version": 0,
}
"""What is said where nobody has said anything: what changes it names this version."""


def _shown(offer: GivingOffer, name: str) -> dict[str, Any]:
    said = queries.draft_of(offer)
    kept = {field: getattr(said, field) for field in OfferDraft.__slots__}
    return {
        **kept,
        **{field: getattr(offer, field) for field in ("id", "lent_at", "is_paused", "version")},
        "name": name,
    }


def _own(offer: GivingOffer | None) -> dict[str, Any]:
    if offer is None:
        name = people_of([current_actor().user_id])[current_actor().user_id].name
        return {**dict.fromkeys(_LISTS, ()), **_NOTHING, "name": name}
    return _shown(offer, people_of([offer.user_id])[offer.user_id].name)


@blp.route(OWN)
@requires(TailoringPermission.KEEP_OFFER)
@blp.etag
@blp.response(200, OfferSchema)
def show_own_offer() -> dict[str, Any]:
    """What one can give oneself; of version 0 where one has said nothing yet."""
    return _own(queries.find_own(current_actor()))


@blp.route(OWN, methods=["PUT"])
@requires(TailoringPermission.KEEP_OFFER)
@commits
@blp.etag
@blp.arguments(KeepOfferSchema)
@blp.response(200, OfferSchema)
def keep_offer(body: dict[str, Any]) -> dict[str, Any]:
    """Say it, whole, or for the first time."""
    actor = current_actor()
    seen = queries.find_own(actor)
    blp.check_etag(_own(seen), OfferSchema)
    lists = {name: tuple(body[name]) for name in _LISTS}
    draft = OfferDraft(**{**body, **lists})
    return _own(service.keep_offer(actor, draft, seen.version if seen is not None else 0, current_clock()))


@blp.route(f"{OWN}/pause", methods=["PUT"])
@requires(TailoringPermission.KEEP_OFFER)
@commits
@blp.arguments(PauseSchema)
@blp.response(200, OfferSchema)
def pause_offer(body: dict[str, Any]) -> dict[str, Any]:
    """Pause it, or offer it again."""
    change = service.pause_offer if body["is_paused"] else service.resume_offer
    return _own(change(current_actor(), current_clock()))


@blp.route("/training-offers")
@requires(TailoringPermission.LEND)
@blp.response(200, OfferListSchema)
def list_offers() -> dict[str, Any]:
    """The offers of one's own organisation, by name."""
    return {"items": [_shown(line.offer, line.name) for line in queries.list_offers(current_actor())]}


@blp.route("/training-offers/<uuid:offer_id>/lending", methods=["PUT"])
@requires(TailoringPermission.LEND)
@commits
@blp.arguments(LendSchema)
@blp.response(200, OfferSchema)
def lend(body: dict[str, Any], offer_id: UUID) -> dict[str, Any]:
    """Say whether other partners may ask for somebody."""
    change = service.lend if body["is_lent"] else service.keep_at_home
    return _own(change(current_actor(), offer_id, current_clock()))
