"""Places as rows: made, sealed, written about and noted. Whoever calls has locked the session, and seen who may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from network.core import audit, crypto
from network.core.actor import Anyone, SystemActor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.places import take_place
from network.training.delivery import rules
from network.training.delivery.links import give_links
from network.training.delivery.messages import PlaceBooked, PlaceWaits
from network.training.delivery.models import ScheduledSession, SessionPlace
from network.training.delivery.queries.sessions import parts_of
from network.training.delivery.service.telling import write_to
from network.training.delivery.vocabulary import PlaceState
from network.training.delivery.words import when_words, where_words


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody who would like a place."""

    name: str
    email: str | None
    access_needs: str = ""


def put_in(
    system: SystemActor, session: ScheduledSession, organisation_id: UUID, people: Sequence[Wanted], clock: Clock
) -> list[SessionPlace]:
    """Places for people who have none at a session that is locked, as far as there are; the others wait in order.

    Each of whom an address is known is written to.
    """
    free = len(people) if session.places_left is None else min(len(people), session.places_left)
    if free and not take_place(session, system, free):
        free = 0
    rows = [
        _new_place(session, organisation_id, each, rules.next_state(is_free=number < free), clock)
        for number, each in enumerate(people)
    ]
    _keep(rows, people, clock)
    tell_of_places(session, rows, clock)
    return rows


def put_down(
    session: ScheduledSession, organisation_id: UUID, people: Sequence[Wanted], clock: Clock
) -> list[SessionPlace]:
    """Notes that people have a place, who are in the room already; whoever asks counts it. Nobody is written to."""
    rows = [_new_place(session, organisation_id, each, PlaceState.BOOKED, clock) for each in people]
    _keep(rows, people, clock)
    return rows


def _new_place(
    session: ScheduledSession, organisation_id: UUID, wanted: Wanted, state: PlaceState, clock: Clock
) -> SessionPlace:
    return SessionPlace(
        id=new_id(),
        organisation_id=organisation_id,
        peer_organisation_id=session.organisation_id,
        session_id=session.id,
        name=wanted.name,
        email=wanted.email,
        state=state,
        since=clock.now(),
        made_at=clock.now(),
        presence={},
    )


def _keep(rows: list[SessionPlace], people: Sequence[Wanted], clock: Clock) -> None:
    give_links(rows, clock)
    for row, wanted in zip(rows, people, strict=True):
        keep_needs(row, wanted.access_needs, clock)
    db.session.add_all(rows)
    db.session.flush()


def ask_for(session: ScheduledSession, organisation_id: UUID, wanted: Wanted, clock: Clock) -> SessionPlace:
    """Notes that somebody asks for a place; nothing is held for them until the address is confirmed."""
    row = _new_place(session, organisation_id, wanted, PlaceState.ASKED, clock)
    _keep([row], [wanted], clock)
    return row


def settle_asked(system: SystemActor, session: ScheduledSession, place: SessionPlace, clock: Clock) -> None:
    """Gives somebody who has shown that the address is theirs a place, or one on the waiting list."""
    is_free = take_place(session, system)
    place.state, place.since = rules.next_state(is_free=is_free), clock.now()
    db.session.flush()
    tell_of_places(session, [place], clock)


def tell_of_places(session: ScheduledSession, rows: Sequence[SessionPlace], clock: Clock) -> None:
    """Writes to each whether they have a place or wait."""
    if not any(row.email for row in rows):
        return
    facts = facts_of(session)
    booked = [row for row in rows if row.state is PlaceState.BOOKED]
    waiting = [row for row in rows if row.state is PlaceState.WAITING]
    write_to(booked, "booked", lambda to, token: PlaceBooked(to, token, *facts), clock)
    write_to(waiting, "waiting", lambda to, token: PlaceWaits(to, token, *facts), clock)


def facts_of(session: ScheduledSession) -> tuple[str, str]:
    """When and where a session is, in words. One query."""
    return when_words(parts_of([session.id])[session.id]), where_words(session)


def keep_needs(place: SessionPlace, needs: str, clock: Clock) -> None:
    """Seals what somebody needs, or forgets it where nothing is said."""
    place.access_needs = crypto.seal(needs, place.needs_place(), clock) if needs else None


def record(
    actor: Anyone, what: str, place: SessionPlace, clock: Clock, changes: Mapping[str, object] | None = None
) -> None:
    """Notes what became of a place, in the audit of its person's organisation. No name is in it."""
    audit.record(
        actor,
        clock.now(),
        f"delivery.place.{what}",
        "scheduled_session_place",
        place.id,
        organisation_id=place.organisation_id,
        changes={"session": str(place.session_id), "state": place.state.value, **(changes or {})},
    )
