"""Booking by oneself without an account: asked for by the session's link, confirmed by the link in an e-mail."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from uuid import UUID

from network.accounts.public import clean_email
from network.core import outbox
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import RuleBroken
from network.core.tenancy import system_scope
from network.core.text import one_line, several_lines
from network.organisations.public import list_partners
from network.training.delivery import rules
from network.training.delivery.links import LinkUnusable, tokens_of
from network.training.delivery.messages import ConfirmPlace
from network.training.delivery.models import SessionPlace
from network.training.delivery.queries import places as reads
from network.training.delivery.queries.sessions import Coming, find_by_link, find_line, find_session, lock_session
from network.training.delivery.service.places import check_open, give_back
from network.training.delivery.service.seating import Wanted, ask_for, keep_needs, record, settle_asked
from network.training.delivery.vocabulary import HELD, PlaceState

PERSON = "somebody with a link to a session"


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody types who would like a place. Without an organisation they are of the one that holds it."""

    name: str
    email: str
    organisation_id: UUID | None
    access_needs: str


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """What somebody sees by their own link. How to join is there only while they have a place."""

    id: UUID
    session: Coming
    state: PlaceState
    joining_link: str
    access_needs: str


def _as_person() -> AbstractContextManager[SystemActor]:
    return system_scope(db.session(), PERSON)


def read_session(token: str) -> Coming:
    """The session that a booking link is for. Raises LinkUnusable."""
    with _as_person() as system:
        return find_by_link(system, token)


def ask(token: str, asking: Asking, clock: Clock) -> None:
    """Sends the link that confirms a place. The same for every address, and nothing is looked up by it (`B4`).

    RuleBroken names `name`, `email`, `organisation` or `access_needs`. Raises LinkUnusable.
    """
    name, email, needs = one_line(asking.name), clean_email(asking.email), several_lines(asking.access_needs)
    rules.check_name(name)
    rules.check_needs(needs)
    with _as_person() as system:
        session = lock_session(system, find_by_link(system, token).id)
        check_open(session, clock.now(), rules.ROUTES_BY_LINK)
        organisation_id = session.organisation_id
        if session.is_open_to_all:
            organisation_id = _partner(asking.organisation_id)
        place = ask_for(session, organisation_id, Wanted(name, email, needs), clock)
        record(system, "asked", place, clock)
        letter = ConfirmPlace(email, tokens_of([place])[place.id])
        outbox.enqueue(letter, clock, unique_key=f"delivery.confirm:{place.id}")


def _partner(organisation_id: UUID | None) -> UUID:
    if organisation_id not in {partner.id for partner in list_partners()}:
        raise RuleBroken("organisation", "Choose the organisation that you work for.")
    return organisation_id


def read_asked(token: str, clock: Clock) -> Coming | None:
    """The session that somebody is about to confirm a place at; None where they did, and their own page says the rest.

    Raises LinkUnusable.
    """
    with _as_person() as system:
        place = reads.find_by_link(system, token)
        if place.state is not PlaceState.ASKED:
            return None
        _check_asked(place, clock)
        return find_line(system, place.session_id)


def confirm(token: str, clock: Clock) -> str:
    """The address is theirs: they have a place, or wait for one. The token of their own page.

    Whoever has one already goes on with that. Confirmed twice is confirmed once, also where the place was given back
    since. Raises LinkUnusable, and RuleBroken where nobody books any more.
    """
    with _as_person() as system:
        session = lock_session(system, reads.find_by_link(system, token).session_id)
        place = reads.find_by_link(system, token)
        if place.state is not PlaceState.ASKED:
            return token
        _check_asked(place, clock)
        check_open(session, clock.now(), rules.ROUTES_BY_LINK)
        held = reads.find_held(system, session.id, place.email or "")
        if held is None:
            settle_asked(system, session, place, clock)
            record(system, "booked", place, clock)
            return token
        if place.access_needs:
            keep_needs(held, reads.own_needs(place), clock)
        db.session.delete(place)
        return tokens_of([held])[held.id]


def _check_asked(place: SessionPlace, clock: Clock) -> None:
    if clock.now() >= place.made_at + rules.LINK_LASTS:
        raise LinkUnusable


def read_place(token: str) -> OwnPlace:
    """Somebody's own place. Raises LinkUnusable, for one that is not confirmed too."""
    with _as_person() as system:
        place = reads.find_by_link(system, token)
        if place.state is PlaceState.ASKED:
            raise LinkUnusable
        link = find_session(system, place.session_id).joining_link if place.state is PlaceState.BOOKED else ""
        return OwnPlace(place.id, find_line(system, place.session_id), place.state, link, reads.own_needs(place))


def return_place(token: str, clock: Clock) -> None:
    """Gives one's own place back, or leaves the waiting list. Raises LinkUnusable; RuleBroken once it has begun."""
    with _as_person() as system:
        place = reads.find_by_link(system, token)
        if place.state is PlaceState.ASKED:
            raise LinkUnusable
    give_back(system, place, clock)


def change_needs(token: str, access_needs: str, clock: Clock) -> None:
    """Replaces what somebody said they need. Raises LinkUnusable, for a place that was given back too."""
    needs = several_lines(access_needs)
    rules.check_needs(needs)
    with _as_person() as system:
        lock_session(system, reads.find_by_link(system, token).session_id)
        place = reads.find_by_link(system, token)
        if place.state not in HELD:
            raise LinkUnusable
        keep_needs(place, needs, clock)
        record(system, "needs_changed", place, clock)
