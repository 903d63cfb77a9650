"""Bringing a database to where the models are, by the migrations that come with the product."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

import migrations


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration, without a file."""
    config = Config(cmd_opts=Namespace(quiet=True))  # standard output belongs to the command that calls
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


class BrokenReferences(Exception):
    """A migration left rows that refer to none. Nothing of it is kept."""


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Runs every migration that the database has not seen, on a connection of `schema.migrating_engine`.

    Raises `BrokenReferences`.
    """
    command.upgrade(configuration(connection), revision)
    _check_references(connection)


def downgrade(connection: Connection, revision: str) -> None:
    """Goes back to an earlier revision; `base` is the empty database. As `upgrade` otherwise."""
    command.downgrade(configuration(connection), revision)
    _check_references(connection)


def _check_references(connection: Connection) -> None:
    """On SQLite nobody else looks while tables are made anew."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            tables = ", ".join(sorted({row[0] for row in broken}))
            raise BrokenReferences(f"Rows refer to what is not there, in: {tables}")


def head() -> str | None:
    """The newest revision that comes with the product."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def current(connection: Connection) -> str | None:
    """The revision that the database is at; None for one that was never migrated."""
    return MigrationContext.configure(connection).get_current_revision()
