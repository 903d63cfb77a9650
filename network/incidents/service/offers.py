"""Support for others who are affected: offered one by one, answered privately, by each for themselves (CI-9)."""

from __future__ import annotations

from uuid import UUID, uuid4

from network.accounts.public import find_person, find_user_id, holds_role, invite_privately
from network.core import audit, crypto, outbox
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import Conflict, NotFound, RuleBroken
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.incidents.messages import DeskChanged, SupportOffered
from network.incidents.models import ColleagueOffer, Referral
from network.incidents.offering import OwnOffer, Wish, find_own_offer, list_wishes, seal_answer
from network.incidents.queries.offers import (
    OFFER_MARK,
    count_offers,
    find_offer_id,
    list_answered_offers,
    list_own_offers,
)
from network.incidents.queries.people import list_handlers
from network.incidents.queries.referrals import hold_referral
from network.incidents.rules.offers import OfferAnswer, check_address, check_talked
from network.incidents.rules.quiet import when_to_write
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import is_closed
from network.incidents.sealing import read_particulars
from network.incidents.service.steps import note

ENTITY = "offer"
WISHES = "/support/wishes"


def offer_support(
    actor: Actor, capacity: Capacity, referral_id: UUID, email: str, clock: Clock, *, has_talked: bool = False
) -> int:
    """Offers support to one colleague, by a therapist who spoke with the manager, or a manager who talked (CI-9).

    To how many it was offered so far; to the same address twice is once, and reads the same. RuleBroken on `email`
    or `has_talked`, Conflict where the support has ended.
    """
    referral = hold_referral(actor, capacity, referral_id)
    if is_closed(referral.state):
        raise Conflict("The support has ended. Open the page again to see how it stands.")
    if capacity is Capacity.REFERRER:
        check_talked(has_talked=has_talked)
    elif referral.manager_contacted_at is None:
        raise RuleBroken("email", "Speak with the manager first, and note that you have. Then offer it to colleagues")
    address = _check_address(actor, referral, email)
    if find_offer_id(referral, address) is None:
        _offer(referral, address, clock)
    note(actor, referral, "colleague-asked", clock)
    return count_offers(referral.organisation_id, referral.id)


def _check_address(actor: Actor, referral: Referral, email: str) -> str:
    own = find_person(actor.user_id)
    staff_email = read_particulars(referral, Capacity.STAFF_MEMBER).staff_email
    return check_address(email, own=own.email if own is not None else "", staff_email=staff_email or "")


def _offer(referral: Referral, address: str, clock: Clock) -> None:
    """The organisation’s row, whoever adds it: a therapist’s organisation is not to read it again."""
    offer = ColleagueOffer(
        id=uuid4(),
        organisation_id=referral.organisation_id,
        referral_id=referral.id,
        address_mark=crypto.mark_of(address, referral.organisation_id, OFFER_MARK, clock),
        offered_at=clock.now(),
    )
    offer.address_sealed = crypto.seal(address, offer.place_of("address"), clock)
    with system_scope(db.session(), "a colleague is offered support"):
        db.session.add(offer)
        db.session.flush()
    message = SupportOffered(address, _way_in(address, referral.organisation_id, clock))
    later = when_to_write(clock.now(), ())
    outbox.enqueue(message, clock, unique_key=f"incidents.support-offered:{offer.id}", not_before=later)


def _way_in(address: str, organisation_id: UUID, clock: Clock) -> str:
    """The token of an invitation; empty for somebody who has a page here already."""
    user_id = find_user_id(address)
    if user_id is not None and holds_role(user_id, organisation_id, Role.STAFF_MEMBER, clock):
        return ""
    return invite_privately(address, organisation_id, clock)


def open_offer(actor: Actor, clock: Clock) -> OwnOffer | None:
    """What was offered to the actor; None where nothing was. That they looked is noted, and not what they saw."""
    _note(actor, "opened", clock)
    return find_own_offer(actor, clock)


def answer_offer(actor: Actor, answer: OfferAnswer, clock: Clock) -> None:
    """Yes or not now, of which only a yes is told, and to the incident leads alone (CI-9, U15).

    It can be changed until it lapses, or a lead has got in touch. NotFound where nothing was offered.
    """
    offers = list_own_offers(actor, clock)
    if not offers:
        raise NotFound()
    if any(each.taken_up_at is not None for each in offers):
        raise Conflict("Your organisation’s incident lead has your answer already. You can tell them anything else.")
    for offer in offers:
        seal_answer(offer, answer, clock)
    _note(actor, "answered", clock)
    if answer is OfferAnswer.YES:
        _tell_leads(actor, clock)


def open_wishes(actor: Actor, clock: Clock) -> list[Wish]:
    """Who said yes and was not contacted yet, for an incident lead."""
    _note(actor, "listed", clock)
    return list_wishes(actor, clock)


def take_up_wish(actor: Actor, offer_id: UUID, clock: Clock) -> None:
    """Says that a lead has got in touch: the wish leaves the list. NotFound for what is no wish."""
    wish = next((each for each in list_wishes(actor, clock) if each.id == offer_id), None)
    if wish is None:
        raise NotFound()
    marks = crypto.marks_of(wish.email, actor.organisation_id, OFFER_MARK)
    for offer in list_answered_offers(actor, clock):
        if offer.address_mark in marks:
            offer.taken_up_at = clock.now()
    _note(actor, "taken-up", clock)


def _tell_leads(actor: Actor, clock: Clock) -> None:
    leads = list_handlers(actor.organisation_id, Role.INCIDENT_LEAD, {actor.user_id}, clock)
    key = uuid4()
    outbox.enqueue_all(
        {f"incidents.desk-changed:{key}:{each.email}": DeskChanged(each.email, WISHES) for each in leads}, clock
    )


def _note(actor: Actor, verb: str, clock: Clock) -> None:
    """Never which offer: an entry is kept for longer than what it would lead to."""
    audit.record(actor, clock.now(), f"incidents.{ENTITY}.{verb}", ENTITY, None)
