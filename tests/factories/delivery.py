"""Sessions to come for tests, built through the services."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from network.core import outbox
from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.training.delivery.feedback import Said
from network.training.delivery.links import tokens_of
from network.training.delivery.messages import PracticeAsked, SessionOver
from network.training.delivery.models import ScheduledSession, SessionPlace
from network.training.delivery.rules import SessionDraft, Span
from network.training.delivery.service import answers, attendance, by_link, places, planning
from network.training.delivery.service.by_link import Asking
from network.training.models import Course
from network.training.roster import read_roster
from network.training.vocabulary import Mode
from tests.factories import training
from tests.support.world import Person, World

LINK = "https://meet.example.org/canary-room"
TWO_HOURS = timedelta(hours=2)


def draft(starts_at: datetime, course_id: UUID, holder: UUID, **changes: Any) -> SessionDraft:
    """A plain session of two hours."""
    days = changes.pop("days", 1)
    begins = [starts_at + timedelta(days=day) for day in range(days)]
    said: dict[str, Any] = {
        "course_id": course_id,
        "parts": tuple(Span(each, each + TWO_HOURS) for each in begins),
        "mode": Mode.BLENDED,
        "place": "Room 4, Town Hall",
        "joining_link": LINK,
        "capacity": 12,
        "is_open_to_all": False,
        "books_until": None,
        "facilitators": (holder,),
        "content_note": None,
        "breaks": "In the middle, for 15 minutes",
        "camera_may_be_off": True,
        "may_leave_any_time": True,
    }
    return SessionDraft(**{**said, **changes})


def course_of(app: Flask, clock: Clock, code: str = "T2-PRACTICE") -> UUID:
    """A course of the catalogue, which is loaded where it is not yet."""
    with app.app_context():
        found = db.session.scalar(select(Course.id).where(Course.code == code))
        db.session.remove()
    return found or training.load_catalogue(app, clock)[code]


def plan(
    app: Flask,
    world: World,
    clock: Clock,
    *,
    at: str = "own",
    ahead: timedelta = timedelta(days=9),
    weeks: int = 1,
    course_id: UUID | None = None,
    **changes: Any,
) -> UUID:
    """A session of a partner, held by its facilitator; committed."""
    person = world.person(Role.FACILITATOR, at)
    course_id = course_id or course_of(app, clock)
    with training.acting(app, person) as actor:
        said = draft(clock.now() + ahead, course_id, person.user_id, **changes)
        (first, *_others) = planning.plan_sessions(actor, said, weeks, clock)
        key: UUID = first.id
    with app.app_context():
        db.session.remove()
    return key


def booking_token(app: Flask, session_id: UUID) -> str:
    """The text of the link by which people book."""
    with app.app_context(), system_scope(db.session(), "a link for a test") as system:
        session = db.session.scalars(
            scoped(select(ScheduledSession), system, ScheduledSession).where(ScheduledSession.id == session_id)
        ).one()
        return tokens_of([session])[session.id]


def places_of(app: Flask, session_id: UUID) -> list[SessionPlace]:
    """Every place at a session, in the order in which they were asked for."""
    with app.app_context(), system_scope(db.session(), "look") as system:
        rows = scoped(select(SessionPlace), system, SessionPlace).where(SessionPlace.session_id == session_id)
        return list(db.session.scalars(rows.order_by(SessionPlace.since, SessionPlace.id)))


def place_token(app: Flask, place: SessionPlace) -> str:
    """The text of the link to somebody's own place."""
    with app.app_context(), system_scope(db.session(), "a link for a test"):
        return tokens_of([place])[place.id]


def stored(app: Flask, session_id: UUID) -> ScheduledSession:
    """The session as it stands in the database."""
    with app.app_context(), system_scope(db.session(), "look") as system:
        return db.session.scalars(
            scoped(select(ScheduledSession), system, ScheduledSession).where(ScheduledSession.id == session_id)
        ).one()


def book(app: Flask, person: Person, session_id: UUID, clock: Clock, needs: str = "") -> SessionPlace:
    """A place for somebody signed in."""
    with training.acting(app, person) as actor:
        return places.book(actor, session_id, needs, clock)


def book_names(app: Flask, person: Person, session_id: UUID, clock: Clock, names: str) -> places.Added:
    """Places for the people of a pasted list."""
    with training.acting(app, person) as actor:
        return places.book_people(actor, session_id, read_roster(names), clock)


def ask(app: Flask, token: str, clock: Clock, email: str, organisation_id: UUID | None = None, needs: str = "") -> None:
    """Somebody without an account asks for a place."""
    with app.app_context():
        by_link.ask(token, Asking(email.split("@", maxsplit=1)[0].title(), email, organisation_id, needs), clock)
        commit()


def letters(app: Flask) -> list[outbox.Message]:
    """Everything that is on its way."""
    with app.app_context():
        found = list(outbox.waiting_messages())
        db.session.remove()
    return found


def hold(app: Flask, world: World, clock: Clock, people: int, *, at: str = "own") -> UUID:
    """A session that so many people came to, recorded; the clock stands on its day."""
    session_id = plan(app, world, clock, at=at, capacity=None)
    names = "\n".join(f"Pat P{'x' * (n + 1)} <{session_id.hex}{n}@a.example>" for n in range(people))
    person = world.person(Role.FACILITATOR, at)
    book_names(app, person, session_id, clock, names)
    clock.move_to(stored(app, session_id).starts_at)
    with training.acting(app, person) as actor:
        attendance.mark_everybody(actor, session_id, 1, clock)
    with training.acting(app, person) as actor:
        attendance.record_attendance(actor, session_id, clock)
    return session_id


def answer_tokens(app: Flask, kind: type[SessionOver | PracticeAsked] = SessionOver) -> list[str]:
    """The links by which people are asked."""
    return [letter.token for letter in letters(app) if isinstance(letter, kind)]


def answer(app: Flask, token: str, clock: Clock, said: Said) -> None:
    """What somebody says of a session."""
    with app.app_context():
        answers.answer(token, said, clock)
        commit()
