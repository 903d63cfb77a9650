"""What is stored, whoever's it is, for a test that looks behind the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from flask import Flask
from sqlalchemy import inspect, select

from network.core.database import Base, db
from network.core.tenancy import system_scope, unscoped

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

Row = TypeVar("Row", bound=Base)


def rows(app: Flask, model: type[Row], *where: ColumnElement[bool]) -> list[Row]:
    """Every row of a model, the oldest first: without an order PostgreSQL gives them in any."""
    with app.app_context(), system_scope(db.session(), "a test looks"):
        found = select(model).where(*where).order_by(*inspect(model).primary_key)
        return list(db.session.scalars(unscoped(found, "a test looks")))


def rows_by_id(app: Flask, model: type[Row]) -> dict[UUID, Row]:
    """The same of a model whose rows have a key of their own, each found by it."""
    return {row.id: row for row in rows(app, model)}
