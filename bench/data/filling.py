"""Making the network: the schema by its migrations, what is few through the services, what is many in bulk."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.schema import CreateIndex

from bench.data.cast import Cast
from bench.data.gatherings import add_events
from bench.data.partners import Partners, add_champions, add_organisations, add_people, add_preparations, add_signatures
from bench.data.training import Taught, TaughtCourse, add_training, indexes_of
from bench.plain import Plain
from bench.sizes import PARTNERS, SIGNED, Scale
from network.charter.service.versions import publish_default_charter
from network.core import migrations, tenancy
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from network.core.schema import grant_rights
from network.training.courses.service import load_default_catalogue
from network.training.queries import list_courses
from network.training.vocabulary import Mode

JOB = SystemActor("fill the benchmark")


def make_schema(owner: Engine, application_role: str | None) -> None:
    """Brings an empty database to where an installation's is."""
    with owner.begin() as connection:
        migrations.upgrade(connection)
        if application_role is not None:
            grant_rights(connection, application_role)


def fill(app: Flask, owner: Engine, plain: Plain, scale: Scale, clock: Clock) -> Cast:
    """Fills a database that has its schema and nothing else."""
    now = clock.now()
    with owner.begin() as connection:
        organisation_ids = add_organisations(connection, scale, now)
        partners = add_people(connection, organisation_ids, scale, now)
        add_champions(connection, partners, now)
        upcoming, largest = add_events(connection, organisation_ids[0], partners.attendees, scale, now)
    version_id, courses = _begin_as_a_network_does(app, clock)
    with owner.begin() as connection:
        add_signatures(connection, partners, version_id, now)
        add_preparations(connection, partners, version_id, now)
    _fill_training(owner, plain, Taught(courses, scale, now), organisation_ids)
    return _cast(partners, upcoming, largest, version_id, courses, now)


def _begin_as_a_network_does(app: Flask, clock: Clock) -> tuple[UUID, list[TaughtCourse]]:
    """The charter of the start, and the catalogue. Courses that are held in person come first."""
    with app.app_context():
        tenancy.enter(db.session(), JOB)
        version = publish_default_charter(JOB, clock)
        load_default_catalogue(JOB, clock)
        commit()
        found = sorted(list_courses(JOB), key=lambda course: Mode.IN_PERSON.value not in course.modes)
        courses = [
            TaughtCourse(course.id, course.tier, course.validity_months) for course in found if course.tier is not None
        ]
        db.session.remove()
        db.engine.dispose()  # the filling wants the file for itself
    return version.id, courses


def _fill_training(owner: Engine, plain: Plain, taught: Taught, organisation_ids: list[UUID]) -> None:
    later = indexes_of()
    with owner.begin() as connection:
        for index in later:
            index.drop(connection)
    with plain.unchecked(), plain.transaction():
        add_training(plain, organisation_ids, taught)
        for index in later:
            plain.execute(str(CreateIndex(index).compile(owner)))
    plain.tidy()


def _cast(
    partners: Partners,
    upcoming: list[UUID],
    largest: UUID,
    version_id: UUID,
    courses: list[TaughtCourse],
    now: datetime,
) -> Cast:
    course = next(course for course in courses if course.tier == 2)
    champions = tuple(partners.champions[:PARTNERS])
    return Cast(
        today=now.date(),
        coordinator=partners.coordinator,
        champion=champions[PARTNERS // 2],
        champions=champions,
        leads=tuple(partners.leads[SIGNED:]),
        upcoming_events=tuple(upcoming),
        largest_event=largest,
        version_id=version_id,
        course_id=course.id,
        course_tier=course.tier,
    )
