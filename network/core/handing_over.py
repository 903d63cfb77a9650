"""All rows of one organisation become another's, at once: two organisations became one, and nothing else does this.

A row's key within its organisation is its organisation and its own key, and other rows refer to it by both. So the
references hold before and after, and not in between. PostgreSQL looks at them when a statement ends, and gets one
statement; SQLite can be asked to look when the transaction ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import Column, Table, Update, case, literal, or_, select, update
from sqlalchemy.orm import Session

from network.core.database import Base, is_postgresql
from network.core.tenancy import CHECKED, UnscopedQuery, current_scope

OWNER = "organisation_id"
PARTY = f"_{OWNER}"
"""How the columns end that name another organisation as one that reads a row."""


def hand_over(session: Session, former_id: UUID, successor_id: UUID, staying: Collection[str] = ()) -> None:
    """Gives every row that `former_id` owns or reads to `successor_id`, but for the tables named in `staying`.

    Columns that only mention an organisation keep what they say. Works in the system's scope alone; raises
    `UnscopedQuery` outside it, and `IntegrityError` where both hold what one organisation holds once.
    """
    if not current_scope(session).job:
        raise UnscopedQuery("Rows change hands in the system's scope only")
    session.flush()
    moves = [_move(table, columns, former_id, successor_id) for table, columns in owned(staying)]
    connection = session.connection()
    if is_postgresql(session):
        at_once = select(literal(1)).add_cte(*(move.cte(f"move_{number}") for number, move in enumerate(moves)))
        connection.execute(at_once, execution_options={CHECKED: True})
    else:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON", execution_options={CHECKED: True})
        for move in moves:
            connection.execute(move, execution_options={CHECKED: True})
    session.expire_all()


def owned(staying: Collection[str] = ()) -> Iterator[tuple[Table, list[Column[UUID]]]]:
    """Every table with its columns that say whose a row is, or who else reads it."""
    for table in Base.metadata.sorted_tables:
        columns = [column for column in table.columns if column.name == OWNER or column.name.endswith(PARTY)]
        if columns and table.name not in staying:
            yield table, columns


def _move(table: Table, columns: list[Column[UUID]], former_id: UUID, successor_id: UUID) -> Update:
    moved = {column.name: case((column == former_id, successor_id), else_=column) for column in columns}
    return update(table).where(or_(*(column == former_id for column in columns))).values(moved)
