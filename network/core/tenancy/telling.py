"""For whom a connection works, and how PostgreSQL hears of it: just before the next statement that depends on it.

A page changes its scope more often than it asks something in it. Told at each change, half of what a page said to
the database was whose it is. Nothing is lost by waiting: a new transaction is nobody's in PostgreSQL too.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from network.core.tenancy.guards import NOBODY, Scope
from network.core.tenancy.statements import CHECKED, current_scope

_SESSION = "network_session"
_TOLD = "network_told"

# For this transaction only: a setting of the session would stay on a pooled connection and leak into the next request.
_TELL = "SELECT " + ", ".join(
    f"set_config('network.{name}', %({name})s, true)" for name in ("organisation_id", "user_id", "is_wide", "job")
)


def session_of(connection: Connection) -> Session | None:
    """The session whose transaction this is; None for a connection that somebody opened without one."""
    reference: Callable[[], Session | None] | None = connection.info.get(_SESSION)
    return reference() if reference is not None else None


def _forget(connection: Connection) -> None:
    """A pooled connection begins anew; what is known of it is of its last transaction."""
    connection.info.pop(_SESSION, None)
    connection.info.pop(_TOLD, None)


def _belong(session: Session, _transaction: Any, connection: Connection) -> None:
    connection.info[_SESSION] = weakref.ref(session)
    if connection.dialect.name == "postgresql":
        connection.info.setdefault(_TOLD, _words(NOBODY))  # a savepoint begins as whose it is in


def _tell(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
    known = connection.info
    if _TOLD not in known:
        return
    if statement.startswith("ROLLBACK TO SAVEPOINT"):
        known[_TOLD] = None  # what was told since the savepoint is forgotten with it
        return
    session = session_of(connection)
    words = _words(current_scope(session) if session is not None else NOBODY)
    if known[_TOLD] != words:
        known[_TOLD] = words
        connection.exec_driver_sql(_TELL, words, execution_options={CHECKED: True})


@lru_cache(maxsize=256)
def _words(scope: Scope) -> dict[str, str]:
    return {
        "organisation_id": str(scope.organisation_id or ""),
        "user_id": str(scope.user_id or ""),
        "is_wide": "yes" if scope.is_wide else "",
        "job": "yes" if scope.job else "",  # which one it is makes no difference to a row
    }


event.listen(Engine, "begin", _forget)
event.listen(Session, "after_begin", _belong)
event.listen(Engine, "before_cursor_execute", _tell)
