"""How a statement is restricted to what an actor may see, so that the tripwire can tell that it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy import inspect as sqlalchemy_inspect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import InternalTraversal

from network.core.actor import Anyone, SystemActor
from network.core.tenancy.guards import NOBODY, Scope, guard_of


class ScopedTo(ColumnElement[bool]):
    """The mark: a criterion that says which table it restricts, so that the tripwire can see that it is there."""

    __visit_name__ = "scoped_to"
    inherit_cache = True
    _traverse_internals = [  # noqa: RUF012 - SQLAlchemy's own protocol
        ("key_column", InternalTraversal.dp_clauseelement),
        ("condition", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, key_column: ColumnElement[Any], condition: ColumnElement[bool], scope: Scope) -> None:
        self.key_column: Any = key_column
        self.condition = condition
        self.scope = scope

    def self_group(self, against: Any = None) -> ColumnElement[bool]:  # noqa: ARG002 - SQLAlchemy's signature
        """It brackets itself."""
        return self


@compiles(ScopedTo)
def _compile_scoped_to(element: ScopedTo, compiler: SQLCompiler, **options: Any) -> str:
    return f"({compiler.process(element.condition, **options)})"


Statement = TypeVar("Statement")


def scoped(statement: Statement, actor: Anyone, *entities: Any) -> Statement:
    """Restricts a select, update or delete to what the actor's organisation may see of each entity.

    Every guarded table that a statement touches is named here once, joined ones and aliases too; one that is
    forgotten raises `UnscopedQuery`. Who sees what inside the organisation is the feature's own addition.
    """
    scope = Scope.of(actor)
    restricted: Any = statement
    for entity in entities:
        inspected = sqlalchemy_inspect(entity)
        guard = guard_of(inspected.mapper.class_)
        if guard is None:
            raise TypeError(f"{entity} is not guarded; it needs no scope")
        key_column = inspected.selectable.c[inspected.mapper.primary_key[0].key]
        restricted = restricted.where(ScopedTo(key_column, guard.criterion(entity, scope), scope))
    kept: Statement = restricted
    return kept


UNSCOPED = "network_unscoped"
CHECKED = "network_checked"
"""The execution option of a statement that was looked at before it reached its connection."""


def unscoped(statement: Statement, why: str) -> Statement:
    """Lets a statement read across organisations. Works only in a job or inside `system_scope`."""
    if not why:
        raise ValueError("Say why this statement may look across organisations")
    marked: Any = statement
    kept: Statement = marked.execution_options(**{UNSCOPED: why})
    return kept


def current_scope(session: Session) -> Scope:
    """For whom the session works; nobody, until somebody was named."""
    scope: Scope = session.info.get("scope", NOBODY)
    return scope


def enter(session: Session, actor: Anyone) -> None:
    """Says for whom the session works from here on."""
    session.info["scope"] = Scope.of(actor)


@contextmanager
def system_scope(session: Session, why: str) -> Iterator[SystemActor]:
    """For the few lines that must look across organisations inside a request (who has this token?).

    Yields the actor to pass on. What was changed inside is flushed inside; the former scope returns at the end.
    """
    before = current_scope(session)
    actor = SystemActor(why)
    enter(session, actor)
    try:
        yield actor
        session.flush()
    finally:
        session.info["scope"] = before
