"""Reading the places at sessions to come.

A place is seen by its person, by the trainers of their own organisation, and by those who hold the session: nobody
else, and the coordinator neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, false, func, select

from network.accounts.models import User
from network.core import crypto
from network.core.actor import Actor, SystemActor
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import Page, paginate
from network.core.rounds import Round
from network.core.tenancy import scoped, system_scope
from network.organisations.models import Organisation
from network.training.delivery.links import LinkUnusable, Purpose, hash_of
from network.training.delivery.models import ScheduledSession, SessionPart, SessionPlace
from network.training.delivery.permissions import DeliveryPermission
from network.training.delivery.vocabulary import HELD, PlaceState, SessionState

_MISSING = "We could not find that place."
_BOOKED_FIRST = SessionPlace.state == PlaceState.WAITING


def visible_places(actor: Actor) -> Select[SessionPlace]:
    """The places of the people of the actor's organisation, for its trainers; nothing for anybody else."""
    places = scoped(select(SessionPlace), actor, SessionPlace)
    if not actor.can(DeliveryPermission.BOOK_OTHERS):
        return places.where(false())
    return places.where(SessionPlace.organisation_id == actor.organisation_id)


def list_own_people(actor: Actor, session_id: UUID) -> Sequence[SessionPlace]:
    """Who of the actor's organisation has a place or waits at a session: those with a place first. One query."""
    held = visible_places(actor).where(SessionPlace.session_id == session_id, SessionPlace.state.in_(HELD))
    ordered = held.order_by(_BOOKED_FIRST, func.lower(SessionPlace.name), SessionPlace.id)
    return db.session.scalars(ordered).all()


def get_of_own_people(actor: Actor, session_id: UUID, place_id: UUID) -> SessionPlace:
    """A place of somebody of the actor's organisation. Raises NotFound."""
    rows = visible_places(actor).where(SessionPlace.session_id == session_id, SessionPlace.id == place_id)
    found = db.session.scalars(rows).first()
    if found is None:
        raise NotFound(_MISSING)
    return found


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody with a place, as those who hold the session see them."""

    id: UUID
    name: str
    organisation: str
    state: PlaceState
    access_needs: str
    presence: dict[str, str]


def list_guests(actor: Actor, session: ScheduledSession, number: int = 1, size: int = 100) -> Page[Guest]:
    """Who comes and who waits, those with a place first, by name. For those who hold it. Three queries."""
    rows = (
        scoped(select(SessionPlace, Organisation.name), actor, SessionPlace)
        .join(Organisation, Organisation.id == SessionPlace.organisation_id)
        .where(
            SessionPlace.session_id == session.id,
            SessionPlace.peer_organisation_id == actor.organisation_id,
            SessionPlace.state.in_(HELD),
        )
        .order_by(_BOOKED_FIRST, func.lower(SessionPlace.name), SessionPlace.id)
    )
    page = paginate(rows, number, size)
    sealed = {place.needs_place(): place.access_needs for place, _ in page.items if place.access_needs}
    needs = crypto.unseal_all(sealed)
    return page.map(
        lambda row: Guest(
            row[0].id, row[0].name, row[1], row[0].state, needs.get(row[0].needs_place(), ""), row[0].presence
        )
    )


def count_waiting(session_id: UUID) -> int:
    """How many wait for a place. A number, whoever they are."""
    with system_scope(db.session(), "how many wait for a place") as system:
        waiting = scoped(select(func.count(SessionPlace.id)), system, SessionPlace).where(
            SessionPlace.session_id == session_id, SessionPlace.state == PlaceState.WAITING
        )
        return db.session.scalar(waiting) or 0


def find_held(system: SystemActor, session_id: UUID, email: str) -> SessionPlace | None:
    """What somebody has of a session, whichever organisation they come for."""
    rows = scoped(select(SessionPlace), system, SessionPlace).where(
        SessionPlace.session_id == session_id, SessionPlace.email == email, SessionPlace.state.in_(HELD)
    )
    return db.session.scalars(rows.execution_options(populate_existing=True)).first()


@dataclass(frozen=True, slots=True)
class Self:
    """Whoever is signed in, by the name and the address that they showed to be theirs."""

    name: str
    email: str


def find_self(actor: Actor) -> Self | None:
    """The actor; None where nobody has confirmed their address. A place is their address’s, not their account’s."""
    own = scoped(select(User.name, User.email), actor, User).where(
        User.id == actor.user_id, User.confirmed_at.is_not(None)
    )
    found = db.session.execute(own).first()
    return Self(found.name, found.email) if found is not None else None


def own_email(actor: Actor) -> str | None:
    """The address under which the actor has places; None where nobody has confirmed it. One query."""
    found = find_self(actor)
    return found.email if found is not None else None


def find_own(email: str | None, session_id: UUID) -> SessionPlace | None:
    """What whoever has this verified address has of a session. One query."""
    if email is None:
        return None
    with system_scope(db.session(), "somebody's own place") as system:
        return find_held(system, session_id, email)


def list_booked_ids(email: str | None, session_ids: Sequence[UUID]) -> dict[UUID, PlaceState]:
    """What whoever has this verified address has of these sessions. One query."""
    if email is None or not session_ids:
        return {}
    with system_scope(db.session(), "somebody's own places") as system:
        rows = scoped(select(SessionPlace.session_id, SessionPlace.state), system, SessionPlace).where(
            SessionPlace.session_id.in_(session_ids), SessionPlace.email == email, SessionPlace.state.in_(HELD)
        )
        return {row.session_id: row.state for row in db.session.execute(rows)}


def find_by_link(system: SystemActor, token: str) -> SessionPlace:
    """The place that this link opens, whatever has become of it. Raises LinkUnusable."""
    rows = scoped(select(SessionPlace), system, SessionPlace).where(
        SessionPlace.link_hash == hash_of(Purpose.PLACE, token)
    )
    found = db.session.scalars(rows.execution_options(populate_existing=True)).first()
    if found is None:
        raise LinkUnusable
    return found


def list_held(system: SystemActor, session_id: UUID) -> Sequence[SessionPlace]:
    """Everybody with a place, and everybody who waits, in their order."""
    rows = scoped(select(SessionPlace), system, SessionPlace).where(
        SessionPlace.session_id == session_id, SessionPlace.state.in_(HELD)
    )
    ordered = rows.order_by(_BOOKED_FIRST, SessionPlace.since, SessionPlace.id)
    return db.session.scalars(ordered.execution_options(populate_existing=True)).all()


def list_waiting(system: SystemActor, session_id: UUID, most: int) -> Sequence[SessionPlace]:
    """Who waits longest, so many of them."""
    rows = scoped(select(SessionPlace), system, SessionPlace).where(
        SessionPlace.session_id == session_id, SessionPlace.state == PlaceState.WAITING
    )
    return db.session.scalars(rows.order_by(SessionPlace.since, SessionPlace.id).limit(most)).all()


def list_to_remind(system: SystemActor, round_: Round) -> list[tuple[ScheduledSession, SessionPart, SessionPlace]]:
    """Who is told today of the day of a session that they have a place at tomorrow."""
    rows = (
        scoped(select(ScheduledSession, SessionPart, SessionPlace), system, ScheduledSession, SessionPart, SessionPlace)
        .join(SessionPart, SessionPart.session_id == ScheduledSession.id)
        .join(SessionPlace, SessionPlace.session_id == ScheduledSession.id)
        .where(
            ScheduledSession.state == SessionState.PLANNED,
            SessionPart.starts_at >= round_.starts_from,
            SessionPart.starts_at < round_.starts_before,
            SessionPlace.state == PlaceState.BOOKED,
            SessionPlace.since < round_.booked_before,
            SessionPlace.email.is_not(None),
        )
        .order_by(SessionPlace.id, SessionPart.number)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(rows)]


def list_to_forget(
    system: SystemActor, ended_before: datetime, asked_before: datetime, most: int
) -> Sequence[SessionPlace]:
    """Places at sessions that ended long enough ago, and those that nobody confirmed in time."""
    rows = (
        scoped(select(SessionPlace), system, SessionPlace, ScheduledSession)
        .join(ScheduledSession, ScheduledSession.id == SessionPlace.session_id)
        .where(
            (ScheduledSession.ends_at <= ended_before)
            | ((SessionPlace.state == PlaceState.ASKED) & (SessionPlace.made_at <= asked_before))
        )
        .order_by(SessionPlace.id)
        .limit(most)
    )
    return db.session.scalars(rows).all()


def own_needs(place: SessionPlace) -> str:
    """The access needs of one place, opened; empty where none were told."""
    return crypto.unseal(place.access_needs, place.needs_place()) if place.access_needs else ""
