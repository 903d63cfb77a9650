"""Coverage as rows of a file: what the page shows, number by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from network.core.exports import Cell
from network.training.figures import OrganisationCoverage
from network.training.needs.reading import CoverageOn, NetworkCoverage
from network.training.rules import Coverage, LevelCoverage, OfNeed

HEADINGS: Final = ["As at", "Part", "Name", "Tier or level", "Trained", "To train in all", "Per cent", "Still to train"]


def _figures(each: OfNeed) -> list[Cell]:
    return [each.trained, each.need, each.percent, each.gap]


def _tiers(part: str, name: str, tiers: Iterable[Coverage]) -> Iterator[list[Cell]]:
    yield from ([part, name, each.tier_name, *_figures(each)] for each in tiers)


def _levels(name: str, levels: Iterable[LevelCoverage]) -> Iterator[list[Cell]]:
    yield from (["Level", name, each.level.label, *_figures(each)] for each in levels if each.tiers)


def rows_of_organisation(found: CoverageOn) -> Iterator[list[Cell]]:
    """An organisation's page, then its months to come with how many lapse in place of how many trained."""
    name = found.own.organisation_name
    parts = [*_tiers("Tier", name, found.own.tiers), *_levels(name, found.levels)]
    for line in found.departments:
        parts += _tiers("Department", line.department.name if line.department else "No department said", line.tiers)
    yield from ([found.day, *each] for each in parts)
    for lapsing in found.lapsing:
        for each in lapsing.months:
            yield [each.month, "Current for the last time", name, lapsing.coverage.tier_name, each.people]


def rows_of_network(
    found: NetworkCoverage, partners: Iterable[OrganisationCoverage], day: Cell
) -> Iterator[list[Cell]]:
    """The coordinator's page: the whole, its levels and sectors, every partner, the months to come."""
    parts = [*_tiers("Tier", "Whole network", found.total), *_levels("Whole network", found.levels)]
    for sector in found.sectors:
        parts += _tiers("Sector", sector.sector.label, sector.tiers)
    for partner in partners:
        parts += _tiers("Organisation", partner.organisation_name, partner.tiers)
    yield from ([day, *each] for each in parts)
    for lapsing in found.lapsing:
        for each in lapsing.months:
            yield [each.month, "Current for the last time", "Whole network", lapsing.coverage.tier_name, each.people]
