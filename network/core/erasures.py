"""What was erased, so that it is erased again after a backup of the day before is restored (`B32`).

A line says which row of which table, whose, when: nothing that names anybody. It is a row of the same transaction as
the erasure, and soon after that a line of a file beside the backups, which no restore takes back.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from flask import current_app
from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, mapped_column

from network.core import audit
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import Base, Entity, db, new_id, words
from network.core.parts import in_parts
from network.core.tenancy import NO_ORGANISATION, SystemRows, guard_of, scoped, system_scope

KEPT: Final = timedelta(days=40)
"""How long a row stays once its line is written: longer than any backup, which goes after 35 days."""


class Erased(StrEnum):
    """Whether a row was deleted, or emptied of what it said of people."""

    DELETED = "deleted"
    EMPTIED = "emptied"


class Erasure(Entity, Base):
    """That a row was erased: which, whose, when."""

    __tablename__ = "erasure"
    __guard__ = SystemRows()

    owner_id: Mapped[UUID]
    """The organisation that it belonged to."""
    of: Mapped[str]
    """The table."""
    key: Mapped[UUID]
    what: Mapped[Erased] = mapped_column(words(Erased))
    erased_at: Mapped[datetime]
    written_at: Mapped[datetime | None] = mapped_column(index=True)
    """When its line was written to the file."""

    @property
    def line(self) -> str:
        """As the file has it."""
        said = {"table": self.of, "key": str(self.key), "organisation": str(self.owner_id)}
        return json.dumps({**said, "at": self.erased_at.isoformat(), "what": self.what.value}) + "\n"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, as far as it is replayed."""

    table: str
    key: UUID
    what: Erased


Empty = Callable[[UUID, Clock], bool]
"""Empties a row again; whether there was anything left to empty."""


def note_erasure(row: Any, what: Erased, clock: Clock) -> None:
    """That a row which an organisation owns is deleted or emptied, in the same transaction."""
    noted = Erasure(
        id=new_id(),
        owner_id=row.organisation_id,
        of=row.__tablename__,
        key=row.id,
        what=what,
        erased_at=clock.now(),
    )
    with system_scope(db.session(), "the ledger of erasures"):
        db.session.add(noted)


def erase(row: Any, clock: Clock) -> None:
    """Deletes a row which an organisation owns, and notes that it did."""
    note_erasure(row, Erased.DELETED, clock)
    db.session.delete(row)


def write_erasures(clock: Clock) -> None:
    """Appends to the file what was erased since the last time; what a crash makes it write twice does no harm."""
    system = SystemActor("write what was erased")
    waiting = scoped(select(Erasure), system, Erasure).where(Erasure.written_at.is_(None))
    erased = db.session.scalars(waiting.order_by(Erasure.erased_at, Erasure.id)).all()
    if erased:
        _append(current_app.extensions["settings"].erasures_file, "".join(each.line for each in erased))
    for each in erased:
        each.written_at = clock.now()
    old = scoped(delete(Erasure), system, Erasure).where(Erasure.written_at <= clock.now() - KEPT)
    db.session.execute(old)


def _append(file: Path, lines: str) -> None:
    """On the disk before anybody says so. A line that was torn off stays one of its own."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+b") as opened:
        if opened.tell():
            opened.seek(-1, os.SEEK_END)
            lines = lines if opened.read(1) == b"\n" else f"\n{lines}"
        opened.write(lines.encode())
        opened.flush()
        os.fsync(opened.fileno())


def read_lines(file: Path, unreadable: list[int]) -> Iterator[Line]:
    """Every line, in the order in which things were erased.

    The numbers of those that cannot be read are added to `unreadable`: one that a crash tore off was written again.
    """
    with file.open(encoding="utf-8", errors="replace") as opened:
        for number, text in enumerate(opened, 1):
            try:
                said = json.loads(text)
                yield Line(str(said["table"]), UUID(said["key"]), Erased(said["what"]))
            except (ValueError, KeyError, TypeError, AttributeError):
                unreadable.append(number)


def replay(lines: Iterable[Line], empty_again: Mapping[str, Empty], clock: Clock) -> Counter[str]:
    """Erases again what a restored backup brought back: how many rows of each table. Again is harmless.

    In the order of the lines, because what is left last stands on what went first.
    """
    system, erased = SystemActor("erase again after a restore"), Counter[str]()
    models = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}  # type: ignore[attr-defined]
    for (table, what), same in groupby(lines, key=lambda line: (line.table, line.what)):
        keys = [line.key for line in same]
        if what is Erased.EMPTIED and table in empty_again:
            erased[table] += sum(empty_again[table](key, clock) for key in keys)
        elif what is Erased.DELETED and guard_of(models.get(table, object)) is not None:
            erased[table] += _delete(system, models[table], keys)
    counted = {table: count for table, count in sorted(erased.items()) if count}
    audit.record(
        system,
        clock.now(),
        "core.erasures.replayed",
        "erasure",
        None,
        organisation_id=NO_ORGANISATION,
        changes={"rows": counted},
    )
    return Counter(counted)


def _delete(system: SystemActor, model: Any, keys: list[UUID]) -> int:
    count = 0
    for part in in_parts(keys):
        gone = scoped(delete(model), system, model).where(model.id.in_(part)).returning(model.id)
        count += len(db.session.scalars(gone.execution_options(synchronize_session=False)).all())
    return count
