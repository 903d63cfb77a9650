"""The settings of an installation on this machine, for the commands that are started as they are in earnest."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from network.core import migrations
from tests.support.databases import Database


@pytest.fixture
def environment(database: Database, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The settings of a trial on this machine, on the database of the tests, which says that it is up to date."""
    with database.owner.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{migrations.head()}')")
        if database.is_postgresql:
            connection.exec_driver_sql("GRANT SELECT ON alembic_version TO PUBLIC")
    yield {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(sys.path),
        "SECRET_KEY": "a key for tests, of more than enough characters",
        "INSTANCE_FOLDER": str(tmp_path),
        "DATABASE_URL": database.url,
        "MAIL_TLS": "no",
    }
    with database.owner.begin() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
