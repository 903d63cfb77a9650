"""The journey (ORG-7): the network's stages, where each organisation is, and how far its four areas of work are."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.organisations.vocabulary import Progress, Workstream


class JourneyStage(Versioned, Base):
    """A stage by which the network names its partners' progress (U25): everybody's to read, the coordinator's to name.

    The table is empty until somebody writes something that needs it; until then the default of `rules.journey` holds.
    """

    __tablename__ = "journey_stage"
    __table_args__ = (CheckConstraint("name <> ''", name="name_given"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    meaning: Mapped[str] = mapped_column(default="")


class OrganisationStage(OwnedByOrganisation, Entity, Base):
    """What was once said of an organisation's stage. Each adds a row; the one with the highest number holds."""

    __tablename__ = "organisation_stage"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (UniqueConstraint("organisation_id", "number"),)

    number: Mapped[int]
    """1 for the first; a second writer who saw the same one loses the race for the next."""
    stage: Mapped[str] = mapped_column(ForeignKey("journey_stage.key"))
    since: Mapped[date]
    said_at: Mapped[datetime]
    said_by_id: Mapped[UUID | None]
    """None where a job said it."""


class OrganisationWorkstream(OwnedByOrganisation, Entity, Versioned, Base):
    """How far an organisation says that one of the four areas of work has come. No row: not started."""

    __tablename__ = "organisation_workstream"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "workstream"),
        CheckConstraint("(progress = 'not-started') = (since IS NULL)", name="begun_has_its_day"),
    )

    workstream: Mapped[Workstream] = mapped_column(words(Workstream))
    progress: Mapped[Progress] = mapped_column(words(Progress))
    since: Mapped[date | None]
    said_at: Mapped[datetime]
