"""The database by its driver alone, as one would write it by hand: no ORM, no scope, no policy. What floors use."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

import psycopg
from psycopg import sql

_PLACEHOLDER = re.compile(r":([a-z_]+)")
_AT_ONCE = 50_000
_UNCHECKED = {
    True: (["SET session_replication_role = replica"], ["SET session_replication_role = DEFAULT"]),
    False: (
        ["PRAGMA foreign_keys=OFF", "PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-500000"],
        ["PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON", "PRAGMA cache_size=-2000"],
    ),
}
"""By whether it is PostgreSQL: what is said before filling a database, and what after."""
Row = Sequence[Any]


class Plain:
    """One connection. Statements name their parameters `:like_this` on both databases; keys are hexadecimal text."""

    def __init__(self, url: str) -> None:
        self.is_postgresql = url.startswith("postgresql")
        if self.is_postgresql:
            self._raw: Any = psycopg.connect(url.replace("+psycopg", "", 1), autocommit=True)
            return
        self._raw = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
        # As the product has them: a floor that promises less to the disk would be no floor.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
            self._raw.execute(f"PRAGMA {pragma}")

    def execute(self, statement: str, **values: Any) -> None:
        """Runs a statement that answers nothing."""
        self._send(statement, values)

    def rows(self, statement: str, **values: Any) -> list[Any]:
        """All rows of a query."""
        found: list[Any] = self._send(statement, values).fetchall()
        return found

    def each(self, statement: str, **values: Any) -> Iterator[Any]:
        """The rows of a query, as they come."""
        return iter(self._send(statement, values))

    def _send(self, statement: str, values: dict[str, Any]) -> Any:
        wanted = _PLACEHOLDER.sub(r"%(\1)s", statement) if self.is_postgresql and values else statement
        return self._raw.execute(wanted, values) if values else self._raw.execute(wanted)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commits at the end of the block, or undoes it."""
        self._raw.execute("BEGIN" if self.is_postgresql else "BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._raw.execute("ROLLBACK")
            raise
        self._raw.execute("COMMIT")

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Inserts many rows, the fastest way each driver has, inside a transaction of the caller's.

        Texts are without tabs, line ends and backslashes: COPY gives these a meaning.
        """
        source = iter(rows)
        if self.is_postgresql:
            copy = sql.SQL("COPY {} ({}) FROM STDIN").format(
                sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
            )
            with self._raw.cursor().copy(copy) as sink:
                while some := list(islice(source, _AT_ONCE)):
                    sink.write("".join(map(_copied, some)))
            return
        places = ", ".join("?" * len(columns))
        statement = f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({places})'
        while some := list(islice(source, _AT_ONCE)):
            self._raw.executemany(statement, some)

    @contextmanager
    def unchecked(self) -> Iterator[None]:
        """For filling an empty database: foreign keys are not looked up and nothing waits for the disk."""
        before, after = _UNCHECKED[self.is_postgresql]
        for statement in before:
            self._raw.execute(statement)
        try:
            yield
        finally:
            for statement in after:
                self._raw.execute(statement)

    def tidy(self) -> None:
        """What autovacuum has done in any PostgreSQL that runs for a while. SQLite has nothing of the kind."""
        if self.is_postgresql:
            self._raw.execute("VACUUM ANALYZE")

    def close(self) -> None:
        """Ends the connection."""
        self._raw.close()


def _copied(row: Row) -> str:
    return "\t".join([r"\N" if value is None else str(value) for value in row]) + "\n"
