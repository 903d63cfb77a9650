"""The schema as the owner makes it: tables from the models, policies from their guards, the application's role.

Migrations are how a real database gets there; this is where they are meant to arrive, and what tests start from.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.pool import NullPool

from network.core.database import Base
from network.core.row_security import all_policy_statements, grant_statements
from network.core.tenancy import CHECKED


def owner_engine(url: str) -> Engine:
    """An engine for whoever owns the schema: the tripwire, which guards rows, lets its statements pass."""
    return create_engine(url, poolclass=NullPool, execution_options={CHECKED: True})


def migrating_engine(url: str) -> Engine:
    """An engine for migrations, which on SQLite change a table by making it anew: the old one is dropped meanwhile.

    While references are kept, dropping it takes the rows that refer to it along. They are looked through when the
    migrations are done (`core.migrations.upgrade`).
    """
    engine = owner_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _let_tables_be_made_anew)
    return engine


def _let_tables_be_made_anew(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys=OFF")


def create_schema(connection: Connection, application_role: str | None = None) -> None:
    """All tables, and on PostgreSQL their policies and the application role's rights."""
    Base.metadata.create_all(connection)
    if connection.dialect.name == "postgresql":
        for statement in all_policy_statements():
            connection.exec_driver_sql(statement)
        if application_role is not None:
            grant_rights(connection, application_role)


def grant_rights(connection: Connection, application_role: str) -> None:
    """Gives the application's role what it needs on every table that there is, and no more."""
    tables = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    for statement in grant_statements(application_role, tables):
        connection.exec_driver_sql(statement)
    if inspect(connection).has_table("alembic_version"):
        connection.exec_driver_sql(f'GRANT SELECT ON alembic_version TO "{application_role}"')


def role_faults(connection: Connection) -> list[str]:
    """What makes the role of this connection unfit for the application (`B13`, `B40`); nothing on SQLite."""
    if connection.dialect.name != "postgresql":
        return []
    roles = connection.exec_driver_sql(
        "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    ).one()
    owned = connection.exec_driver_sql(
        "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
    ).scalar_one()
    faults = []
    if roles.rolsuper:
        faults.append(f"The database role {roles.rolname} is a superuser: row-level security does not hold for it")
    if roles.rolbypassrls:
        faults.append(f"The database role {roles.rolname} may bypass row-level security")
    if owned:
        faults.append(f"The database role {roles.rolname} owns the tables: use a role of its own for the application")
    return faults
