"""The tripwire under every query: a guarded table that nobody scoped is an error, on SQLite and PostgreSQL alike.

Four listeners: statements of the session, statements that go round it, rows as they are loaded, rows as they are
written. They fail closed. `arm` and `disarm` exist as a pair so that the leak matrix can show each one matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Delete, Engine, Insert, Select, Table, TextClause, Update, event
from sqlalchemy import inspect as sqlalchemy_inspect
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper, ORMExecuteState, QueryContext, Session, UOWTransaction, object_session
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.elements import ColumnClause
from sqlalchemy.sql.selectable import AliasedReturnsRows, FromClause, Join, SelectBase

from network.core.database import Base
from network.core.tenancy import (
    CHECKED,
    NOBODY,
    UNSCOPED,
    ForeignRow,
    Guard,
    Scope,
    ScopedTo,
    UnscopedQuery,
    current_scope,
    guard_of,
    session_of,
)


def guards() -> dict[str, Guard]:
    """Each guarded table's name with its guard."""
    found = {}
    for mapper in Base.registry.mappers:
        guard = guard_of(mapper.class_)
        if guard is not None and isinstance(mapper.local_table, Table):
            found[mapper.local_table.name] = guard
    return found


class _Guards:
    """`guards()`, kept until another model is mapped."""

    def __init__(self) -> None:
        self._known: dict[str, Guard] = {}
        self._stale = True

    def forget(self, *_: Any) -> None:
        self._stale = True

    def __call__(self) -> dict[str, Guard]:
        if self._stale:
            self._known = guards()
            self._stale = False
        return self._known


_guards = _Guards()
event.listen(Mapper, "instrument_class", _guards.forget)


def unscoped_tables(statement: ClauseElement, scope: Scope) -> set[str]:
    """The names of guarded tables that the statement touches without a `ScopedTo` of their own for this scope."""
    missing: set[str] = set()
    _inspect(statement, scope, frozenset(), missing)
    return missing


def _inspect(statement: ClauseElement, scope: Scope, outer_marks: frozenset[str], missing: set[str]) -> None:
    """One select with what belongs to it; selects inside it come after, and see its marks (they may correlate)."""
    tables: dict[str, str] = {}
    inner: list[ClauseElement] = []
    _collect(statement.get_children(), tables, inner)
    if isinstance(statement, Insert | Update | Delete):
        _note_table(statement.table, tables, inner)
    known = outer_marks | _marks(statement, scope)
    missing.update(table for key, table in tables.items() if table in _guards() and key not in known)
    # A select is met again for each of its columns that is named: looked at as often, level by level, they multiply.
    for nested in {id(each): each for each in inner}.values():
        _inspect(nested, scope, known, missing)


def _marks(statement: Any, scope: Scope) -> frozenset[str]:
    """The tables that the statement restricts for this scope. A mark inside an OR or a join restricts nothing."""
    criteria: Iterable[Any] = getattr(statement, "_where_criteria", ())
    return frozenset(
        _key_of(criterion.key_column.table)
        for criterion in criteria
        if isinstance(criterion, ScopedTo) and (scope.job or criterion.scope == scope)
    )


def _collect(nodes: Iterable[Any], tables: dict[str, str], inner: list[ClauseElement]) -> None:
    for node in nodes:
        if isinstance(node, SelectBase):
            inner.append(node)
        elif isinstance(node, ColumnClause):
            if node.table is not None:
                _note_table(node.table, tables, inner)
        elif isinstance(node, Join):
            _collect(node.get_children(), tables, inner)
        elif isinstance(node, FromClause):
            _note_table(node, tables, inner)
        else:
            _collect(node.get_children(), tables, inner)


def _note_table(source: Any, tables: dict[str, str], inner: list[ClauseElement]) -> None:
    element = source
    while isinstance(element, AliasedReturnsRows):
        element = element.element
    if isinstance(element, Table):
        tables[_key_of(source)] = element.name
    elif isinstance(element, SelectBase):
        inner.append(element)
    elif isinstance(element, ClauseElement):
        inner.extend(child for child in element.get_children() if isinstance(child, SelectBase))


def _key_of(source: Any) -> str:
    return str(getattr(source, "name", id(source)))


def _check_statement(state: ORMExecuteState) -> None:
    """Every statement that a session executes, the ORM's and Core's."""
    state.update_execution_options(**{CHECKED: True})
    if state.is_column_load:
        return  # attributes of a row that was checked when it was loaded
    if state.execution_options.get(UNSCOPED) and current_scope(state.session).job:
        return
    statement: Any = state.statement
    if isinstance(statement, Insert):
        _check_insert(statement, state.parameters, state.session)
        return
    if isinstance(statement, Update):
        _check_owner_stays(statement)
    _refuse_unscoped(statement, current_scope(state.session))


def _refuse_unscoped(statement: ClauseElement, scope: Scope) -> None:
    if isinstance(statement, TextClause):
        raise UnscopedQuery("Raw SQL walks round the guard")
    missing = unscoped_tables(statement, scope)
    if missing:
        raise UnscopedQuery(f"Not scoped to an actor: {', '.join(sorted(missing))}")


def _check_insert(statement: Insert, parameters: Any, session: Session) -> None:
    table: Any = statement.table
    guard = _guards().get(table.name)
    if statement.select is not None:
        _refuse_unscoped(statement.select, current_scope(session))
    if guard is None:
        return
    rows = parameters if isinstance(parameters, list) else [parameters] if parameters else []
    scope = current_scope(session)
    if not rows or not all(guard.may_insert(row, scope) for row in rows):
        raise ForeignRow(f"A row of another organisation in a bulk insert into {table.name}")


def _check_owner_stays(statement: Update) -> None:
    """A row changes hands one at a time, where the flush sees it; never by a sweeping update."""
    table: Any = statement.table
    values: dict[Any, Any] = getattr(statement, "_values", None) or {}
    set_columns = {getattr(column, "name", column) for column in values}
    if table.name in _guards() and "organisation_id" in set_columns:
        raise ForeignRow(f"An update of {table.name} would give rows to another organisation")


def _check_connection(
    connection: Connection, statement: Any, _multiparams: Any, _params: Any, options: dict[str, Any]
) -> None:
    """Statements that go round the session. A flush is let through: `_check_flush` looked at its rows."""
    if options.get(CHECKED) or not isinstance(statement, Select | Update | Delete | Insert | TextClause):
        return
    session = session_of(connection)
    if session is None or not _is_checked_flush(session):
        if isinstance(statement, Insert):
            table: Any = statement.table
            if table.name in _guards():
                raise UnscopedQuery(f"An insert into {table.name} that goes round the session")
        else:
            _refuse_unscoped(statement, current_scope(session) if session is not None else NOBODY)


FLUSH = "network_flush"


def _is_checked_flush(session: Session) -> bool:
    """Whether the rows now being written are those that `_check_flush` looked at.

    The session's own flushing state is the only true sign of a flush under way; the mark tells it from the old bulk
    methods, which set the same state and show their rows to nobody.
    """
    return bool(session._flushing and session.info.get(FLUSH))  # noqa: SLF001


def _end_flush(session: Session, *_: Any) -> None:
    session.info.pop(FLUSH, None)


def _check_driver(
    _connection: Connection, _cursor: Any, _statement: str, _parameters: Any, context: Any, _many: bool
) -> None:
    """SQL handed straight to the driver, past the compiler."""
    is_raw = context is not None and context.compiled is None
    if is_raw and not context.execution_options.get(CHECKED):
        raise UnscopedQuery("Raw SQL walks round the guard")


def _check_load(row: Any, context: QueryContext | None, _attributes: Any = None) -> None:
    """Rows as they arrive, whatever the statement was; an update that reaches rows at hand has no context."""
    guard = guard_of(type(row))
    session = context.session if context is not None else object_session(row)
    if guard is None or session is None:
        return
    if not guard.may_load(row, current_scope(session)):
        session.expunge(row)
        raise ForeignRow(f"A {type(row).__name__} of another organisation was loaded")


def _check_flush(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    """Rows as they are about to be written: as they are now, and as they were."""
    scope = current_scope(session)
    dirty = session.dirty  # worked out anew each time it is asked for
    for row in (*session.new, *dirty, *session.deleted):
        guard = guard_of(type(row))
        if guard is None or (row in dirty and not session.is_modified(row)):
            continue
        if not guard.may_write(row, scope) or not _was_writable(guard, row, session):
            raise ForeignRow(f"A {type(row).__name__} of another organisation was about to be written")
    session.info[FLUSH] = True


def _was_writable(guard: Guard, row: Any, session: Session) -> bool:
    """A row may not be taken from another organisation by changing its owner."""
    history = sqlalchemy_inspect(row).attrs.get("organisation_id")
    if history is None or not history.history.deleted:
        return True
    former = {"organisation_id": history.history.deleted[0]}
    return guard.may_insert(former, current_scope(session))


_LISTENERS: tuple[tuple[Any, str, Callable[..., None], dict[str, Any]], ...] = (
    (Session, "do_orm_execute", _check_statement, {}),
    (Engine, "before_execute", _check_connection, {}),
    (Engine, "before_cursor_execute", _check_driver, {}),
    (Base, "load", _check_load, {"propagate": True}),
    (Base, "refresh", _check_load, {"propagate": True}),
    (Session, "before_flush", _check_flush, {}),
)

event.listen(Session, "after_flush", _end_flush)
event.listen(Session, "after_soft_rollback", _end_flush)


def arm() -> None:
    """Switches the tripwire on, for every session of the process. Twice is as good as once."""
    for target, name, listener, options in _LISTENERS:
        if not event.contains(target, name, listener):
            event.listen(target, name, listener, **options)


def disarm() -> None:
    """Switches it off: for the tests that show what it is good for, and for nothing else."""
    for target, name, listener, _ in _LISTENERS:
        if event.contains(target, name, listener):
            event.remove(target, name, listener)
