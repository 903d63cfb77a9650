"""Every read of journeys: the network's stages, and where one organisation is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select

from network.core.actor import Anyone
from network.core.clock import local_date
from network.core.database import db
from network.core.errors import NotFound
from network.core.tenancy import scoped
from network.organisations.models import JourneyStage, OrganisationStage, OrganisationWorkstream
from network.organisations.rules.journey import DEFAULT_STAGES, Stage, comes_best_after
from network.organisations.vocabulary import Progress, Workstream

MOST_SHOWN = 50
"""How many earlier stages a page tells; a journey of years has a handful."""


@dataclass(frozen=True, slots=True)
class StageSaid:
    """Which stage an organisation said that it was at, and since when."""

    number: int
    stage: Stage
    since: date
    said_on: date


@dataclass(frozen=True, slots=True)
class WorkstreamLine:
    """How far one of the four areas of work has come."""

    workstream: Workstream
    progress: Progress
    since: date | None
    version: int
    """0 where nothing was ever said."""


@dataclass(frozen=True, slots=True)
class Journey:
    """Where an organisation is."""

    organisation_id: UUID
    history: Sequence[StageSaid]
    """The latest first."""
    workstreams: Sequence[WorkstreamLine]
    """All four, in order."""

    @property
    def now(self) -> StageSaid | None:
        """The stage as last said; None where nobody said."""
        return self.history[0] if self.history else None

    @property
    def number(self) -> int:
        """Of the last that was said; 0 where nobody said."""
        return self.history[0].number if self.history else 0

    @property
    def best_after(self) -> tuple[Workstream, ...]:
        """What changing services comes best after (D13)."""
        return comes_best_after({line.workstream: line.progress for line in self.workstreams})

    def line(self, workstream: Workstream) -> WorkstreamLine:
        """One of the four."""
        return next(line for line in self.workstreams if line.workstream is workstream)


def list_stages() -> list[Stage]:
    """The network's stages in order; the default where nobody has changed them yet (ORG-7)."""
    rows = db.session.scalars(select(JourneyStage).order_by(JourneyStage.position, JourneyStage.key)).all()
    return [_stage(row) for row in rows] or list(DEFAULT_STAGES)


def _stage(row: JourneyStage) -> Stage:
    return Stage(row.key, row.position, row.name, row.meaning, row.version)


def get_stage(key: str) -> Stage:
    """One stage. Raises NotFound."""
    for stage in list_stages():
        if stage.key == key:
            return stage
    raise NotFound


def name_of_stage(key: str | None) -> str:
    """A stage's name for the directory; empty where nobody said one."""
    return get_stage(key).name if key is not None else ""


def visible_stages(actor: Anyone) -> Select[OrganisationStage]:
    """What was said of one's own organisation's stage; of every one for the coordinator."""
    return scoped(select(OrganisationStage), actor, OrganisationStage)


def visible_workstreams(actor: Anyone) -> Select[OrganisationWorkstream]:
    """The four areas of one's own organisation; of every one for the coordinator."""
    return scoped(select(OrganisationWorkstream), actor, OrganisationWorkstream)


def read_journey(actor: Anyone, organisation_id: UUID) -> Journey:
    """Where an organisation is, as far as the actor may see it: nothing said, where they work for another."""
    stages = {stage.key: stage for stage in list_stages()}
    said = visible_stages(actor).where(OrganisationStage.organisation_id == organisation_id)
    history = db.session.scalars(said.order_by(OrganisationStage.number.desc()).limit(MOST_SHOWN)).all()
    return Journey(
        organisation_id,
        [StageSaid(each.number, stages[each.stage], each.since, local_date(each.said_at)) for each in history],
        _lines(actor, organisation_id),
    )


def _lines(actor: Anyone, organisation_id: UUID) -> list[WorkstreamLine]:
    rows = db.session.scalars(
        visible_workstreams(actor).where(OrganisationWorkstream.organisation_id == organisation_id)
    )
    said = {row.workstream: WorkstreamLine(row.workstream, row.progress, row.since, row.version) for row in rows}
    return [said.get(each) or WorkstreamLine(each, Progress.NOT_STARTED, None, 0) for each in Workstream]


def find_workstream(actor: Anyone, organisation_id: UUID, workstream: Workstream) -> OrganisationWorkstream | None:
    """The row of one of the four; None where nothing was ever said of it."""
    return db.session.scalar(
        visible_workstreams(actor).where(
            OrganisationWorkstream.organisation_id == organisation_id, OrganisationWorkstream.workstream == workstream
        )
    )
