"""Places at sessions: booked for oneself or for colleagues, waited for, given back. Never one too many (`P9`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from network.core.actor import Actor, Anyone, SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import NotFound, OtherRoute, RuleBroken
from network.core.places import free_place, take_place
from network.core.tenancy import scoped, system_scope
from network.core.text import several_lines
from network.training.delivery import rules
from network.training.delivery.messages import PlaceFreed
from network.training.delivery.models import ScheduledSession, SessionPlace
from network.training.delivery.queries import places as reads
from network.training.delivery.queries.sessions import get_coming, lock_session
from network.training.delivery.service.seating import Wanted, facts_of, keep_needs, put_in, record
from network.training.delivery.service.telling import write_to
from network.training.delivery.vocabulary import PlaceState, SessionState
from network.training.models import Learner
from network.training.roster import Attendee, Problem, Roster, in_words

_BOOKING = "take places at a session, whoever holds it"


@dataclass(frozen=True, slots=True)
class Added:
    """What came of booking for several people, in numbers."""

    booked: int
    waiting: int
    already: int
    """Had a place or waited before, and go on to."""


def book(actor: Actor, session_id: UUID, access_needs: str, clock: Clock) -> SessionPlace:
    """A place for the actor, or one on the waiting list; the one they have, where they have one.

    Raises NotFound for what is not theirs to see, and `RuleBroken` with other ways on where nobody books any more.
    """
    needs = several_lines(access_needs)
    rules.check_needs(needs)
    person = reads.find_self(actor)
    if person is None:
        raise unproved()
    get_coming(actor, session_id)
    with system_scope(db.session(), _BOOKING) as system:
        session = lock_session(system, session_id)
        check_open(session, clock.now())
        held = reads.find_held(system, session_id, person.email)
        if held is None:
            wanted = Wanted(person.name, person.email, needs)
            (held,) = put_in(system, session, actor.organisation_id, [wanted], clock)
            record(actor, "booked", held, clock)
        elif needs:  # said and lost would be worse than said twice
            keep_needs(held, needs, clock)
            record(actor, "needs_changed", held, clock)
    return held


def change_needs(actor: Actor, session_id: UUID, access_needs: str, clock: Clock) -> SessionPlace:
    """Replaces what the actor said they need. Raises NotFound where they have no place."""
    needs = several_lines(access_needs)
    rules.check_needs(needs)
    with system_scope(db.session(), _BOOKING) as system:
        lock_session(system, session_id)
        held = reads.find_held(system, session_id, reads.own_email(actor) or "")
        if held is None:
            raise NotFound("We could not find your place at this session.")
        keep_needs(held, needs, clock)
        record(actor, "needs_changed", held, clock)
    return held


def unproved() -> RuleBroken:
    """The answer to somebody signed in whose address nobody has confirmed."""
    routes = (
        OtherRoute("Ask whoever holds the session to add you", None),
        OtherRoute("Book by the link that they share", None),
    )
    return RuleBroken(None, "A place is booked for an e-mail address that was shown to be yours.", routes=routes)


def book_people(actor: Actor, session_id: UUID, roster: Roster, clock: Clock) -> Added:
    """Places for colleagues in the actor's organisation, in the order of the list. They need no account.

    Whoever has a place keeps it. RuleBroken names `names`; otherwise as `book`.
    """
    people = new_people(actor, roster)
    get_coming(actor, session_id)
    with system_scope(db.session(), _BOOKING) as system:
        session = lock_session(system, session_id)
        rules.check_can_change(session.state, session.starts_at, clock.now())
        new = _not_there_yet(system, session, actor.organisation_id, people)
        put = put_in(system, session, actor.organisation_id, [Wanted(each.name, each.email) for each in new], clock)
        for place in put:
            record(actor, "booked", place, clock)
    booked = sum(place.state is PlaceState.BOOKED for place in put)
    return Added(booked, len(put) - booked, len(people) - len(put))


def new_people(actor: Actor, roster: Roster) -> list[Attendee]:
    """The people of a list, each by the name that the records of the actor's organisation have where the list has none.

    RuleBroken names `names`.
    """
    if roster.problems:
        raise RuleBroken("names", in_words(roster.problems))
    if not roster.people:
        raise RuleBroken("names", "Write the names of who is to have a place, one on each line.")
    emails = [each.email for each in roster.people if not each.name]
    rows = scoped(select(Learner.email, Learner.name), actor, Learner).where(
        Learner.organisation_id == actor.organisation_id, Learner.email.in_(emails)
    )
    known = {row.email: row.name for row in db.session.execute(rows)} if emails else {}
    unknown = tuple(
        Problem(each.line, "add a name. This e-mail address is not in your training records yet.")
        for each in roster.people
        if not each.name and each.email not in known
    )
    if unknown:
        raise RuleBroken("names", in_words(unknown))
    return [Attendee(each.name or known[each.email], each.email, line=each.line) for each in roster.people]


def _not_there_yet(
    system: SystemActor, session: ScheduledSession, organisation_id: UUID, people: Sequence[Attendee]
) -> list[Attendee]:
    held = reads.list_held(system, session.id)
    addresses = {place.email for place in held if place.email}
    # A name alone says who it is within one list of one organisation, and nowhere else.
    names = {
        place.name.casefold() for place in held if place.email is None and place.organisation_id == organisation_id
    }
    new = [
        each for each in people if (each.email not in addresses if each.email else each.name.casefold() not in names)
    ]
    if len(held) + len(new) > rules.MOST_PEOPLE:
        raise rules.too_many(len(held))
    return new


def give_back(actor: Anyone, place: SessionPlace, clock: Clock) -> SessionPlace:
    """Gives a place back; no reason is asked (`U15`), and who waits longest has it. Twice is as good as once.

    What was said of access needs is removed with it. Whoever asks has seen that they may. RuleBroken once the session
    has begun.
    """
    with system_scope(db.session(), "give a place back at a session, whoever holds it") as system:
        session = lock_session(system, place.session_id)
        db.session.refresh(place)
        if place.state is PlaceState.GIVEN_BACK:
            return place
        if session.state is SessionState.PLANNED:
            rules.check_can_change(session.state, session.starts_at, clock.now())
        was_booked = place.state is PlaceState.BOOKED
        place.state, place.access_needs = PlaceState.GIVEN_BACK, None
        db.session.flush()
        record(actor, "given_back", place, clock)
        if was_booked:
            free_place(session, system)
            move_up(system, session, clock)
    return place


def move_up(system: SystemActor, session: ScheduledSession, clock: Clock) -> None:
    """Gives what is free to those who wait longest, and tells each of them once. The session is locked."""
    if session.state is not SessionState.PLANNED or session.starts_at <= clock.now():
        return
    left = session.places_left
    lucky = reads.list_waiting(system, session.id, rules.MOST_PEOPLE if left is None else left)
    if not lucky or not take_place(session, system, len(lucky)):
        return
    for place in lucky:
        place.state = PlaceState.BOOKED
        record(system, "moved_up", place, clock)
    db.session.flush()
    facts = facts_of(session)
    write_to(lucky, "freed", lambda to, token: PlaceFreed(to, token, *facts), clock)


def check_open(session: ScheduledSession, now: datetime, routes: tuple[OtherRoute, ...] = rules.ROUTES) -> None:
    """RuleBroken, with other ways on (`U37`), where people do not book by themselves any more."""
    if not rules.is_open(session.state, session.starts_at, session.books_until, now):
        raise rules.not_open(routes)
