"""Where the data lives while it is timed: a file of SQLite's, or a PostgreSQL of one's own that waits for the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support import postgres

SQLITE, POSTGRESQL = "sqlite", "postgresql"
KINDS = (SQLITE, POSTGRESQL)
# As an installation has it: a commit is on the disk before it is answered, and the tables have some memory.
POSTGRESQL_SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "512MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "max_connections": "200",
}


@dataclass(frozen=True, slots=True)
class Address:
    """One database: as the application reaches it, and as whoever made it does, whom no policy holds."""

    url: str
    owner_url: str
    application_role: str | None


Opener = Callable[[str], Address]


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[Opener]:
    """Gives empty databases by name, until the end of the block."""
    if kind == SQLITE:
        yield lambda name: _file(folder / f"{name}.sqlite")
        return
    with postgres.running_server(POSTGRESQL_SETTINGS) as server:
        yield lambda name: _database(server, name)


def _file(path: Path) -> Address:
    url = f"sqlite:///{path}"
    return Address(url, url, None)


def _database(server: postgres.Server, name: str) -> Address:
    server.create_database(name)
    return Address(server.application_url(name), server.superuser_url(name), postgres.APPLICATION)
