"""The database: the base of every model, the engine's settings, and the session that everything shares."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

import uuid_utils.compat
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    Uuid,
    any_,
    event,
    insert,
    literal,
)
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import (
    DeclarativeBase,
    InstrumentedAttribute,
    Mapped,
    Session,
    declared_attr,
    mapped_column,
    registry,
)
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Refuses a naive value on the way in, hands out UTC, on SQLite too, which keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Stores UTC; SQLite compares text, so every value is written in the same zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant needs its time zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Hands out an aware instant in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def words(enum: type[StrEnum], name: str = "") -> Enum:
    """A column for one of our word lists: stored as the word itself, checked by the database.

    A table with several columns of one list gives each a `name` of its own.
    """
    return Enum(
        enum,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=f"{name or enum.__name__.lower()}_known",
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """The base of every model: typed, with named constraints, so that a migration can name what it changes."""

    # One registry, said outright: Flask-SQLAlchemy makes a base of its own from this one and shares it.
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UtcDateTime, UUID: Uuid, dict[str, Any]: JSON, list[str]: JSON},
    )


def insert_all(model: type[Any], rows: list[dict[str, Any]]) -> None:
    """Inserts many rows at once, without making an object of each: a third faster, for files of a hundred thousand.

    Every column is named, those with a default too. The rows are checked as any others. Nothing for no rows.
    """
    if rows:
        db.session.execute(insert(model.__table__), rows)


def new_id() -> UUID:
    """A new key. Its beginning is the time, so that neighbours in time are neighbours in the index."""
    return uuid_utils.compat.uuid7()


class Entity:
    """A row with a key of its own."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-10)


class Versioned:
    """A row that people edit: a second writer who saw an older version gets a conflict, never a silent win."""

    version: Mapped[int] = mapped_column(sort_order=90)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__dict__.get("version", cls.version)}


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


def is_postgresql(session: Session) -> bool:
    """Whether this session talks to PostgreSQL."""
    return session.get_bind().dialect.name == "postgresql"


def is_one_of(column: InstrumentedAttribute[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """Whether a column holds one of many values. PostgreSQL is given them as one, which it reads far faster."""
    if is_postgresql(db.session()):
        return column == any_(literal(list(values), ARRAY(column.type)))
    return column.in_(values)


_TAKEN: Final = frozenset({"23505", sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY})


def is_taken(error: IntegrityError) -> bool:
    """Whether a key was taken by somebody else meanwhile; any other broken constraint is a fault of ours."""
    said = error.orig
    return {getattr(said, "sqlstate", None), getattr(said, "sqlite_errorcode", None)} & _TAKEN != set()


_ENDED_FOR_OTHERS: Final = frozenset({"40P01", "40001"})


def was_ended_for_others(error: DBAPIError) -> bool:
    """Whether PostgreSQL ended the transaction so that others could go on: two that each waited for the other."""
    return getattr(error.orig, "sqlstate", None) in _ENDED_FOR_OTHERS


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    """SQLite as a server needs it. The driver's own transactions are off: `_begin` says BEGIN itself."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        "synchronous=FULL",
        "secure_delete=ON",
        "trusted_schema=OFF",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


WRITES = "network_writes"
"""The key in `session.info` that says: this transaction will write."""


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """A writer takes SQLite's lock at once; a reader that turned writer half way could not wait for it."""
    if connection.dialect.name != "sqlite":
        return
    writes = connection.get_execution_options().get(WRITES, True)
    connection.connection.driver_connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")  # type: ignore[union-attr]


def begin_reading(session: Session) -> None:
    """Opens the session's transaction as a reader's, which on SQLite waits for nobody.

    A writer needs no such call. Nothing happens when a transaction is already open.
    """
    if not session.in_transaction():
        session.connection(execution_options={WRITES: False})
