"""PostgreSQL hears for whom a connection works before the next statement, and no sooner; SQLite is told nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select

from network.core import tenancy
from network.core.actor import Actor, SystemActor
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.organisations.models import Department
from tests.support.databases import Database
from tests.support.world import World


@pytest.fixture
def told() -> Iterator[list[tuple[str, str]]]:
    """What PostgreSQL was told so far: an organisation, a job."""
    heard: list[tuple[str, str]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if "set_config" in statement:
            heard.append((parameters["organisation_id"], parameters["job"]))

    event.listen(Engine, "before_cursor_execute", note)
    yield heard
    event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def actor(in_app: None, world: World) -> Actor:
    person = world.person(Role.ORGANISATION_LEAD)
    return Actor(person.user_id, person.organisation_id, frozenset({Role.ORGANISATION_LEAD}), frozenset())


def ask(actor: Actor | SystemActor) -> int:
    """How many departments the actor sees."""
    return len(db.session.scalars(scoped(select(Department), actor, Department)).all())


def test_it_is_told_once_for_all_that_one_scope_asks(database: Database, actor: Actor, told):
    tenancy.enter(db.session(), actor)
    ask(actor)
    ask(actor)
    with system_scope(db.session(), "nothing is asked in here"):
        pass
    ask(actor)
    own = (str(actor.organisation_id), "")
    assert told == ([own] if database.is_postgresql else [])


def test_it_is_told_of_each_scope_that_asks(database: Database, actor: Actor, told):
    tenancy.enter(db.session(), actor)
    own = ask(actor)
    with system_scope(db.session(), "look") as system:
        everybodys = ask(system)
    assert ask(actor) == own < everybodys
    expected = [(str(actor.organisation_id), ""), ("", "yes"), (str(actor.organisation_id), "")]
    assert told == (expected if database.is_postgresql else [])


def test_what_was_told_is_forgotten_with_its_savepoint(in_app, actor: Actor):
    tenancy.enter(db.session(), actor)
    savepoint = db.session.begin_nested()
    own = ask(actor)
    with system_scope(db.session(), "look") as system:
        everybodys = ask(system)
        savepoint.rollback()
        assert ask(system) == everybodys > own
    assert ask(actor) == own


def test_a_transaction_begins_as_nobodys(database: Database, actor: Actor, told):
    """Whose the pooled connection was before is gone, for the next session and for who goes round the session."""
    tenancy.enter(db.session(), actor)
    ask(actor)
    db.session.commit()
    told.clear()
    tenancy.enter(db.session(), actor)
    ask(actor)
    assert told == ([(str(actor.organisation_id), "")] if database.is_postgresql else [])
    db.session.remove()
    if database.is_postgresql:
        setting = select(func.coalesce(func.current_setting("network.organisation_id", True), ""))
        assert db.session.scalar(setting) == ""
        with db.engine.connect() as connection:
            assert connection.scalar(setting) == ""
