"""The database that a test session runs on: SQLite, or, with TEST_DATABASE=postgresql, a real PostgreSQL."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Engine, Table, create_engine, inspect

from network.core.database import Base
from network.core.schema import create_schema, owner_engine
from network.core.tenancy import CHECKED
from tests.support import postgres

# The file of SQLite; of PostgreSQL the rows of each table.
Backup: TypeAlias = "bytes | dict[Table, list[dict[str, Any]]]"


@dataclass(frozen=True)
class Database:
    """Two ways into one database: as the application, and as its owner, whom no guard holds."""

    url: str
    owner: Engine

    @property
    def is_postgresql(self) -> bool:
        """Whether row-level security is there to be tested."""
        return self.url.startswith("postgresql")

    def empty(self) -> None:
        """Removes every row, so that the next test starts from nothing."""
        with self.owner.begin() as connection:
            tables = [f'"{table.name}"' for table in reversed(Base.metadata.sorted_tables)]
            statements = [f"DELETE FROM {table}" for table in tables]
            if self.is_postgresql:
                # TRUNCATE makes new files for every table and index, which takes longer than most tests do.
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
                connection.exec_driver_sql("; ".join(statements))
                return
            for statement in statements:
                connection.exec_driver_sql(statement)

    def backup(self) -> Backup:
        """What is in it now, to be restored later."""
        if not self.is_postgresql:
            with closing(sqlite3.connect(self._path)) as source, closing(sqlite3.connect(":memory:")) as copy:
                source.backup(copy)
                return copy.serialize()
        with self.owner.connect() as connection:
            tables = Base.metadata.sorted_tables
            return {table: [dict(row) for row in connection.execute(table.select()).mappings()] for table in tables}

    def restore(self, backup: Backup) -> None:
        """What was in it at the backup, and nothing else. Dispose of the application's engine first."""
        if isinstance(backup, bytes):
            self.owner.dispose()
            for path in self._files:
                path.unlink(missing_ok=True)
            self._path.write_bytes(backup)
            return
        self.empty()
        with self.owner.begin() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            for table, rows in backup.items():
                if rows:
                    connection.execute(table.insert(), rows)

    def stored_bytes(self) -> bytes:
        """All that SQLite's files hold, unused pages too; on PostgreSQL what is sealed in any row."""
        if not self.is_postgresql:
            return b"".join(path.read_bytes() for path in self._files if path.exists())
        with self.owner.connect() as connection:
            rows = [row for table in Base.metadata.sorted_tables for row in connection.execute(table.select())]
        return b"".join(value for row in rows for value in row if isinstance(value, bytes))

    @property
    def _path(self) -> Path:
        return Path(self.url.removeprefix("sqlite:///"))

    @property
    def _files(self) -> list[Path]:
        return [Path(f"{self._path}{ending}") for ending in ("", "-wal", "-shm")]


def is_postgresql_run() -> bool:
    """Whether this run was asked for on PostgreSQL."""
    return os.environ.get("TEST_DATABASE", "sqlite") == "postgresql"


@contextmanager
def running_database(folder: Path) -> Iterator[Database]:
    """An empty database with the schema of the models."""
    if not is_postgresql_run():
        url = f"sqlite:///{folder / 'test.sqlite'}"
        owner = owner_engine(url)
        with owner.begin() as connection:
            create_schema(connection)
        yield Database(url, owner)
        owner.dispose()
        return
    with postgres.running_server() as server, server.temporary_database() as name:
        # Kept open, which the product's own is not: to connect takes longer than to empty every table.
        owner = create_engine(server.superuser_url(name), execution_options={CHECKED: True})
        with owner.begin() as connection:
            create_schema(connection, postgres.APPLICATION)
        yield Database(server.application_url(name), owner)
        owner.dispose()


def digests(database: Database) -> dict[str, str]:
    """A digest of every row of every table, seen by the owner: the same where nothing at all was changed."""
    with database.owner.connect() as connection:
        found = {}
        for table in sorted(Base.metadata.tables.values(), key=lambda each: each.name):
            rows = sorted(map(repr, connection.execute(table.select())))
            found[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def table_counts(database: Database) -> dict[str, int]:
    """How many rows each table holds, seen by the owner: before and after something that is to change nothing."""
    with database.owner.connect() as connection:
        names = inspect(connection).get_table_names()
        return {
            name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one() for name in sorted(names)
        }
