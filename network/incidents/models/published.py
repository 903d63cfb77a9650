"""What was published of cases, once and for good, and what has to be known to publish more (B17)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.crypto import Place
from network.core.database import Base, Entity, words
from network.core.suppression import Quarter
from network.core.tenancy import NO_ORGANISATION, SystemRows
from network.incidents.rules.measures import Measure


class PublishedQuarter(Entity, Base):
    """A quarter that was published. Of the last one, every count that was ever used, sealed: no request opens it."""

    __tablename__ = "published_quarter"
    __guard__ = SystemRows()
    __table_args__: Any = (
        UniqueConstraint("year", "number"),
        CheckConstraint("number BETWEEN 1 AND 4", name="four_a_year"),
    )

    year: Mapped[int]
    number: Mapped[int]
    published_at: Mapped[datetime]
    kept_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The true counts, what is told of each, and the proof that what is hidden stays so. None once there is a later."""

    @property
    def quarter(self) -> Quarter:
        """The quarter itself."""
        return Quarter(self.year, self.number)

    @property
    def place(self) -> Place:
        """Where what is kept is sealed for: the network's own."""
        return Place(NO_ORGANISATION, self.__tablename__, "kept_sealed", self.id)


class PublishedFigure(Entity, Base):
    """A number as everybody may read it. Why one is hidden is not here: what is hidden looks all the same."""

    __tablename__ = "published_figure"
    __guard__ = SystemRows()
    __table_args__: Any = (
        UniqueConstraint("quarter_id", "position"),
        CheckConstraint("value IS NULL OR (value >= 0 AND value % 5 = 0)", name="rounded"),
    )

    quarter_id: Mapped[UUID] = mapped_column(ForeignKey("published_quarter.id"))
    position: Mapped[int]
    measure: Mapped[Measure] = mapped_column(words(Measure))
    version: Mapped[int]
    part: Mapped[str]
    organisation_ids: Mapped[list[str]] = mapped_column(JSON)
    """Who is counted together; nobody in it for the whole network."""
    is_year: Mapped[bool]
    value: Mapped[int | None]
    """People, rounded; None where it is hidden."""
