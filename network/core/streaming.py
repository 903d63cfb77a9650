"""Long lists, read while they leave."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select

from network.core.actor import Anyone
from network.core.database import begin_reading, db
from network.core.tenancy import enter

AT_ONCE = 1_000


def streamed(actor: Anyone, statement: Select[*tuple[Any, ...]]) -> Iterator[Any]:
    """The rows of a list that is too long to hold, `AT_ONCE` at a time, on behalf of this actor.

    By the time that the first row is asked for, the view has returned and its session is gone, with whatever it
    committed: this one only reads, so that on SQLite whoever takes long to fetch a list keeps no writer waiting.
    """
    session = db.session()
    enter(session, actor)
    begin_reading(session)
    yield from session.execute(statement, execution_options={"yield_per": AT_ONCE})
