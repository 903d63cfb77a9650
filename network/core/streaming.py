"""Long lists, read while they leave."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine, Select
from sqlalchemy.orm import Session

from network.core.actor import Anyone
from network.core.database import begin_reading, db
from network.core.tenancy import enter

AT_ONCE = 1_000


def streamed(actor: Anyone, statement: Select[*tuple[Any, ...]]) -> Iterator[Any]:
    """The rows of a list that is too long to hold, `AT_ONCE` at a time, on behalf of this actor.

    By the time that the first row is asked for, the view has returned, and the request with its session is over. So
    this has a session of its own, which only reads: on SQLite, whoever takes long to fetch a list keeps no writer
    waiting. What is made of the rows can use nothing of the request.
    """
    return _rows(db.engine, actor, statement)


def _rows(engine: Engine, actor: Anyone, statement: Select[*tuple[Any, ...]]) -> Iterator[Any]:
    with Session(engine) as session:
        enter(session, actor)
        begin_reading(session)
        # Closed by itself too: whoever asked may go away half way.
        with session.execute(statement, execution_options={"yield_per": AT_ONCE}) as rows:
            yield from rows
