"""Offers of support to colleagues: who sees which, and how many there were (CI-9)."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, false, func, select

from network.accounts.public import find_person
from network.core import crypto
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped, system_scope
from network.incidents.models import ColleagueOffer, Referral
from network.incidents.permissions import RIGHT_OF
from network.incidents.rules.offers import OFFER_KEPT
from network.incidents.rules.readers import Capacity

OFFER_MARK: Final = "colleague_offer.address"


def visible_offers(actor: Actor, capacity: Capacity, now: datetime) -> Select[ColleagueOffer]:
    """The one statement of who sees which offer: nobody without the right, and none that has lapsed.

    Whoever was asked sees what was sent to their own address; an incident lead, what was answered in their
    organisation, of which they are shown each yes. Whoever made an offer never sees it again.
    """
    offers = scoped(select(ColleagueOffer), actor, ColleagueOffer).where(
        ColleagueOffer.organisation_id == actor.organisation_id, ColleagueOffer.offered_at > now - OFFER_KEPT
    )
    if not actor.can(RIGHT_OF[capacity]):
        return offers.where(false())
    match capacity:
        case Capacity.STAFF_MEMBER:
            return offers.where(ColleagueOffer.address_mark.in_(_own_marks(actor)))
        case Capacity.LEAD:
            return offers.where(ColleagueOffer.answered_at.is_not(None), ColleagueOffer.taken_up_at.is_(None))
        case _:
            return offers.where(false())


def _own_marks(actor: Actor) -> list[bytes]:
    person = find_person(actor.user_id)
    return crypto.marks_of(person.email.lower(), actor.organisation_id, OFFER_MARK) if person is not None else []


def list_own_offers(actor: Actor, clock: Clock) -> list[ColleagueOffer]:
    """What was offered to the actor’s own address and has not lapsed, the latest first. Three queries."""
    own = visible_offers(actor, Capacity.STAFF_MEMBER, clock.now())
    return list(db.session.scalars(own.order_by(ColleagueOffer.offered_at.desc(), ColleagueOffer.id)))


def list_answered_offers(actor: Actor, clock: Clock) -> list[ColleagueOffer]:
    """What was answered and not taken up yet, for an incident lead, the earliest answer first."""
    answered = visible_offers(actor, Capacity.LEAD, clock.now())
    return list(db.session.scalars(answered.order_by(ColleagueOffer.answered_at, ColleagueOffer.id)))


def count_offers(organisation_id: UUID, referral_id: UUID) -> int:
    """To how many addresses support was offered in the course of a referral, as long as they are kept."""
    with system_scope(db.session(), "how many were offered support, and none of them") as system:
        offers = scoped(select(func.count(ColleagueOffer.id)), system, ColleagueOffer)
        counted = offers.where(
            ColleagueOffer.organisation_id == organisation_id, ColleagueOffer.referral_id == referral_id
        )
        return db.session.scalar(counted) or 0


def find_offer_id(referral: Referral, address: str) -> UUID | None:
    """The offer to this address that there is already in the course of a referral; None where there is none."""
    marks = crypto.marks_of(address, referral.organisation_id, OFFER_MARK)
    with system_scope(db.session(), "whether a colleague was asked already") as system:
        offers = scoped(select(ColleagueOffer.id), system, ColleagueOffer)
        return db.session.scalar(
            offers.where(ColleagueOffer.referral_id == referral.id, ColleagueOffer.address_mark.in_(marks))
        )
