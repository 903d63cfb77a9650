"""The leak matrix (`B13`): deliberate mistakes, made as one organisation, against the rows of another.

Each mistake is what a tired developer could write. With the guards on, none reveals or changes anything, on SQLite
and on PostgreSQL; with a guard switched off, some do, so each guard is shown to matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import (
    Engine,
    Table,
    create_engine,
    delete,
    event,
    exists,
    func,
    insert,
    literal,
    select,
    text,
    union,
    update,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, aliased, make_transient

from network.accounts.models import ApiToken, Invitation, Membership, User
from network.core import tenancy, tripwire
from network.core.actor import Actor
from network.core.audit import AuditEntry
from network.core.clock import FrozenClock
from network.core.commit import commit, rollback
from network.core.crypto import DataKey, Place, seal
from network.core.database import db, new_id
from network.core.permissions import Role
from network.core.tenancy import ForeignRow, UnscopedQuery, scoped, system_scope, unscoped
from network.organisations.models import Department
from tests.support.databases import Database
from tests.support.world import Person, World

DEPARTMENT, TOKEN, MEMBERSHIP = Department.__table__, ApiToken.__table__, Membership.__table__
WATCHED: tuple[Table, ...] = (DEPARTMENT, TOKEN, MEMBERSHIP, Invitation.__table__)


@dataclass
class Stage:
    """What a mistake is made with: the session of `own`, and the keys of rows that belong to `other`."""

    session: Session
    actor: Actor
    stranger: Actor
    own: UUID
    other: UUID
    department_id: UUID
    token_id: UUID
    membership_id: UUID
    stranger_id: UUID
    detached: Department

    def theirs(self, rows: Any) -> int:
        """How many of these rows, or of their values, are the other organisation's."""
        return sum(1 for row in rows if self._is_theirs(row))

    def _is_theirs(self, row: Any) -> bool:
        foreign = {self.other, self.department_id, self.token_id, self.membership_id, self.stranger_id, "Their key"}
        values = [row] if isinstance(row, UUID | str) or hasattr(row, "__table__") else row
        shown = [getattr(value, "organisation_id", value) for value in values]
        return any(value in foreign for value in shown if isinstance(value, UUID | str))


# A mistake may join two tables on nothing, or delete a row that PostgreSQL does not show it: that is part of it.
pytestmark = [
    pytest.mark.filterwarnings("ignore:SELECT statement has a cartesian product"),
    pytest.mark.filterwarnings("ignore:DELETE statement on table"),
    pytest.mark.filterwarnings("ignore:UPDATE statement on table"),
]

Mistake = Callable[[Stage], int]
MISTAKES: dict[str, Mistake] = {}


def mistake(make: Mistake) -> Mistake:
    """Lists a mistake by its name."""
    MISTAKES[make.__name__] = make
    return make


def reading(name: str, statement: Callable[[Stage], Any]) -> None:
    """Lists a mistake that executes a select and looks at what came."""
    MISTAKES[name] = lambda stage: stage.theirs(stage.session.execute(statement(stage)).all())


def counting(name: str, statement: Callable[[Stage], Any], own: int) -> None:
    """Lists a mistake that reveals a number larger than the organisation's own."""
    MISTAKES[name] = lambda stage: int((stage.session.scalar(statement(stage)) or 0) > own)


def changing(name: str, change: Callable[[Stage], Any]) -> None:
    """Lists a mistake that writes; whether it went through is seen in the database afterwards."""

    def make(stage: Stage) -> int:
        change(stage)
        return 0

    MISTAKES[name] = make


# Selects that nobody scoped
reading("select_entity", lambda _: select(ApiToken))
reading("select_columns", lambda _: select(ApiToken.id, ApiToken.organisation_id))
reading("select_one_column", lambda _: select(ApiToken.label))
reading("select_core_table", lambda _: select(TOKEN))
reading("select_core_columns", lambda _: select(TOKEN.c.organisation_id))
reading("select_by_key", lambda s: select(ApiToken).where(ApiToken.id == s.token_id))
reading("select_network_shared", lambda _: select(Department.organisation_id))
reading("select_alias", lambda _: select(aliased(ApiToken).organisation_id))
reading("select_core_alias", lambda _: select(TOKEN.alias("t").c.organisation_id))
reading("select_distinct", lambda _: select(Membership.organisation_id).distinct())
reading("select_ordered_and_limited", lambda _: select(ApiToken.organisation_id).order_by(ApiToken.label).limit(9))
reading("select_people", lambda s: select(User.id).where(User.id == s.stranger_id))
reading("select_audit", lambda _: select(AuditEntry.chain_id))
reading("select_data_keys", lambda _: select(DataKey.owner_id))
reading("select_from_subquery", lambda _: select(select(ApiToken).subquery().c.organisation_id))
reading("select_from_cte", lambda _: select(select(ApiToken.organisation_id).cte("t").c.organisation_id))
reading("select_union", lambda _: union(select(ApiToken.organisation_id), select(Department.organisation_id)))
reading("select_literal_beside", lambda _: select(literal("x"), TOKEN.c.organisation_id))
reading("group_by", lambda _: select(ApiToken.organisation_id, func.count()).group_by(ApiToken.organisation_id))
reading("window_function", lambda _: select(ApiToken.organisation_id, func.row_number().over(order_by=ApiToken.label)))
reading(
    "scalar_subquery",
    lambda _: select(select(func.max(Department.id)).where(Department.name == "Housing 2").scalar_subquery()),
)

# Counts and existence
counting("count_all", lambda _: select(func.count()).select_from(ApiToken), own=1)
counting("count_column", lambda _: select(func.count(Department.id)), own=1)
counting("sum_of_theirs", lambda _: select(func.sum(Department.headcount)), own=40)
counting("exists", lambda s: select(exists().where(ApiToken.id == s.token_id)), own=0)
counting("exists_correlated", lambda s: select(select(ApiToken.id).where(ApiToken.id == s.token_id).exists()), own=0)

# A scoped table joined to one that was forgotten
reading(
    "join", lambda s: scoped(select(ApiToken.organisation_id).join(Membership, literal(1) == 1), s.actor, Membership)
)
reading(
    "outer_join",
    lambda s: scoped(
        select(ApiToken.id).select_from(Membership).outerjoin(ApiToken, literal(1) == 1), s.actor, Membership
    ),
)
reading("implicit_cross_join", lambda s: scoped(select(Membership.id, ApiToken.organisation_id), s.actor, Membership))
reading(
    "in_subquery",
    lambda s: (
        scoped(select(Membership.id), s.actor, Membership)
        .where(Membership.user_id.in_(select(ApiToken.user_id)))
        .add_columns(select(ApiToken.label).where(ApiToken.label == "Their key").scalar_subquery())
    ),
)
reading("mark_of_somebody_else", lambda s: scoped(select(ApiToken.organisation_id), s.stranger, ApiToken))
reading("entity_for_somebody_else", lambda s: scoped(select(ApiToken), s.stranger, ApiToken))
reading("unscoped_without_a_job", lambda _: unscoped(select(ApiToken), "because"))
reading(
    "outer_not_scoped_inner_is",
    lambda s: select(ApiToken.organisation_id).where(exists(scoped(select(Membership.id), s.actor, Membership))),
)


def _self_join(stage: Stage) -> Any:
    other = aliased(ApiToken)
    return scoped(select(other.organisation_id).join(ApiToken, literal(1) == 1), stage.actor, ApiToken)


reading("self_join_alias", _self_join)


def _mark_inside_or(stage: Stage) -> Any:
    marked = scoped(select(ApiToken.organisation_id), stage.actor, ApiToken)
    (mark,) = marked._where_criteria
    return select(ApiToken.organisation_id).where(mark | (literal(1) == 1))


reading("mark_inside_or", _mark_inside_or)


@mistake
def get_by_key(stage: Stage) -> int:
    return int(stage.session.get(ApiToken, stage.token_id) is not None)


@mistake
def get_one(stage: Stage) -> int:
    return int(stage.session.get_one(Department, stage.department_id) is not None)


@mistake
def legacy_query(stage: Stage) -> int:
    return stage.theirs(stage.session.query(ApiToken).all())


@mistake
def legacy_query_count(stage: Stage) -> int:
    return int(stage.session.query(ApiToken).count() > 1)


@mistake
def scalars_streamed(stage: Stage) -> int:
    return stage.theirs(stage.session.scalars(select(ApiToken).execution_options(yield_per=10)))


@mistake
def export_rows(stage: Stage) -> int:
    return stage.theirs(row["label"] for row in stage.session.execute(select(*TOKEN.c)).yield_per(5).mappings())


@mistake
def raw_sql(stage: Stage) -> int:
    return stage.theirs(stage.session.execute(text("SELECT label FROM api_token")).all())


@mistake
def raw_sql_on_the_connection(stage: Stage) -> int:
    return stage.theirs(stage.session.connection().execute(text("SELECT label FROM api_token")).all())


@mistake
def driver_sql(stage: Stage) -> int:
    return stage.theirs(stage.session.connection().exec_driver_sql("SELECT label FROM api_token").all())


@mistake
def core_select_on_the_connection(stage: Stage) -> int:
    return stage.theirs(stage.session.connection().execute(select(TOKEN.c.label)).all())


@mistake
def engine_of_its_own(_stage: Stage) -> int:
    with db.engine.connect() as connection:
        return int("Their key" in set(connection.execute(select(TOKEN.c.label)).scalars()))


@mistake
def insert_from_select(stage: Stage) -> int:
    stage.session.execute(
        insert(ApiToken).from_select(
            ["id", "organisation_id", "user_id", "label", "token_hash", "scopes", "made_at", "expires_at"],
            select(
                literal(new_id()),
                literal(stage.own),
                literal(stage.actor.user_id),
                ApiToken.label,
                literal("copied"),
                ApiToken.scopes,
                ApiToken.made_at,
                ApiToken.expires_at,
            ).where(ApiToken.id == stage.token_id),
        )
    )
    stage.session.flush()
    copied = scoped(select(ApiToken.label), stage.actor, ApiToken).where(ApiToken.token_hash == "copied")
    return stage.theirs(stage.session.execute(copied).all())


@mistake
def refresh_of_a_detached_row(stage: Stage) -> int:
    stage.session.add(stage.detached)
    stage.session.refresh(stage.detached)
    return int(stage.detached.name == "Housing 2")


def _department(organisation_id: UUID) -> Department:
    return Department(id=new_id(), organisation_id=organisation_id, name="Planted")


def _change_detached(stage: Stage) -> None:
    stage.session.add(stage.detached)
    stage.detached.name = "Changed"


def _move(stage: Stage, found: Department | None, to: UUID) -> None:
    assert found is not None
    found.organisation_id = to


def _transient(stage: Stage) -> None:
    make_transient(stage.detached)
    stage.detached.name = "Changed"
    stage.session.merge(stage.detached)


def _own_department(stage: Stage) -> Department:
    return stage.session.scalars(scoped(select(Department), stage.actor, Department)).one()


# Writes
changing("insert_for_them", lambda s: s.session.add(_department(s.other)))
changing("insert_all_for_them", lambda s: s.session.add_all([_department(s.own), _department(s.other)]))
changing(
    "insert_core_for_them",
    lambda s: s.session.execute(
        insert(DEPARTMENT), [{"id": new_id(), "organisation_id": s.other, "name": "Planted", "version": 1}]
    ),
)
changing(
    "insert_values_for_them",
    lambda s: s.session.execute(
        insert(Department).values(id=new_id(), organisation_id=s.other, name="Planted", version=1)
    ),
)
changing(
    "insert_bulk_for_them",
    lambda s: s.session.execute(
        insert(Department), [{"id": new_id(), "organisation_id": s.other, "name": "Planted", "version": 1}]
    ),
)
changing("bulk_save", lambda s: s.session.bulk_save_objects([_department(s.other)]))
changing(
    "bulk_insert_mappings",
    lambda s: s.session.bulk_insert_mappings(
        Department, [{"id": new_id(), "organisation_id": s.other, "name": "Planted", "version": 1}]
    ),
)
changing(
    "insert_on_the_connection",
    lambda s: s.session.connection().execute(
        insert(DEPARTMENT), [{"id": new_id(), "organisation_id": s.other, "name": "Planted", "version": 1}]
    ),
)
changing("update_all", lambda s: s.session.execute(update(Department).values(name="Changed")))
changing(
    "update_by_key",
    lambda s: s.session.execute(update(Department).where(Department.id == s.department_id).values(name="Changed")),
)
changing(
    "update_core",
    lambda s: s.session.execute(update(DEPARTMENT).where(DEPARTMENT.c.id == s.department_id).values(name="Changed")),
)
changing(
    "update_bulk_by_key",
    lambda s: s.session.execute(update(Department), [{"id": s.department_id, "name": "Changed", "version": 1}]),
)
changing(
    "bulk_update_mappings",
    lambda s: s.session.bulk_update_mappings(Department, [{"id": s.department_id, "name": "Changed", "version": 1}]),
)
changing(
    "update_on_the_connection", lambda s: s.session.connection().execute(update(DEPARTMENT).values(name="Changed"))
)
changing("move_ours_to_them", lambda s: _move(s, _own_department(s), s.other))
changing(
    "move_by_update",
    lambda s: s.session.execute(
        scoped(update(Department), s.actor, Department).values(organisation_id=s.other, name="Planted", version=1)
    ),
)
changing("take_theirs", lambda s: (s.session.add(s.detached), _move(s, s.detached, s.own)))
changing("dirty_detached", _change_detached)
changing("merge_transient", _transient)
changing("delete_all", lambda s: s.session.execute(delete(ApiToken)))
changing("delete_by_key", lambda s: s.session.execute(delete(ApiToken).where(ApiToken.id == s.token_id)))
changing("delete_detached", lambda s: s.session.delete(s.detached))
changing("delete_core", lambda s: s.session.execute(delete(TOKEN)))
changing("legacy_query_update", lambda s: s.session.query(Department).update({"name": "Changed"}))
changing("legacy_query_delete", lambda s: s.session.query(ApiToken).delete())


def _after_a_failed_flush(stage: Stage) -> None:
    stage.session.add(_department(stage.own))
    stage.session.flush()
    duplicate = _department(stage.own)
    stage.session.add(duplicate)
    with pytest.raises(SQLAlchemyError):
        stage.session.flush()
    stage.session.rollback()
    stage.session.connection().execute(update(DEPARTMENT).values(name="Changed"))


changing("after_a_failed_flush", _after_a_failed_flush)


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
