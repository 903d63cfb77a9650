"""One page of a long list, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select

from network.core.database import db

PAGE_SIZE = 50
LARGEST_PAGE = 200

Item = TypeVar("Item")
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Items number `(number - 1) * size + 1` and on, of `total`."""

    items: Sequence[Item]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))

    @property
    def has_next(self) -> bool:
        """Whether another page follows."""
        return self.number < self.pages

    def map(self, convert: Callable[[Item], Other]) -> Page[Other]:
        """The same page of other things."""
        return Page([convert(item) for item in self.items], self.number, self.size, self.total)


def page_number(text: str | None) -> int:
    """The page asked for in an address; 1 for anything that is no page."""
    if text and text.isascii() and text.isdigit() and len(text) < 7:
        return max(1, int(text))
    return 1


def paginate(
    statement: Select[*tuple[Any, ...]],
    number: int,
    size: int = PAGE_SIZE,
    *,
    counted: Select[*tuple[Any, ...]] | None = None,
) -> Page[Any]:
    """One page of a select's rows: the entities of a single-entity select, rows otherwise. Two queries.

    `counted` is a select of as many rows: the same without its joins, which a database would follow for each row
    only to count it. For lists that are long and join what is there for every row.
    """
    size = max(1, min(size, LARGEST_PAGE))
    rows_of = statement if counted is None else counted
    total = db.session.scalar(select(func.count()).select_from(rows_of.order_by(None).subquery())) or 0
    limited = statement.limit(size).offset((number - 1) * size)
    is_single = len(statement.column_descriptions) == 1
    rows: Sequence[Any] = db.session.scalars(limited).all() if is_single else db.session.execute(limited).all()
    return Page(rows, number, size, total)
