"""Training for tests, built through the services."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Barrier
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy import select

from network.core import tenancy
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from network.core.errors import DomainError
from network.core.tenancy import system_scope
from network.training import queries, service
from network.training.courses.service import load_default_catalogue
from network.training.extensions.queries import list_lapsing
from network.training.extensions.service import extend
from network.training.models import Course, Learner
from network.training.models.renewals import Extension
from network.training.roster import read_roster
from network.training.vocabulary import Mode
from tests.support.world import Person

A_MONTH = timedelta(days=31)


def actor_of(person: Person) -> Actor:
    """The person as an actor with their role's rights, here and now in the session."""
    permissions = current_app.extensions["policies"].permissions_of({person.role})
    actor = Actor(person.user_id, person.organisation_id, frozenset({person.role}), permissions)
    tenancy.enter(db.session(), actor)
    return actor


@contextmanager
def acting(app: Flask, person: Person) -> Iterator[Actor]:
    """A transaction of this person, committed at its end."""
    with app.app_context():
        yield actor_of(person)
        commit()


def at_once(app: Flask, person: Person, *verbs: Callable[[Actor], object]) -> list[str | None]:
    """What these say at one moment, each in a transaction of its own: what it was refused with, or None."""
    barrier = Barrier(len(verbs))

    def say(verb: Callable[[Actor], object]) -> str | None:
        barrier.wait()
        try:
            with acting(app, person) as actor:
                verb(actor)
        except DomainError as refused:
            return refused.message
        return None

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(say, verbs))


def as_job(job: Callable[[Clock], None], clock: Clock) -> None:
    """Runs what the worker runs, committed."""
    with system_scope(db.session(), "a job of a test"):
        job(clock)
    commit()


TWO_YEARS_AGO = date(2024, 12, 1)
"""As long ago as a session can be logged, at the clock of the tests; what lasts two years runs out within weeks."""
NEXT_YEAR = date(2027, 12, 31)


def extend_everything(actor: Actor, clock: Clock, until: date = NEXT_YEAR) -> Extension:
    """Somebody's training that runs out in a few weeks, and an extension of all that does."""
    log_session(actor, clock, "Lea Lapsing <lea@lapsing.example>", code="T2-PRACTICE", held_on=TWO_YEARS_AGO)
    endings = [each.ending for each in list_lapsing(actor, clock.today())]
    return extend(actor, endings, until, "The trainer was ill.", clock)


def load_catalogue(app: Flask, clock: Clock) -> dict[str, UUID]:
    """The default catalogue; the courses' ids by code."""
    with app.app_context(), system_scope(db.session(), "the catalogue of a test") as system:
        load_default_catalogue(system, clock)
        commit()
        return {course.code: course.id for course in db.session.scalars(select(Course))}


def log_session(
    actor: Actor,
    clock: Clock,
    names: str,
    *,
    code: str = "T1-ORIENT",
    held_on: date | None = None,
) -> service.LoggedSession:
    """A session of a course, today unless told, for the people of a pasted list."""
    course = queries.find_course(actor, code)
    assert course is not None
    return service.log_session(
        actor,
        course_id=course.id,
        held_on=held_on or clock.today(),
        mode=Mode.IN_PERSON,
        minutes=None,
        place="Town hall",
        roster=read_roster(names),
        clock=clock,
        was_asked=True,
    )


def people(count: int, start: int = 0) -> str:
    """A pasted list of so many people, each with an e-mail."""
    return "\n".join(f"Person {word(n)} <person.{n}@example.org>" for n in range(start, start + count))


def word(number: int) -> str:
    """A number in letters, because a name has some."""
    return "".join(chr(ord("a") + int(figure)) for figure in str(number))


def withdraw(actor: Actor, logged: service.LoggedSession, clock: Clock) -> None:
    """Takes back a session."""
    service.withdraw_session(actor, logged.session_id, clock)


def learners_of(actor: Actor) -> list[Learner]:
    """Everybody who trained in the actor's organisation, by name."""
    return list(db.session.scalars(queries.visible_learners(actor).order_by(Learner.name, Learner.id)))
