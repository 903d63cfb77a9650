"""An offer as whoever was asked sees it, and a wish as an incident lead does: sealed between them (CI-9, B24)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from network.core import crypto
from network.core.actor import Actor
from network.core.clock import LONDON, Clock, local_date
from network.incidents.models import ColleagueOffer
from network.incidents.queries.offers import list_answered_offers, list_own_offers
from network.incidents.queries.people import names_of_addresses
from network.incidents.rules.offers import OfferAnswer, as_answered, as_kept, offer_ends_at


@dataclass(frozen=True, slots=True)
class OwnOffer:
    """What somebody is shown of what was offered to them: nothing of who else was, or why."""

    answer: OfferAnswer | None
    is_taken_up: bool
    """Whether an incident lead has said that they got in touch; the answer then stands."""
    kept_until: date


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody who would like to be contacted: what an incident lead needs, and nothing more."""

    id: UUID
    name: str
    email: str
    since: datetime


def seal_answer(offer: ColleagueOffer, answer: OfferAnswer, clock: Clock) -> None:
    """Keeps what somebody answered."""
    offer.answer_sealed = crypto.seal(as_kept(answer), offer.place_of("answer"), clock)
    offer.answered_at = clock.now()


def find_own_offer(actor: Actor, clock: Clock) -> OwnOffer | None:
    """What was offered to the actor, however many offered it; None where nothing was, or all of it has lapsed."""
    offers = list_own_offers(actor, clock)
    if not offers:
        return None
    said = next((each for each in offers if each.answer_sealed is not None), None)
    return OwnOffer(
        answer=_answer_of([said])[said.id] if said is not None else None,
        is_taken_up=any(each.taken_up_at is not None for each in offers),
        kept_until=local_date(offer_ends_at(offers[0].offered_at), LONDON),
    )


def list_wishes(actor: Actor, clock: Clock) -> list[Wish]:
    """Who said yes and was not contacted yet, the earliest first, each of them once. Three queries."""
    offers = list_answered_offers(actor, clock)
    answers = _answer_of(offers)
    wished = [each for each in offers if answers[each.id] is OfferAnswer.YES]
    addresses = crypto.unseal_all({each.place_of("address"): each.address_sealed for each in wished})
    names = names_of_addresses(addresses.values())
    wishes: dict[str, Wish] = {}
    for offer in wished:
        email = addresses[offer.place_of("address")]
        since = offer.answered_at or offer.offered_at
        wishes.setdefault(email, Wish(offer.id, names.get(email, email), email, since))
    return list(wishes.values())


def _answer_of(offers: list[ColleagueOffer]) -> dict[UUID, OfferAnswer]:
    boxes = {each.place_of("answer"): each.answer_sealed for each in offers if each.answer_sealed is not None}
    opened = crypto.unseal_all(boxes)
    return {place.row_id: as_answered(kept) for place, kept in opened.items()}
