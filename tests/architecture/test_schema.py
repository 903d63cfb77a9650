"""The schema: guarded where an organisation owns it, and the same by migrations as by models (`B13`, `B39`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, Table, inspect, select

from network.core import migrations
from network.core.database import Base, new_id
from network.core.row_security import APPEND_ONLY
from network.core.schema import create_schema, migrating_engine, owner_engine, role_faults
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
        engine = migrating_engine(f"sqlite:///{folder / 'migrated.sqlite'}")
        yield engine
        engine.dispose()
        return
    with postgres.running_server() as server, server.temporary_database() as name:
        engine = migrating_engine(server.owner_url(name))
        yield engine
        engine.dispose()


def _policies(connection: Connection) -> list[tuple[object, ...]]:
    if connection.dialect.name != "postgresql":
        return []
    found = connection.exec_driver_sql(
        "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies ORDER BY tablename, policyname"
    )
    return [tuple(row) for row in found]


def _checks(connection: Connection) -> dict[str, dict[str, str]]:
    """What each table checks of its rows, by name: no comparison of Alembic's looks at it."""
    looked_at = inspect(connection)
    return {
        table: {
            str(check["name"]): " ".join(check["sqltext"].split()) for check in looked_at.get_check_constraints(table)
        }
        for table in sorted(set(looked_at.get_table_names()) - {"alembic_version"})
    }


def test_migrations_arrive_at_the_models(app, tmp_path):
    with _empty_database(tmp_path) as engine, engine.begin() as connection:
        migrations.upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        by_migrations = _policies(connection), _checks(connection)
    with _empty_database(tmp_path / "..") as engine, engine.begin() as connection:
        create_schema(connection)
        assert (_policies(connection), _checks(connection)) == by_migrations


def test_migrations_go_back(app, tmp_path):
    with _empty_database(tmp_path) as engine, engine.begin() as connection:
        migrations.upgrade(connection)
        migrations.downgrade(connection, "base")
        left = set(owner_tables(connection)) - {"alembic_version"}
        assert left == set()
        migrations.upgrade(connection)
        assert migrations.current(connection) == migrations.head()


def test_the_week_that_deadlines_were_counted_by_moves_to_the_organisation(app, tmp_path):
    """0002, there and back, with rows of others that refer to those it changes."""
    with _empty_database(tmp_path) as engine, engine.begin() as connection:
        migrations.upgrade(connection, "0001")
        metadata = MetaData()
        metadata.reflect(connection, only=["organisation", "incident_module", "department", "incident_department"])
        tables = metadata.tables
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT set_config('network.job', 'a test', true)")
        with_service, without, module, department, eligible = (_key(connection) for _ in range(5))
        _fill(connection, tables["organisation"], id=with_service, name="With", working_week="01234")
        _fill(connection, tables["organisation"], id=without, name="Without", working_week="0123")
        owned = {"organisation_id": with_service}
        _fill(connection, tables["incident_module"], id=module, working_week=["saturday", "monday"], **owned)
        _fill(connection, tables["department"], id=department, name="Housing", **owned)
        _fill(
            connection, tables["incident_department"], id=eligible, module_id=module, department_id=department, **owned
        )
        migrations.upgrade(connection, "0002")
        weeks = "SELECT name, working_week FROM organisation ORDER BY name"
        assert [tuple(row) for row in connection.exec_driver_sql(weeks)] == [("With", "05"), ("Without", "0123")]
        migrations.downgrade(connection, "0001")
        week = select(tables["incident_module"].c.working_week)
        assert connection.scalar(week) == ["monday", "saturday"]
        assert connection.exec_driver_sql("SELECT count(*) FROM incident_department").scalar() == 1


def test_signatures_that_are_there_get_their_year(app, tmp_path):
    """0003, there and back: nobody lapses who could not know, and whoever signed answers for it."""
    with _empty_database(tmp_path) as engine, engine.begin() as connection:
        migrations.upgrade(connection, "0002")
        metadata = MetaData()
        metadata.reflect(connection, only=["organisation", "user", "charter_version", "charter_signature"])
        tables = metadata.tables
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT set_config('network.job', 'a test', true)")
        host, own, user, version, early, late = (_key(connection) for _ in range(6))
        for key, name in ((host, "Host"), (own, "Own")):
            _fill(connection, tables["organisation"], id=key, name=name, working_week="01234")
        _fill(connection, tables["user"], id=user, email="lead@example.org", active=True)
        published = {"number": 1, "state": "published", "published_on": date(2024, 1, 1), "version": 1}
        _fill(connection, tables["charter_version"], id=version, organisation_id=host, **published)
        signed = {"version_id": version, "signed_by_id": user, "basis": "chief-officer", "signatory_name": "Ash"}
        long_ago = {"signed_at": datetime(2024, 2, 29, 12, tzinfo=UTC), "statement": "We begin."}
        to_come = {"signed_at": datetime(2999, 2, 1, 12, tzinfo=UTC), "statement": ""}
        _fill(connection, tables["charter_signature"], id=early, organisation_id=own, **signed, **long_ago)
        _fill(connection, tables["charter_signature"], id=late, organisation_id=host, **signed, **to_come)

        migrations.upgrade(connection, "0003")
        current = "SELECT signed_at, current_until, version FROM charter_signature ORDER BY signed_at"
        (_, first, one), (_, second, _) = connection.exec_driver_sql(current).all()
        assert str(second) == "3000-02-01"
        assert str(first) > "2026-11", "three months from now at least"
        assert one == 1
        answers = connection.exec_driver_sql("SELECT name, email FROM charter_signatory").all()
        assert [tuple(row) for row in answers] == [("Ash", "lead@example.org")] * 2
        said = connection.exec_driver_sql("SELECT statement FROM organisation WHERE name = 'Own'").scalar()
        assert said == "We begin."
        migrations.downgrade(connection, "0002")
        assert connection.exec_driver_sql("SELECT count(*) FROM charter_signature").scalar() == 2
        migrations.upgrade(connection)


def _key(connection: Connection) -> object:
    """As the reflected column takes it: SQLite keeps keys as text."""
    return new_id() if connection.dialect.name == "postgresql" else new_id().hex


def _fill(connection: Connection, table: Table, **values: object) -> None:
    """A row with something in each column that wants something."""
    usual = {
        bool: False,
        int: 0,
        str: "partner",
        datetime: datetime(2026, 11, 18, tzinfo=UTC),
        date: date(2026, 11, 18),
    }
    wanted = {
        column.name: usual[column.type.python_type]
        for column in table.columns
        if not column.nullable and column.server_default is None and column.name not in values
    }
    words = {"sector": "council", "nation": "england", "standing": "partner"}
    connection.execute(table.insert().values({**wanted, **{k: v for k, v in words.items() if k in wanted}, **values}))


def owner_tables(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()


@pytest.mark.parametrize("table", sorted(t.name for t in Base.metadata.sorted_tables))
def test_tables_are_singular(table):
    assert not table.endswith("s") or table.endswith("ss")
