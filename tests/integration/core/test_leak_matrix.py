"""The leak matrix (`B13`): deliberate mistakes, made as one organisation, against the rows of another.

Each mistake is what a tired developer could write. With the guards on, none reveals or changes anything, on SQLite
and on PostgreSQL; with a guard switched off, some do, so each guard is shown to matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import (
    Engine,
    create_engine,
    event,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from network.accounts.models import ApiToken, Membership
from network.core import tenancy, tripwire
from network.core.actor import Actor
from network.core.clock import FrozenClock
from network.core.commit import commit, rollback
from network.core.crypto import Place, seal
from network.core.database import db, new_id
from network.core.permissions import Role
from network.core.tenancy import ForeignRow, UnscopedQuery, system_scope, unscoped
from network.organisations.models import Department
from tests.support.databases import Database
from tests.support.mistakes import MISTAKES, WATCHED, Stage
from tests.support.world import Person, World

# A mistake may join two tables on nothing, or delete a row that PostgreSQL does not show it: that is part of it.
pytestmark = [
    pytest.mark.filterwarnings("ignore:SELECT statement has a cartesian product"),
    pytest.mark.filterwarnings("ignore:DELETE statement on table"),
    pytest.mark.filterwarnings("ignore:UPDATE statement on table"),
]


@pytest.fixture
def stage_of(app: Flask, clock: FrozenClock, database: Database) -> Callable[[], Stage]:
    """Fills both organisations and opens a session as `own`'s lead, anew for each mistake."""

    def make() -> Stage:
        database.empty()
        with system_scope(db.session(), "rows to leak"):
            world = World.bare(clock)
            lead = world.add_person("own", Role.ORGANISATION_LEAD, clock)
            stranger = world.add_person("other", Role.ORGANISATION_LEAD, clock)
            ours, theirs = _fill(lead, "Our key", "Housing", clock), _fill(stranger, "Their key", "Housing 2", clock)
            commit()
            membership_id = db.session.scalars(
                unscoped(select(Membership.id).where(Membership.user_id == stranger.user_id), "a test")
            ).one()
        db.session.expunge_all()
        db.session.remove()
        actor = _actor(lead)
        tenancy.enter(db.session(), actor)
        assert ours[0].organisation_id == world.own
        department, token = theirs
        return Stage(
            db.session(),
            actor,
            _actor(stranger),
            world.own,
            world.other,
            department.id,
            token.id,
            membership_id,
            stranger.user_id,
            department,
        )

    return make


def _fill(person: Person, label: str, name: str, clock: FrozenClock) -> tuple[Department, ApiToken]:
    """A department, a token and a data key of the person's organisation."""
    department = Department(id=new_id(), organisation_id=person.organisation_id, name=name, headcount=40)
    token = ApiToken(
        id=new_id(),
        organisation_id=person.organisation_id,
        user_id=person.user_id,
        label=label,
        token_hash=label,
        scopes=[],
        made_at=clock.now(),
        expires_at=clock.now() + timedelta(days=1),
    )
    db.session.add_all([department, token])
    seal("a secret", Place(person.organisation_id, "t", "c", new_id()), clock)
    return department, token


def _actor(person: Person) -> Actor:
    return Actor(person.user_id, person.organisation_id, frozenset({person.role}), frozenset())


def _rows_of_other(database: Database, other: UUID) -> dict[str, list[Any]]:
    """Everything that the other organisation holds, seen by the owner."""
    with database.owner.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table).where(table.c.organisation_id == other))))
            for table in WATCHED
        }


def _leaks(name: str, stage: Stage, database: Database) -> bool:
    """Whether the mistake revealed, changed, added or removed anything of the other organisation's."""
    before = _rows_of_other(database, stage.other)
    try:
        revealed = MISTAKES[name](stage)
        stage.session.commit()
    except (UnscopedQuery, ForeignRow, SQLAlchemyError):
        revealed = 0
    finally:
        rollback()
        db.session.remove()
    return bool(revealed) or _rows_of_other(database, stage.other) != before


@contextmanager
def without(*listeners: str) -> Iterator[None]:
    """Switches some of the tripwire's listeners off, by the name of their event; all of them without a name."""
    chosen = [entry for entry in tripwire._LISTENERS if not listeners or entry[1] in listeners]
    for target, name, listener, _ in chosen:
        event.remove(target, name, listener)
    try:
        yield
    finally:
        for target, name, listener, options in chosen:
            event.listen(target, name, listener, **options)


def test_enough_mistakes_are_made() -> None:
    assert len(MISTAKES) >= 50


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_leaks_nothing(name: str, in_app: Flask, stage_of: Callable[[], Stage], database: Database) -> None:
    assert not _leaks(name, stage_of(), database)


def _leaking(stage_of: Callable[[], Stage], database: Database) -> set[str]:
    found = set()
    for name in MISTAKES:
        stage = stage_of()
        if _leaks(name, stage, database):
            found.add(name)
    return found


@pytest.mark.parametrize(
    ("listeners", "mistakes"),
    [
        (["do_orm_execute", "before_execute"], ["select_columns", "raw_sql", "update_by_key", "move_by_update"]),
        (["before_execute"], ["core_select_on_the_connection", "update_on_the_connection", "engine_of_its_own"]),
        (["before_cursor_execute"], ["driver_sql"]),
        (["before_flush", "before_execute"], ["insert_for_them", "move_ours_to_them"]),
    ],
)
def test_each_listener_matters(listeners, mistakes, in_app, stage_of, database) -> None:
    """With listeners off, their mistakes go through on SQLite; on PostgreSQL row-level security still holds them."""
    with without(*listeners):
        for name in mistakes:
            leaked = _leaks(name, stage_of(), database)
            assert leaked is not database.is_postgresql, name


def test_a_row_that_slips_through_a_statement_is_caught_as_it_loads(in_app, stage_of, database) -> None:
    with without("do_orm_execute", "before_execute"):
        assert not _leaks("select_entity", stage_of(), database)
    with without("do_orm_execute", "before_execute", "load"):
        assert _leaks("select_entity", stage_of(), database) is not database.is_postgresql


@pytest.fixture
def as_superuser(app: Flask, database: Database) -> Iterator[None]:
    """The application with a role that row-level security does not hold; on SQLite nothing changes."""
    with app.app_context():
        engines = db.engines
        proper: Engine = engines[None]
        engines[None] = create_engine(database.owner.url)
    try:
        yield
    finally:
        engines[None].dispose()
        engines[None] = proper


def test_without_the_tripwire(in_app, stage_of, database) -> None:
    """On SQLite nearly everything leaks. On PostgreSQL row-level security alone holds all of it."""
    with without():
        leaking = _leaking(stage_of, database)
    if database.is_postgresql:
        assert leaking == set()
    else:
        assert len(leaking) >= 50, sorted(set(MISTAKES) - leaking)


def test_without_row_security_and_tripwire(as_superuser, in_app, stage_of, database) -> None:
    """With both off the matrix fails on PostgreSQL too: it can."""
    with without():
        assert len(_leaking(stage_of, database)) >= 50


def test_without_row_security_the_tripwire_holds(as_superuser, in_app, stage_of, database) -> None:
    assert _leaking(stage_of, database) == set()
