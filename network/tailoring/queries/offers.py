"""Reading what people can give: one's own, those of one's organisation, and for a request those who fit it.

An offer is read by its person, the leads of its organisation and the coordinator. Others meet it as a suggestion
alone, which says a name, an organisation and reasons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from network.accounts.models import Membership, User
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import NotFound
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.core.working_days import Weekday
from network.organisations.models import Organisation, Standing
from network.organisations.vocabulary import Sector
from network.tailoring.models import GivingOffer, TailoredRequest
from network.tailoring.permissions import GIVERS
from network.tailoring.rules.matching import Giver, Suggestion, Wanted, suggest
from network.tailoring.rules.offers import OfferDraft
from network.tailoring.rules.quarters import Quarter, quarter_of
from network.tailoring.vocabulary import WITH_GIVER
from network.training.public import CourseToGive, deliverers_in, list_courses_to_give
from network.training.vocabulary import Mode, Topic

_MISSING = "We could not find that offer."


def visible_offers(actor: Actor) -> Select[GivingOffer]:
    """One's own offer; those of the organisation for its lead; every partner's for the coordinator."""
    offers = scoped(select(GivingOffer), actor, GivingOffer)
    if actor.is_network_wide:
        return offers
    own = offers.where(GivingOffer.organisation_id == actor.organisation_id)
    return own if Role.ORGANISATION_LEAD in actor.roles else own.where(GivingOffer.user_id == actor.user_id)


def find_own(actor: Actor) -> GivingOffer | None:
    """What the actor can give in the organisation that they act in; None where they have said nothing."""
    own = visible_offers(actor).where(
        GivingOffer.organisation_id == actor.organisation_id, GivingOffer.user_id == actor.user_id
    )
    return db.session.scalars(own).first()


def get_own(actor: Actor) -> GivingOffer:
    """The same. Raises NotFound."""
    found = find_own(actor)
    if found is None:
        raise NotFound(_MISSING)
    return found


def get_offer(actor: Actor, offer_id: UUID) -> GivingOffer:
    """One offer of the actor's organisation, for its lead. Raises NotFound."""
    offers = visible_offers(actor).where(GivingOffer.organisation_id == actor.organisation_id)
    found = db.session.scalars(offers.where(GivingOffer.id == offer_id)).first()
    if found is None:
        raise NotFound(_MISSING)
    return found


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer with its person's name."""

    offer: GivingOffer
    name: str


def list_offers(actor: Actor) -> list[OfferLine]:
    """The offers of the organisation that the actor leads, by name. One query."""
    rows = (
        scoped(visible_offers(actor).with_only_columns(GivingOffer, User.name), actor, User)
        .join(User, User.id == GivingOffer.user_id)
        .where(GivingOffer.organisation_id == actor.organisation_id)
        .order_by(User.name, GivingOffer.id)
    )
    return [OfferLine(*row) for row in db.session.execute(rows)]


def draft_of(offer: GivingOffer) -> OfferDraft:
    """What somebody says that they can give, to be changed."""
    return OfferDraft(
        tuple(UUID(key) for key in offer.courses),
        tuple(Sector(each) for each in offer.sectors),
        tuple(offer.places),
        tuple(Mode(each) for each in offer.modes),
        _weekdays(offer.weekdays),
        offer.from_on,
        offer.until_on,
        offer.most_a_quarter,
        offer.for_others,
        offer.experience,
    )


def _weekdays(digits: Iterable[str]) -> tuple[Weekday, ...]:
    return tuple(Weekday(int(digit)) for digit in digits)


def list_givable(actor: Actor) -> list[CourseToGive]:
    """The open courses that the actor's role may give (TR-1). One query."""
    return _givable(list_courses_to_give(actor), actor.roles)


def _givable(courses: Sequence[CourseToGive], roles: Iterable[Role]) -> list[CourseToGive]:
    deliverers = deliverers_in(roles)
    return [course for course in courses if course.deliverers & deliverers]


def may_give(
    user_id: UUID, organisation_id: UUID, course_id: UUID | None, topics: Iterable[Topic], today: date
) -> bool:
    """Whether somebody's role at an organisation lets them give a course or, where there is none, one that speaks of a
    topic (TR-1). Two queries."""
    with system_scope(db.session(), "what somebody who was asked may give") as system:
        rows = scoped(select(Membership.role), system, Membership).where(
            Membership.user_id == user_id,
            Membership.organisation_id == organisation_id,
            Membership.role.in_(GIVERS),
            ~Membership.is_private,
            Membership.held_on(today),
        )
        can = _givable(list_courses_to_give(system), db.session.scalars(rows).all())
    wanted = frozenset(topics)
    return any(each.id == course_id if course_id is not None else wanted & each.topics for each in can)


def list_suggestions(
    request: TailoredRequest,
    sector: Sector,
    clock: Clock,
    passed: Iterable[UUID] = (),
    *,
    offer_id: UUID | None = None,
) -> list[Suggestion]:
    """Who fits a request of an organisation of this sector, best first. Three queries.

    Whoever asks has seen that they may read the request.

    It looks as the system, at people of the asking organisation and at those whom others may ask, and gives what a
    suggestion says. Whoever asked is not among them. With `offer_id`, of that offer alone.
    """
    out = {*passed, *([request.asked_by_id] if request.asked_by_id else [])}
    with system_scope(db.session(), "who could give a training that somebody asks for") as system:
        wanted = Wanted(
            request.organisation_id,
            sector,
            request.course_id,
            frozenset(Topic(topic) for topic in request.topics),
            request.mode,
            request.town,
            request.postcode,
            request.from_on,
            request.until_on,
            frozenset(_weekdays(request.weekdays)),
        )
        givers = _givers(system, request.organisation_id, clock.today(), offer_id)
    return suggest(wanted, givers, clock.today(), out)


def _givers(system: SystemActor, organisation_id: UUID, today: date, offer_id: UUID | None) -> list[Giver]:
    rows = (
        scoped(
            select(GivingOffer, User.name, Organisation.name, Membership.role), system, GivingOffer, User, Membership
        )
        .join(User, User.id == GivingOffer.user_id)
        .join(Organisation, Organisation.id == GivingOffer.organisation_id)
        .join(
            Membership,
            (Membership.user_id == GivingOffer.user_id) & (Membership.organisation_id == GivingOffer.organisation_id),
        )
        .where(
            User.active,
            ~GivingOffer.is_paused,
            Organisation.standing == Standing.PARTNER,
            Membership.role.in_(GIVERS),
            ~Membership.is_private,
            Membership.held_on(today),
            or_(
                GivingOffer.organisation_id == organisation_id,
                GivingOffer.for_others & GivingOffer.lent_at.is_not(None),
            ),
        )
    )
    if offer_id is not None:
        rows = rows.where(GivingOffer.id == offer_id)
    found: dict[UUID, tuple[GivingOffer, str, str]] = {}
    roles: dict[UUID, set[Role]] = defaultdict(set)
    for offer, name, organisation_name, role in db.session.execute(rows):
        found[offer.id] = (offer, name, organisation_name)
        roles[offer.id].add(role)
    taken, courses = _taken(system, today), list_courses_to_give(system)
    givers = []
    for offer, name, organisation_name in found.values():
        said = set(offer.courses)
        can = {each.id: each.topics for each in _givable(courses, roles[offer.id]) if str(each.id) in said}
        givers.append(_giver(offer, name, organisation_name, can, taken[offer.user_id, offer.organisation_id]))
    return givers


def _giver(
    offer: GivingOffer,
    name: str,
    organisation_name: str,
    courses: dict[UUID, frozenset[Topic]],
    taken: dict[Quarter, int],
) -> Giver:
    said = draft_of(offer)
    return Giver(
        offer_id=offer.id,
        user_id=offer.user_id,
        name=name,
        organisation_id=offer.organisation_id,
        organisation_name=organisation_name,
        courses=courses,
        sectors=frozenset(said.sectors),
        places=said.places,
        modes=frozenset(said.modes),
        weekdays=frozenset(said.weekdays),
        from_on=said.from_on,
        until_on=said.until_on,
        most=said.most_a_quarter,
        is_paused=offer.is_paused,
        may_be_borrowed=offer.may_be_borrowed,
        taken=taken,
    )


def _taken(system: SystemActor, today: date) -> dict[tuple[UUID, UUID], dict[Quarter, int]]:
    """How many sessions who has agreed to or held, by quarter, for the organisation that lends them."""
    first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    counted = (
        scoped(
            select(
                TailoredRequest.giver_id, TailoredRequest.partner_organisation_id, TailoredRequest.day, func.count()
            ),
            system,
            TailoredRequest,
        )
        .where(TailoredRequest.state.in_(WITH_GIVER), TailoredRequest.day >= first)
        .group_by(TailoredRequest.giver_id, TailoredRequest.partner_organisation_id, TailoredRequest.day)
    )
    found: dict[tuple[UUID, UUID], dict[Quarter, int]] = defaultdict(dict)
    rows: Any = db.session.execute(counted)
    for giver_id, organisation_id, day, count in rows:
        quarters = found[giver_id, organisation_id]
        quarters[quarter_of(day)] = quarters.get(quarter_of(day), 0) + count
    return found
