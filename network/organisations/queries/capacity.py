"""Every read of when and how partners can train."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, String, cast, func, select

from network.core.actor import Anyone
from network.core.clock import local_date
from network.core.database import db
from network.core.pagination import PAGE_SIZE, Page, paginate
from network.core.tenancy import scoped
from network.organisations.models import Organisation, TrainingCapacity
from network.organisations.rules.capacity import Capacity
from network.organisations.vocabulary import Sector, Standing, TrainingTime, TrainingWay

_LINE: tuple[Any, ...] = (TrainingCapacity, Organisation.name, Organisation.sector)


@dataclass(frozen=True, slots=True)
class CapacityFilters:
    """What the coordinator plans by."""

    time: TrainingTime | None = None
    way: TrainingWay | None = None
    at_least: int | None = None
    """Of the largest group, in people. Who did not say how large it is, is left out."""
    sector: Sector | None = None


@dataclass(frozen=True, slots=True)
class CapacityLine:
    """One organisation's capacity, with whose it is."""

    organisation_id: UUID
    name: str
    sector: Sector
    capacity: Capacity
    said_on: date


def visible_capacities(actor: Anyone) -> Select[TrainingCapacity]:
    """One's own organisation's; every one for the coordinator."""
    return scoped(select(TrainingCapacity), actor, TrainingCapacity)


def find_capacity_row(actor: Anyone, organisation_id: UUID) -> TrainingCapacity | None:
    """What an organisation said; None where it said nothing, and where it is not to be seen."""
    return db.session.scalar(visible_capacities(actor).where(TrainingCapacity.organisation_id == organisation_id))


def capacity_of(row: TrainingCapacity | None) -> Capacity:
    """A row as the rules know it; nothing said where there is none."""
    if row is None:
        return Capacity()
    return Capacity(
        tuple(TrainingTime(each) for each in row.times),
        tuple(TrainingWay(each) for each in row.ways),
        row.shift_pattern,
        row.largest_group,
        row.difficulty,
    )


def list_capacities(
    actor: Anyone, filters: CapacityFilters, number: int = 1, size: int = PAGE_SIZE
) -> Page[CapacityLine]:
    """A page of partners that said when they can train, by name."""
    return paginate(_lines(actor, filters), number, size).map(_line)


def list_all_capacities(actor: Anyone, filters: CapacityFilters) -> Sequence[CapacityLine]:
    """All of them, for a file."""
    return [_line(row) for row in db.session.execute(_lines(actor, filters))]


def _lines(actor: Anyone, filters: CapacityFilters) -> Select[Any]:
    lines: Select[Any] = (
        scoped(select(*_LINE), actor, TrainingCapacity)
        .join(Organisation, Organisation.id == TrainingCapacity.organisation_id)
        .where(Organisation.standing == Standing.PARTNER)
        .order_by(Organisation.name, Organisation.id)
    )
    # The columns hold words of closed lists in quotes, so that a word is found by its text on either database.
    if filters.time is not None:
        lines = lines.where(cast(TrainingCapacity.times, String).contains(f'"{filters.time}"'))
    if filters.way is not None:
        lines = lines.where(cast(TrainingCapacity.ways, String).contains(f'"{filters.way}"'))
    if filters.at_least is not None:
        lines = lines.where(TrainingCapacity.largest_group >= filters.at_least)
    if filters.sector is not None:
        lines = lines.where(Organisation.sector == filters.sector)
    return lines


def _line(row: Any) -> CapacityLine:
    kept, name, sector = row
    return CapacityLine(kept.organisation_id, name, sector, capacity_of(kept), local_date(kept.said_at))


def count_silent(actor: Anyone) -> int:
    """How many partners have not said when they can train."""
    said = scoped(select(TrainingCapacity.organisation_id), actor, TrainingCapacity)
    silent = select(func.count()).where(Organisation.standing == Standing.PARTNER, Organisation.id.not_in(said))
    return db.session.scalar(silent) or 0
