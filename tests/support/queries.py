"""Counts the statements that reach the database, so that a list can be held to a constant number of them (`P6`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event

MOST_ON_A_PAGE = 12
"""What `P6` allows a page; the coordinator's desk may take 20."""
_SETTINGS = "set_config"


@dataclass
class CountedQueries:
    """The statements so far, as they were sent. PostgreSQL's own scope settings are not among them."""

    statements: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.statements)

    def __str__(self) -> str:
        return "\n".join(f"{number}. {statement}" for number, statement in enumerate(self.statements, 1))


@contextmanager
def counted_queries(app: Flask) -> Iterator[CountedQueries]:
    """Counts what is executed inside, whichever session executes it.

    `with counted_queries(app) as queries: client.get("/things")`, then `assert queries.count <= 12, queries`.
    """
    if not app.testing:
        raise RuntimeError("Statements are counted in tests only")
    counted = CountedQueries()

    def note(_connection: Any, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool) -> None:
        if _SETTINGS not in statement:
            counted.statements.append(" ".join(statement.split()))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield counted
    finally:
        event.remove(Engine, "before_cursor_execute", note)
