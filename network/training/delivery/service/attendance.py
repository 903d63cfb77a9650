"""Who was there: marked by those who hold a session, and recorded in the organisation of each person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from network.core import audit
from network.core.actor import Actor, Anyone, SystemActor
from network.core.clock import Clock, local_date
from network.core.database import db, new_id
from network.core.errors import NotFound, RuleBroken
from network.core.news import announce
from network.core.places import take_place
from network.core.tenancy import scoped, system_scope
from network.training.courses.queries import get_course
from network.training.delivery import rules
from network.training.delivery.models import ScheduledSession, SessionPlace
from network.training.delivery.queries.places import list_held
from network.training.delivery.queries.sessions import get_to_run, lock_session, parts_of
from network.training.delivery.rules import Span
from network.training.delivery.service.afterwards import thank
from network.training.delivery.service.places import new_people
from network.training.delivery.service.seating import Wanted, put_down, record
from network.training.delivery.vocabulary import PlaceState, Presence, SessionState
from network.training.messages import TrainingWithdrawn
from network.training.models import Course, TrainingSession
from network.training.recording import add_people, take_out
from network.training.roster import Attendee, Roster
from network.training.service import tell_of_session

_RECORDING = "record who was at a session, in the organisation of each"


def mark(
    actor: Actor, session_id: UUID, part: int, place_id: UUID, presence: Presence, clock: Clock
) -> ScheduledSession:
    """Says how somebody was at one part of a session. What was recorded before is put right.

    Raises NotFound, NotAllowed, and RuleBroken outside the days on which it can be said.
    """
    session = _to_mark(actor, session_id, part, clock)
    with system_scope(db.session(), _RECORDING) as system:
        place = next((each for each in list_held(system, session.id) if each.id == place_id), None)
        if place is None:
            raise NotFound("We could not find that person at this session.")
        if place.state is PlaceState.WAITING:
            if presence not in (Presence.PRESENT, Presence.PART):
                return session  # nobody expected them
            _seat(system, session, 1)
            place.state = PlaceState.BOOKED
        _mark(actor, place, part, presence, clock)
    _put_right(actor, session, clock)
    return session


def mark_everybody(actor: Actor, session_id: UUID, part: int, clock: Clock) -> int:
    """Says that everybody with a place was there whom nobody has marked yet; how many. Raises as `mark`."""
    session = _to_mark(actor, session_id, part, clock)
    with system_scope(db.session(), _RECORDING) as system:
        places = [each for each in list_held(system, session.id) if each.state is PlaceState.BOOKED]
        unmarked = [each for each in places if str(part) not in each.presence]
        for place in unmarked:
            _mark(actor, place, part, Presence.PRESENT, clock)
    _put_right(actor, session, clock)
    return len(unmarked)


def add_walk_ins(actor: Actor, session_id: UUID, part: int, roster: Roster, clock: Clock) -> int:
    """People of the actor's organisation who came without a place, and were there at this part; how many are new.

    Whoever has a place already is marked as there. RuleBroken names `names`; otherwise as `mark`.
    """
    people = new_people(actor, roster)
    session = _to_mark(actor, session_id, part, clock)
    with system_scope(db.session(), _RECORDING) as system:
        held = {_key(each.organisation_id, each.email, each.name): each for each in list_held(system, session.id)}
        keys = {each: _key(actor.organisation_id, each.email, each.name) for each in people}
        new = [each for each in people if keys[each] not in held]
        if len(held) + len(new) > rules.MOST_PEOPLE:
            raise rules.too_many(len(held))
        added = put_down(session, actor.organisation_id, [Wanted(each.name, each.email) for each in new], clock)
        known = [held[key] for key in keys.values() if key in held]
        waited = [place for place in known if place.state is PlaceState.WAITING]
        _seat(system, session, len(added) + len(waited))
        for place in [*added, *known]:
            place.state = PlaceState.BOOKED
            _mark(actor, place, part, Presence.PRESENT, clock)
    _put_right(actor, session, clock)
    return len(added)


def sign_in(system: SystemActor, session_id: UUID, part: int, person: Attendee, clock: Clock) -> None:
    """Marks somebody as here who wrote themselves down: at their place, or at a new one of the organisation that holds
    the session. Whoever asks has seen that it is time, and that nothing is recorded yet.

    RuleBroken where the list is as long as it can be. Twice is as good as once.
    """
    session = lock_session(system, session_id)
    held = list_held(system, session.id)
    place = next((each for each in held if _is_of(each, session, person)), None)
    if place is None:
        if len(held) >= rules.MOST_PEOPLE:
            raise rules.too_many(len(held))
        _seat(system, session, 1)
        (place,) = put_down(session, session.organisation_id, [Wanted(person.name, person.email)], clock)
    elif place.state is PlaceState.WAITING:
        _seat(system, session, 1)
        place.state = PlaceState.BOOKED
    _mark(system, place, part, Presence.PRESENT, clock)


def _is_of(place: SessionPlace, session: ScheduledSession, person: Attendee) -> bool:
    """A name alone says who it is within one organisation, and nowhere else."""
    if person.email or place.email:
        return place.email == person.email
    is_ours = place.organisation_id == session.organisation_id
    return is_ours and place.name.casefold() == person.name.casefold()


def _seat(system: SystemActor, session: ScheduledSession, people: int) -> None:
    """Counts people who are in the room. Where they are more than places, there were as many places as people."""
    if not people or take_place(session, system, people):
        return
    session.capacity = session.places_taken + people
    db.session.flush()
    take_place(session, system, people)


def _key(organisation_id: UUID, email: str | None, name: str) -> str:
    """What somebody is known by at one session: a name alone within their own organisation."""
    return email or f"{organisation_id} {name.casefold()}"


def _to_mark(actor: Actor, session_id: UUID, part: int, clock: Clock) -> ScheduledSession:
    session = get_to_run(actor, session_id, lock=True)
    parts = parts_of([session.id])[session.id]
    if not 1 <= part <= len(parts):
        raise NotFound("This session has no such day.")
    check_can_mark(session, parts[part - 1], clock)
    return session


def check_can_mark(session: ScheduledSession, part: Span, clock: Clock) -> None:
    """RuleBroken, with other ways on (`U37`), for a session that is cancelled, to come, or over for long."""
    if session.state is SessionState.CANCELLED or not rules.can_mark(part, session.ends_at, clock.now()):
        raise rules.not_today()


def _mark(actor: Anyone, place: SessionPlace, part: int, presence: Presence, clock: Clock) -> None:
    if place.presence.get(str(part)) == presence:
        return
    place.presence = {**place.presence, str(part): presence.value}
    db.session.flush()
    record(actor, "marked", place, clock, {"part": part, "presence": presence.value})


def record_attendance(actor: Actor, session_id: UUID, clock: Clock) -> ScheduledSession:
    """Records in each person's own organisation that those who were there completed the course; twice is as once.

    A course in parts asks for all of them, and whoever was there in part has not completed it. What is marked later
    puts it right. Raises NotFound, NotAllowed, and RuleBroken while nobody is marked, or a part is still to come: what
    is recorded cannot be moved to another day any more.
    """
    session = get_to_run(actor, session_id, lock=True)
    parts = parts_of([session.id])[session.id]
    check_can_mark(session, parts[-1], clock)
    if not rules.can_record(parts[-1], session.ends_at, clock.now()):
        raise rules.not_begun()
    with system_scope(db.session(), _RECORDING) as system:
        if not any(place.presence for place in list_held(system, session.id)):
            raise RuleBroken(None, "Mark first who was here. Then it can be recorded.", routes=rules.ROUTES)
    if session.recorded_at is None:
        session.recorded_at = clock.now()
        db.session.flush()
        changes = {"session": str(session.id)}
        audit.record(
            actor,
            clock.now(),
            "delivery.session.recorded",
            "scheduled_session",
            session.id,
            organisation_id=session.organisation_id,
            changes=changes,
        )
    _put_right(actor, session, clock)
    return session


def _put_right(actor: Actor, session: ScheduledSession, clock: Clock) -> None:
    """What the records say of a session is what was marked, once it was recorded at all."""
    if session.recorded_at is None:
        return
    with system_scope(db.session(), _RECORDING) as system:
        parts, course = parts_of([session.id])[session.id], get_course(system, session.course_id)
        by_organisation: dict[UUID, list[SessionPlace]] = defaultdict(list)
        for place in list_held(system, session.id):
            by_organisation[place.organisation_id].append(place)
        for organisation_id, places in sorted(by_organisation.items()):
            logged = _find_logged(system, session, organisation_id)
            if logged is not None and logged.withdrawn_at is not None and logged.people:
                continue  # they took it back themselves
            logged = logged or _new_log(actor, session, parts, organisation_id, clock)
            _take_out(actor, system, logged, places, parts, clock)
            _add(actor, system, logged, course, places, parts, clock)
        thank(session, [place for places in by_organisation.values() for place in places], clock)


def _find_logged(system: SystemActor, session: ScheduledSession, organisation_id: UUID) -> TrainingSession | None:
    rows = scoped(select(TrainingSession), system, TrainingSession).where(
        TrainingSession.scheduled_id == session.id, TrainingSession.organisation_id == organisation_id
    )
    return db.session.scalars(rows.with_for_update()).first()


def _new_log(
    actor: Actor, session: ScheduledSession, parts: Sequence[Span], organisation_id: UUID, clock: Clock
) -> TrainingSession:
    length = sum((part.ends_at - part.starts_at).total_seconds() for part in parts)
    return TrainingSession(
        id=new_id(),
        organisation_id=organisation_id,
        course_id=session.course_id,
        held_on=local_date(parts[-1].starts_at),
        mode=session.mode,
        minutes=int(length // 60),
        place=session.place[: rules.LONGEST_LOGGED_PLACE],
        people=0,
        logged_by_id=actor.user_id,
        logged_at=clock.now(),
        scheduled_id=session.id,
    )


def _take_out(
    actor: Actor,
    system: SystemActor,
    logged: TrainingSession,
    places: Sequence[SessionPlace],
    parts: Sequence[Span],
    clock: Clock,
) -> None:
    gone = [each for each in places if each.completion_id and not rules.was_there(each.presence, len(parts))]
    if not gone:
        return
    taken = take_out(system, logged, [each.completion_id for each in gone if each.completion_id], clock)
    logged.people -= taken
    logged.withdrawn_at = clock.now() if not logged.people else None
    for place in gone:
        place.completion_id = None
    db.session.flush()
    if not logged.people:
        announce(TrainingWithdrawn(logged.organisation_id, logged.id, logged.logged_by_id))
    _note(actor, logged, {"taken_out": taken, "people": logged.people}, clock)


def _add(
    actor: Actor,
    system: SystemActor,
    logged: TrainingSession,
    course: Course,
    places: Sequence[SessionPlace],
    parts: Sequence[Span],
    clock: Clock,
) -> None:
    there = [each for each in places if not each.completion_id and rules.was_there(each.presence, len(parts))]
    if not there:
        return
    people = [Attendee(each.name, each.email, line=line) for line, each in enumerate(there, 1)]
    is_first = not logged.people
    recorded = add_people(system, logged, course, people, clock)
    for line, completion_id in recorded.completions.items():
        there[line - 1].completion_id = completion_id
    db.session.flush()
    if not recorded.learners:
        return
    logged.withdrawn_at = None
    if is_first:
        tell_of_session(actor, logged, course, recorded, clock)
    else:
        _note(actor, logged, {"added": len(recorded.learners), "people": logged.people}, clock)


def _note(actor: Actor, logged: TrainingSession, changes: dict[str, int], clock: Clock) -> None:
    audit.record(
        actor,
        clock.now(),
        "training.session.corrected",
        "training_session",
        logged.id,
        organisation_id=logged.organisation_id,
        changes=changes,
    )
