"""The schema: guarded where an organisation owns it, and the same by migrations as by models (`B13`, `B39`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from network.core import migrations
from network.core.database import Base
from network.core.row_security import APPEND_ONLY
from network.core.schema import create_schema, owner_engine, role_faults
from network.core.tripwire import guards
from tests.support import postgres
from tests.support.databases import Database, is_postgresql_run


def test_every_table_with_an_owner_is_guarded(app):
    owned = {table.name for table in Base.metadata.sorted_tables if "organisation_id" in table.columns}
    assert sorted(owned - set(guards())) == []
    assert owned, "no table has an owner: this test looks at nothing"


def test_an_owner_is_never_missing(app):
    nullable = [
        t.name for t in Base.metadata.sorted_tables if "organisation_id" in t.columns and t.c.organisation_id.nullable
    ]
    assert nullable == []


def test_guarded_tables_are_under_row_level_security(app, database: Database):
    if not database.is_postgresql:
        assert not database.url.startswith("postgresql")
        return
    with database.owner.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relkind = 'r'"
        )
        protected = {row[0] for row in rows}
    assert protected == set(guards())


def test_the_application_role_is_held_by_them(app, database: Database):
    engine = owner_engine(database.url)
    with engine.connect() as connection:
        assert role_faults(connection) == []
    engine.dispose()


def test_the_owner_would_be_refused(app, database: Database):
    """The gate can go red: the role that made the tables."""
    with database.owner.connect() as connection:
        assert bool(role_faults(connection)) is database.is_postgresql


def test_the_audit_only_grows(app, database: Database):
    if not database.is_postgresql:
        return
    with database.owner.connect() as connection:
        for table in APPEND_ONLY:
            rights = connection.exec_driver_sql(
                "SELECT privilege_type FROM information_schema.role_table_grants"
                " WHERE table_name = %s AND grantee = %s",
                (table, postgres.APPLICATION),
            )
            assert {row[0] for row in rights} == {"SELECT", "INSERT"}


def test_there_is_one_head():
    assert len(ScriptDirectory.from_config(migrations.configuration()).get_heads()) == 1


@contextmanager
def _empty_database(folder: Path) -> Iterator[Engine]:
    """A database of its own, on the kind that this run is on."""
    if not is_postgresql_run():
        engine = owner_engine(f"sqlite:///{folder / 'migrated.sqlite'}")
        yield engine
        engine.dispose()
        return
    with postgres.running_server() as server, server.temporary_database() as name:
        engine = owner_engine(server.owner_url(name))
        yield engine
        engine.dispose()


def _policies(connection: Connection) -> list[tuple[object, ...]]:
    if connection.dialect.name != "postgresql":
        return []
    found = connection.exec_driver_sql(
        "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies ORDER BY tablename, policyname"
    )
    return [tuple(row) for row in found]


def test_migrations_arrive_at_the_models(app, tmp_path):
    with _empty_database(tmp_path) as engine, engine.begin() as connection:
        migrations.upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        by_migrations = _policies(connection)
    with _empty_database(tmp_path / "..") as engine, engine.begin() as connection:
        create_schema(connection)
        assert _policies(connection) == by_migrations


def test_migrations_go_back(app, tmp_path):
    with _empty_database(tmp_path) as engine, engine.begin() as connection:
        migrations.upgrade(connection)
        migrations.downgrade(connection, "base")
        left = set(owner_tables(connection)) - {"alembic_version"}
        assert left == set()
        migrations.upgrade(connection)
        assert migrations.current(connection) == migrations.head()


def owner_tables(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()


@pytest.mark.parametrize("table", sorted(t.name for t in Base.metadata.sorted_tables))
def test_tables_are_singular(table):
    assert not table.endswith("s") or table.endswith("ss")
