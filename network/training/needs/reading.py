"""How far one organisation has come, in every way that its page shows it: today, or on a day in the past."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from network.core.actor import Actor
from network.core.database import db
from network.core.pagination import PAGE_SIZE, Page, paginate
from network.core.tenancy import system_scope
from network.organisations.public import list_lines
from network.organisations.vocabulary import Sector
from network.training.departments import DepartmentTraining, training_by_department
from network.training.figures import OrganisationCoverage, coverage_of_page, organisation_coverage
from network.training.models import Tier
from network.training.needs.figures import departments_needs, needs_on, partners_by_tier
from network.training.needs.forecast import forecast
from network.training.needs.history import Counts, current_on
from network.training.needs.months import Lapsing
from network.training.needs.queries import get_within_reach
from network.training.needs.rules import people_needing
from network.training.permissions import TrainingPermission
from network.training.queries import list_tiers
from network.training.rules import Coverage, LevelCoverage, by_level


@dataclass(frozen=True, slots=True)
class CoverageOn:
    """One organisation's coverage on a day."""

    day: date
    is_today: bool
    own: OrganisationCoverage
    levels: list[LevelCoverage]
    departments: list[DepartmentTraining]
    """Empty for somebody who does not see them."""
    lapsing: list[Lapsing]
    """The months to come; empty for a day in the past."""


def read_coverage(actor: Actor, organisation_id: UUID, day: date, today: date) -> CoverageOn:
    """One organisation's coverage as at a day (TR-6, TR-8). Raises NotFound for one out of reach.

    Today's comes from the summary (P2); a past day's from the completions of this organisation alone. The need is as
    assessed on or before that day, so that the past stays as it was; where nothing was, no share can be made.
    """
    organisation = get_within_reach(actor, organisation_id)
    sees_departments = (
        actor.can(TrainingPermission.SEE_DEPARTMENT_COVERAGE) and organisation_id == actor.organisation_id
    )
    if day >= today:
        own = organisation_coverage(actor, organisation_id, today)
        tiers = [(each.tier, each.tier_name, each.level) for each in own.tiers]
        departments = training_by_department(actor, today, tiers=tiers) if sees_departments else []
        lapsing = forecast(actor, organisation_id, own.tiers, today)
        return CoverageOn(today, True, own, by_level(own.tiers), departments, lapsing)
    with system_scope(db.session(), "how many were current on a past day, and never who") as system:
        counts = current_on(system, organisation_id, day)
    offer = list_tiers()
    needs = needs_on(actor, [organisation_id], day).get(organisation_id)
    own = OrganisationCoverage(
        organisation_id,
        organisation.name,
        None,
        tuple(_tier(tier, counts.items(), needs.of(tier.level) if needs else None) for tier in offer),
        needs.assessed_on if needs else None,
    )
    departments = _departments_on(actor, organisation_id, day, offer, counts) if sees_departments else []
    return CoverageOn(day, False, own, by_level(own.tiers), departments, [])


def _tier(tier: Tier, counts: Iterable[Any], need: int | None) -> Coverage:
    of_it = [people for (_, number), people in counts if number == tier.number]
    known, other = sum(each[0] for each in of_it), sum(each[1] for each in of_it)
    return Coverage(tier.number, tier.name, known, other, need, tier.level)


def _departments_on(
    actor: Actor, organisation_id: UUID, day: date, offer: Sequence[Tier], counts: Counts
) -> list[DepartmentTraining]:
    needs = departments_needs(actor, organisation_id, day)
    return [
        DepartmentTraining(
            line,
            tuple(
                _tier(
                    tier,
                    [(place, people) for place, people in counts.items() if place[0] == key],
                    people_needing(needs[key], tier.level) if key in needs else None,
                )
                for tier in offer
            ),
            0,
        )
        for line in list_lines(actor, organisation_id)
        for key in (line.id if line else None,)
    ]


@dataclass(frozen=True, slots=True)
class SectorCoverage:
    """One sector's partners together."""

    sector: Sector
    organisations: int
    tiers: tuple[Coverage, ...]


@dataclass(frozen=True, slots=True)
class NetworkCoverage:
    """How far the network has come today."""

    total: list[Coverage]
    levels: list[LevelCoverage]
    sectors: list[SectorCoverage]
    lapsing: list[Lapsing]


def read_network_coverage(actor: Actor, tiers: Sequence[Tier], today: date) -> NetworkCoverage:
    """Every partner that the actor may see, together, by level and by sector. Three queries.

    Partners of which nobody said how many need a tier are left out of it.
    """
    line = partners_by_tier(actor, today)
    sums = (func.sum(line.c.covered), func.sum(line.c.unidentified), func.sum(line.c.need), func.count())
    rows = select(line.c.sector, line.c.tier, *sums).where(line.c.need > 0).group_by(line.c.sector, line.c.tier)
    found = [
        _Part(sector, tier, int(people), int(unidentified), int(need), count)
        for sector, tier, people, unidentified, need, count in db.session.execute(rows)
    ]
    total = _together(tiers, found)
    sectors = [
        SectorCoverage(sector, max(each.organisations for each in parts), tuple(_together(tiers, parts)))
        for sector in Sector
        if (parts := [each for each in found if each.sector is sector])
    ]
    return NetworkCoverage(total, by_level(total), sectors, forecast(actor, None, total, today))


class _Part(NamedTuple):
    sector: Sector
    tier: int
    people: int
    unidentified: int
    need: int
    organisations: int


def _together(tiers: Iterable[Tier], parts: Iterable[_Part]) -> list[Coverage]:
    found = list(parts)
    return [
        Coverage(
            tier.number,
            tier.name,
            sum(each.people for each in of_it),
            sum(each.unidentified for each in of_it),
            sum(each.need for each in of_it) if of_it else None,
            tier.level,
        )
        for tier in tiers
        for of_it in ([each for each in found if each.tier == tier.number],)
    ]


class Order(StrEnum):
    """In what order partners are listed."""

    NAME = "name"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which partners are listed: for which tier, of one sector or all, in what order."""

    tier: int
    sector: Sector | None = None
    order: Order = Order.GAP


def list_partners(
    actor: Actor, tiers: Sequence[Tier], today: date, asked: Asked, page: int = 1, size: int = PAGE_SIZE
) -> Page[OrganisationCoverage]:
    """Partners with their coverage; by gap, those with the most people still to train in the tier come first.

    Those of which nobody said how many need it stand last then. Five queries.
    """
    line = partners_by_tier(actor, today)
    rows = select(line.c.organisation_id).where(line.c.tier == asked.tier)
    if asked.sector is not None:
        rows = rows.where(line.c.sector == asked.sector)
    gap = line.c.need - line.c.covered
    if asked.order is Order.GAP:
        rows = rows.order_by(gap.is_(None), gap.desc())
    named = rows.order_by(line.c.name, line.c.organisation_id)
    return coverage_of_page(actor, paginate(named, page, size), today, tiers)
