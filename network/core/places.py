"""Places that are counted: asked for and taken in one statement, so that there is never one too many (`P9`)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CursorResult, or_, update
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import set_committed_value

from network.core.actor import SystemActor
from network.core.database import Entity, db
from network.core.tenancy import scoped


class Counted(Entity):
    """A row with places, one for each person. Its table says in a constraint that it is never overbooked."""

    capacity: Mapped[int | None]
    """None is no limit."""
    places_taken: Mapped[int] = mapped_column(default=0)
    """Kept by this module alone, in one statement, so that it neither drifts nor counts as an edit."""

    @property
    def places_left(self) -> int | None:
        """How many can still book; None where there is no limit."""
        return None if self.capacity is None else self.capacity - self.places_taken


def take_place(row: Counted, system: SystemActor, places: int = 1) -> bool:
    """So many places more, if there are as many: asked and taken in one statement. It does not count as an edit."""
    kind: Any = type(row)
    is_free = or_(kind.capacity.is_(None), kind.places_taken + places <= kind.capacity)
    return _count(row, places, update(kind).where(is_free), system)


def free_place(row: Counted, system: SystemActor) -> None:
    """One place less, where one is taken."""
    kind: Any = type(row)
    _count(row, -1, update(kind).where(kind.places_taken > 0), system)


def _count(row: Counted, step: int, statement: Any, system: SystemActor) -> bool:
    kind: Any = type(row)
    counting = (
        statement.where(kind.id == row.id)
        .values(places_taken=kind.places_taken + step)
        .execution_options(synchronize_session=False)
    )
    answer: CursorResult[Any] = db.session.execute(scoped(counting, system, kind))  # type: ignore[assignment]
    if answer.rowcount == 1:
        set_committed_value(row, "places_taken", row.places_taken + step)
        return True
    return False
