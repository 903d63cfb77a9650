"""A word that is found nowhere else in every text that an organisation owns, so that whose text is read shows (B16)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from flask import Flask
from sqlalchemy import Column, Enum, LargeBinary, String, Table, bindparam, select, update
from werkzeug.test import TestResponse

from network.core import crypto
from network.core.clock import Clock
from network.core.crypto import Place, Undecipherable
from network.core.database import Base, db
from network.core.tenancy import Sharing, guard_of
from network.core.tenancy.guards import OwnedRows
from tests.support.databases import Database

OWNER: Final = "organisation_id"
FOR_MACHINES: Final = re.compile(
    r"hash|digest|code|media_type|filename|stage|token|email|telephone|postcode|address|website|link|reference|^seen$|"
    r"^part$|^link$|can_be_asked|agreement_kept_at|^basis_words$|staff_number|headings|shift_pattern|^difficulty$|^in_kind$"
)
"""Columns whose text is no prose: another text would be a wrong one."""
CHOSEN: Final = re.compile(
    r"^(incident_on|team_input|contact_way|voicemail|mode_wish|answer|content|code|link|was|text)_sealed$|telephone|email"
)
"""Sealed columns that hold a choice, a number or a list of parts."""
MARK: Final = re.compile(rb"zq([0-9a-f]{4})zq")


@dataclass(frozen=True, slots=True)
class Canary:
    """One word: in which column it stands, whose the rows are, and who else is named as one that reads them."""

    table: str
    column: str
    owner_id: UUID
    party_id: UUID | None

    @property
    def is_of_a_case(self) -> bool:
        """Whether it says something of a person who was referred, or offered support."""
        return self.column.endswith("_sealed") and _model_of(self.table).__module__.startswith("network.incidents.")

    @property
    def is_for_everybody(self) -> bool:
        """Whether the table is public."""
        return _sharing_of(self.table) is Sharing.PUBLIC

    @property
    def is_for_the_coordinator(self) -> bool:
        """Whether the network's coordinator reads the table."""
        return _sharing_of(self.table) in {Sharing.NETWORK, Sharing.WITH_PARTNER, Sharing.PUBLIC}


@contextmanager
def planted(app: Flask, database: Database, clock: Clock) -> Iterator[list[Canary]]:
    """Puts a canary into every text of every organisation meanwhile, and takes each out again."""
    canaries: dict[Canary, int] = {}
    tables = {table: columns for table in _owned() if (columns := [each for each in table.columns if _is_prose(each)])}
    with app.app_context():
        rows = {table: _read(database, table) for table in tables}
        changed = {table: _marked(table, columns, rows[table], canaries, clock) for table, columns in tables.items()}
        db.session.rollback()
    for table, columns in tables.items():
        _write(database, table, columns, changed[table])
    yield list(canaries)
    for table, columns in tables.items():
        _write(database, table, columns, rows[table])


def word_of(number: int) -> str:
    """The word itself, to search for."""
    return f"zq{number:04x}zq"


def found_in(body: bytes) -> set[int]:
    """The numbers of all canaries in an answer; a spreadsheet is unpacked first."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"".join(archive.read(name) for name in archive.namelist())
    return {int(each, 16) for each in MARK.findall(body)}


def found_in_answer(answer: TestResponse) -> set[int]:
    """The numbers of all canaries in an answer, in what stands above it too: where it leads, what a file is called."""
    return found_in(answer.get_data()) | found_in(str(answer.headers).encode())


def _owned() -> Iterator[Table]:
    for mapper in sorted(Base.registry.mappers, key=lambda each: each.class_.__name__):
        if isinstance(guard_of(mapper.class_), OwnedRows):
            yield mapper.local_table  # type: ignore[misc]


def _model_of(name: str) -> type[Any]:
    return next(each.class_ for each in Base.registry.mappers if each.local_table.name == name)  # type: ignore[attr-defined]


def _sharing_of(name: str) -> Sharing:
    guard = guard_of(_model_of(name))
    assert isinstance(guard, OwnedRows)
    return guard.sharing


def _is_prose(column: Column[Any]) -> bool:
    if isinstance(column.type, LargeBinary):
        return column.name.endswith("_sealed") and not CHOSEN.search(column.name)
    is_text = isinstance(column.type, String) and not isinstance(column.type, Enum)
    return is_text and not column.primary_key and not column.foreign_keys and not FOR_MACHINES.search(column.name)


def _read(database: Database, table: Table) -> list[dict[str, Any]]:
    with database.owner.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(select(table))]


def _marked(
    table: Table, columns: list[Column[Any]], rows: list[dict[str, Any]], canaries: dict[Canary, int], clock: Clock
) -> list[dict[str, Any]]:
    party = next((each.name for each in table.columns if each.name.endswith(f"_{OWNER}")), None)
    changed = []
    for row in rows:
        new = dict(row)
        for column in columns:
            if row[column.name]:
                canary = Canary(table.name, column.name, row[OWNER], row[party] if party else None)
                number = canaries.setdefault(canary, len(canaries))
                new[column.name] = _with_mark(row, column, f" {word_of(number)}", clock)
        changed.append(new)
    return changed


def _with_mark(row: dict[str, Any], column: Column[Any], mark: str, clock: Clock) -> Any:
    value = row[column.name]
    if not isinstance(column.type, LargeBinary):
        return f"{value}{mark}"
    place = Place(row[OWNER], column.table.name, column.name, row["id"])
    try:
        return crypto.seal(f"{crypto.unseal(value, place)}{mark}", place, clock)
    except Undecipherable:
        return value  # sealed for another place than a row of its organisation


def _write(database: Database, table: Table, columns: list[Column[Any]], rows: list[dict[str, Any]]) -> None:
    keys = list(table.primary_key.columns)
    changing = (
        update(table)
        .where(*(key == bindparam(f"key_{key.name}") for key in keys))
        .values({column.name: bindparam(f"new_{column.name}") for column in columns})
    )
    values = [
        {f"key_{key.name}": row[key.name] for key in keys} | {f"new_{each.name}": row[each.name] for each in columns}
        for row in rows
    ]
    if values:
        with database.owner.begin() as connection:
            connection.execute(changing, values)
