"""Therapists who can be asked, those who are, and what they said of their room and of whom they know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from network.core.actor import Actor, Anyone, SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.incidents.models import IncidentModule, Referral, TherapistAsk, TherapistConnection, TherapistRoom
from network.incidents.queries.people import list_handlers, names_of
from network.incidents.queries.referrals import visible_referrals
from network.incidents.rules.asking import AskState, Candidate, Connection, in_order
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import Holder, State, holder
from network.organisations.models import Organisation

WITH_THE_THERAPIST = [state for state in State if holder(state) is Holder.THERAPIST]


class Asked(Protocol):
    """A referral, or a case as the actor has opened it."""

    @property
    def id(self) -> UUID:
        """Its key."""

    @property
    def organisation_id(self) -> UUID:
        """Who referred."""

    @property
    def concerned(self) -> frozenset[UUID | None]:
        """Whom nothing of it is left to."""


def _asks_of(actor: Anyone, referral: Asked) -> Select[TherapistAsk]:
    return scoped(select(TherapistAsk), actor, TherapistAsk).where(
        TherapistAsk.organisation_id == referral.organisation_id, TherapistAsk.referral_id == referral.id
    )


def list_asks(actor: Anyone, referral: Asked) -> list[TherapistAsk]:
    """Every therapist who was asked about a referral, or will be, in their turn."""
    return list(db.session.scalars(_asks_of(actor, referral).order_by(TherapistAsk.turn, TherapistAsk.id)))


def list_lapsed(system: SystemActor, now: datetime) -> Sequence[TherapistAsk]:
    """Every offer that nobody answered in time."""
    lapsed = scoped(select(TherapistAsk), system, TherapistAsk).where(
        TherapistAsk.state == AskState.WAITING, TherapistAsk.lapses_at <= now
    )
    return db.session.scalars(lapsed.order_by(TherapistAsk.organisation_id, TherapistAsk.referral_id)).all()


@dataclass(frozen=True, slots=True)
class AskedLine:
    """Something that a therapist is asked about, in their list: no name of anybody referred (U4)."""

    id: UUID
    reference: str
    organisation_name: str
    lapses_at: datetime


def list_asked(actor: Actor) -> list[AskedLine]:
    """What the actor is asked about now, what moves on first at the top. Two queries."""
    until = (
        scoped(select(TherapistAsk.lapses_at), actor, TherapistAsk)
        .where(
            TherapistAsk.referral_id == Referral.id,
            TherapistAsk.therapist_user_id == actor.user_id,
            TherapistAsk.state == AskState.WAITING,
        )
        .scalar_subquery()
    )
    seen = visible_referrals(actor, Capacity.ASKED).with_only_columns(
        Referral.id, Referral.reference, Referral.organisation_id, until.label("lapses_at")
    )
    rows = db.session.execute(seen.order_by("lapses_at", Referral.id)).all()
    names = names_of(organisations=[row.organisation_id for row in rows], people=())
    return [AskedLine(row.id, row.reference, names.get(row.organisation_id, ""), row.lapses_at) for row in rows]


def list_candidates(actor: Actor, referral: Asked, asks: Sequence[TherapistAsk], clock: Clock) -> list[Candidate]:
    """The therapists of the actor's organisation that a referral can go to, in the order in which to ask. Four queries.

    How many people each supports is counted over what the actor sees, which is never what they wrote themselves.
    """
    handlers = list_handlers(actor.organisation_id, Role.THERAPIST, referral.concerned, clock)
    rooms = {each.user_id: each for each in db.session.scalars(scoped(select(TherapistRoom), actor, TherapistRoom))}
    tied = _connections(actor, TherapistConnection.tied_to_id == referral.organisation_id)
    open_cases = (
        visible_referrals(actor, Capacity.ALLOCATOR)
        .where(Referral.state.in_(WITH_THE_THERAPIST))
        .with_only_columns(Referral.therapist_user_id, func.count().label("how_many"))
        .group_by(Referral.therapist_user_id)
    )
    cases = {each.therapist_user_id: each.how_many for each in db.session.execute(open_cases)}
    reasons = {each.therapist_user_id: each.reason for each in asks}
    found = []
    for each in handlers:
        room = rooms.get(each.id)
        found.append(
            Candidate(
                id=each.id,
                name=each.name,
                cases=cases.get(each.id, 0),
                places=room.places if room else None,
                away_until=room.away_until if room else None,
                connections=frozenset(tied.get(each.id, ())),
                turned_down=reasons.get(each.id),
            )
        )
    return in_order(found, clock.today())


def _connections(actor: Actor, *restrictions: object) -> dict[UUID, list[Connection]]:
    rows = scoped(select(TherapistConnection), actor, TherapistConnection).where(*restrictions)  # type: ignore[arg-type]
    found: defaultdict[UUID, list[Connection]] = defaultdict(list)
    for each in db.session.scalars(rows):
        found[each.user_id].append(each.connection)
    return found


def find_room(actor: Actor) -> TherapistRoom | None:
    """What the actor said of their own room; None until they have."""
    own = scoped(select(TherapistRoom), actor, TherapistRoom).where(TherapistRoom.user_id == actor.user_id)
    return db.session.scalars(own).one_or_none()


def list_own_ties(actor: Actor) -> list[TherapistConnection]:
    """What ties the actor to organisations, by their own word, in the order in which they said it."""
    own = scoped(select(TherapistConnection), actor, TherapistConnection).where(
        TherapistConnection.user_id == actor.user_id
    )
    return list(db.session.scalars(own.order_by(TherapistConnection.id)))


def list_supported(provider_id: UUID) -> list[tuple[UUID, str]]:
    """The organisations whose service names this provider, by name: that there is an agreement, and nothing of a case.

    One query.
    """
    with system_scope(db.session(), "whom a provider supports") as system:
        modules = scoped(select(IncidentModule.organisation_id), system, IncidentModule).where(
            or_(
                IncidentModule.provider_organisation_id == provider_id,
                IncidentModule.fallback_organisation_id == provider_id,
            )
        )
        names = select(Organisation.id, Organisation.name).where(Organisation.id.in_(modules))
        return [(row.id, row.name) for row in db.session.execute(names.order_by(Organisation.name, Organisation.id))]
