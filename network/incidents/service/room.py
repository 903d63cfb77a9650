"""A therapist's own word of how much room they have, and of whom they know (CI-7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import NotAllowed, NotFound, RuleBroken
from network.incidents.models import TherapistConnection, TherapistRoom
from network.incidents.permissions import IncidentPermission
from network.incidents.queries.asking import find_room, list_own_ties, list_supported
from network.incidents.rules.asking import Connection, check_room


@dataclass(frozen=True, slots=True)
class Tie:
    """One thing that ties a therapist to an organisation, for themselves."""

    id: UUID
    organisation_name: str
    connection: Connection


@dataclass(frozen=True, slots=True)
class OwnRoom:
    """What a therapist said, and whom the provider supports."""

    room: TherapistRoom | None
    ties: tuple[Tie, ...]
    supported: tuple[tuple[UUID, str], ...]


def say_room(actor: Actor, places: int | None, away_until: date | None, clock: Clock) -> TherapistRoom:
    """How many people the actor can support at the same time, and until when they take nobody on.

    Raises RuleBroken for a number or a day that cannot be meant.
    """
    _check_right(actor)
    check_room(places, away_until, clock.today())
    room = find_room(actor)
    if room is None:
        room = TherapistRoom(id=new_id(), organisation_id=actor.organisation_id, user_id=actor.user_id)
        db.session.add(room)
    room.places, room.away_until, room.said_at = places or 0, away_until, clock.now()
    _note(actor, "room-said", clock)
    return room


def tie(actor: Actor, tied_to_id: UUID, connection: Connection, clock: Clock) -> None:
    """Says that something ties the actor to an organisation that the provider supports; a second time says no more.

    Raises RuleBroken for an organisation that it does not support.
    """
    _check_right(actor)
    if tied_to_id not in {key for key, _ in list_supported(actor.organisation_id)}:
        raise RuleBroken("tied_to_id", "Choose an organisation from the list")
    if any((each.tied_to_id, each.connection) == (tied_to_id, connection) for each in list_own_ties(actor)):
        raise RuleBroken("connection", "You have said this already")
    said = TherapistConnection(
        id=new_id(),
        organisation_id=actor.organisation_id,
        user_id=actor.user_id,
        tied_to_id=tied_to_id,
        connection=connection,
    )
    db.session.add(said)
    _note(actor, "tied", clock)


def untie(actor: Actor, tie_id: UUID, clock: Clock) -> None:
    """Takes back one thing that was said. Raises NotFound for another's."""
    _check_right(actor)
    for each in list_own_ties(actor):
        if each.id == tie_id:
            db.session.delete(each)
            _note(actor, "untied", clock)
            return
    raise NotFound()


def open_room(actor: Actor, clock: Clock) -> OwnRoom:
    """What the actor said of their own room, and of whom they know."""
    _check_right(actor)
    supported = list_supported(actor.organisation_id)
    names = dict(supported)
    _note(actor, "opened", clock)
    return OwnRoom(
        room=find_room(actor),
        ties=tuple(Tie(each.id, names.get(each.tied_to_id, ""), each.connection) for each in list_own_ties(actor)),
        supported=tuple(supported),
    )


def _check_right(actor: Actor) -> None:
    if not actor.can(IncidentPermission.SUPPORT):
        raise NotAllowed()


def _note(actor: Actor, verb: str, clock: Clock) -> None:
    audit.record(actor, clock.now(), f"incidents.therapist.{verb}", "therapist", actor.user_id)
