"""Champions, from the asking to the thanks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, column
from sqlalchemy.orm import Mapped, mapped_column

from network.champions.vocabulary import ChampionState
from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import OwnedByOrganisation, Sharing


class Champion(OwnedByOrganisation, Entity, Versioned, Base):
    """One time that a person was asked to be a champion, and what came of it. Asked again is another row."""

    __tablename__ = "champion"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        ForeignKeyConstraint(["organisation_id", "department_id"], ["department.organisation_id", "department.id"]),
        Index("ix_champion_organisation_id_state", "organisation_id", "state"),
        Index(
            "uq_champion_asked_once_at_a_time",
            "organisation_id",
            "user_id",
            unique=True,
            sqlite_where=column("state").in_([ChampionState.PROPOSED.value, ChampionState.ACTIVE.value]),
            postgresql_where=column("state").in_([ChampionState.PROPOSED.value, ChampionState.ACTIVE.value]),
        ),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    department_id: Mapped[UUID | None]
    """The department that they are a champion for, where somebody said so (ORG-4)."""
    state: Mapped[ChampionState] = mapped_column(words(ChampionState), default=ChampionState.PROPOSED)
    registered_by_id: Mapped[UUID | None]
    registered_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    """When they agreed, or said no."""
    ended_on: Mapped[date | None]
    thanks: Mapped[str] = mapped_column(default="")
    """The lead's own words at the end."""
    sessions_logged: Mapped[int] = mapped_column(default=0)
    last_logged_on: Mapped[date | None]
