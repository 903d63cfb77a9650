"""`B14`: whatever is sent beside what an endpoint lists changes nothing. For JSON, and for forms."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from typing import Any

from marshmallow import Schema
from sqlalchemy import inspect

from tests.support.client import ApiClient
from tests.support.databases import Database

_SAMPLES: dict[type, Any] = {
    str: "something else",
    int: 987654,
    bool: True,
    date: date(2030, 1, 2).isoformat(),
    datetime: datetime(2030, 1, 2, 3, 4, tzinfo=UTC).isoformat(),
    uuid.UUID: str(uuid.UUID(int=7)),
    bytes: "c29tZXRoaW5n",
    dict: {"something": "else"},
    list: ["something else"],
}


def unlisted_columns(model: type, listed: set[str]) -> dict[str, Any]:
    """Each column of a model that is not listed, with a value that it could take."""
    columns = {attribute.key: attribute.columns[0] for attribute in inspect(model).column_attrs}
    return {key: _sample(column) for key, column in columns.items() if key not in listed}


def _sample(column: Any) -> Any:
    enum = getattr(column.type, "enum_class", None)
    if enum is not None:
        return list(enum)[-1].value
    try:
        return _SAMPLES[column.type.python_type]
    except (KeyError, NotImplementedError):
        return "something else"


def listed_in(schema: type[Schema]) -> set[str]:
    """What a schema takes in."""
    return set(schema().load_fields)


def assert_only_listed_is_taken(
    client: ApiClient,
    method: str,
    path: str,
    *,
    body: dict[str, Any],
    schema: type[Schema],
    model: type,
    database: Database,
    **kwargs: Any,
) -> None:
    """Sends the body with each other column of the model in turn: refused by name, and no row is any different."""
    unlisted = unlisted_columns(model, listed_in(schema))
    assert unlisted, "there is something to try"
    before = rows_of(database, model)
    for column, value in unlisted.items():
        answer = client.send(method, path, status=422, json={**body, column: value}, **kwargs)
        assert column in str(answer.json["errors"]), f"{column} is refused by name"
    assert rows_of(database, model) == before


def rows_of(database: Database, model: type) -> list[tuple[Any, ...]]:
    """Every row of a model's table, as the owner sees it, in one order."""
    table = inspect(model).local_table
    with database.owner.connect() as connection:
        return sorted(tuple(str(value) for value in row) for row in connection.execute(table.select()))
