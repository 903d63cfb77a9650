"""Reading coverage: from the summary alone, for one organisation, a page of them or the whole network (P2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from network.core.actor import Actor
from network.core.database import db
from network.core.pagination import Page, paginate
from network.organisations.models import Organisation, Standing
from network.training.models import CoverageSummary, Tier
from network.training.needs.figures import current, partners_by_tier, with_needs
from network.training.needs.rules import Needs
from network.training.queries import list_tiers
from network.training.rules import Coverage


@dataclass(frozen=True, slots=True)
class OrganisationCoverage:
    """One organisation's coverage, a figure for each tier of the offer."""

    organisation_id: UUID
    organisation_name: str
    workforce: int | None
    tiers: tuple[Coverage, ...]
    assessed_on: date | None = None
    """The day of the assessment that says who needs what; None where the whole workforce is taken to."""


def organisation_coverage(actor: Actor, organisation_id: UUID, today: date) -> OrganisationCoverage:
    """One organisation's coverage. Zero throughout for one that the actor may not see. Three queries."""
    rows = db.session.execute(with_needs(actor, today).where(Organisation.id == organisation_id))
    (only,) = _with_figures(actor, list(rows), today)
    return only


def list_coverage(
    actor: Actor, page: int, today: date, size: int = 50, tiers: Sequence[Tier] | None = None
) -> Page[OrganisationCoverage]:
    """The coverage of every partner that the actor may see, by name. Four queries; three where the tiers are known."""
    found = paginate(_partners(actor, today), page, size)
    lines = _with_figures(actor, found.items, today, tiers)
    return Page(lines, found.number, found.size, found.total)


def coverage_of_organisations(
    actor: Actor, organisation_ids: Iterable[UUID] | None, today: date, tiers: Sequence[Tier] | None = None
) -> list[OrganisationCoverage]:
    """As `list_coverage` in one piece, for these organisations or, with None, for all.

    `tiers` are those of the offer, where they are known already.
    """
    partners = _partners(actor, today)
    if organisation_ids is not None:
        partners = partners.where(Organisation.id.in_(list(organisation_ids)))
    return _with_figures(actor, db.session.execute(partners).all(), today, tiers)


def coverage_of_page(actor: Actor, found: Page[UUID], today: date, tiers: Sequence[Tier]) -> Page[OrganisationCoverage]:
    """The coverage of a page of organisations, in its order."""
    by_id = {each.organisation_id: each for each in coverage_of_organisations(actor, found.items, today, tiers)}
    return found.map(by_id.__getitem__)


def _partners(actor: Actor, today: date) -> Select[*tuple[Any, ...]]:
    partners = (
        with_needs(actor, today)
        .where(Organisation.standing == Standing.PARTNER)
        .order_by(Organisation.name, Organisation.id)
    )
    return partners if actor.is_network_wide else partners.where(Organisation.id == actor.organisation_id)


def _with_figures(
    actor: Actor, organisations: Sequence[Any], today: date, known: Sequence[Tier] | None = None
) -> list[OrganisationCoverage]:
    tiers = known if known is not None else list_tiers()
    ids = [row.id for row in organisations]
    rows = db.session.execute(current(actor, today).where(CoverageSummary.organisation_id.in_(ids)))
    counts = {(row.organisation_id, row.tier): (int(row.people), int(row.unidentified)) for row in rows}
    return [_line(row, tiers, counts) for row in organisations]


def _line(row: Any, tiers: Sequence[Tier], counts: Mapping[tuple[UUID, int], tuple[int, int]]) -> OrganisationCoverage:
    assessed = (row.assessed_on, row.informed, row.skilled, row.in_depth)
    needs = Needs(*assessed) if row.assessed_on is not None else None
    found = tuple(
        Coverage(
            tier.number,
            tier.name,
            *counts.get((row.id, tier.number), (0, 0)),
            row.workforce_size if needs is None else needs.of(tier.level),
            tier.level,
        )
        for tier in tiers
    )
    return OrganisationCoverage(row.id, row.name, row.workforce_size, found, row.assessed_on)


def network_coverage(actor: Actor, today: date, tiers: Sequence[Tier] | None = None) -> list[Coverage]:
    """Each tier over every partner of which it is known how many need it. Nobody counts beyond their own need."""
    line = partners_by_tier(actor, today)
    columns = (line.c.tier, func.sum(line.c.covered), func.sum(line.c.unidentified), func.sum(line.c.need))
    rows = db.session.execute(select(*columns).where(line.c.need > 0).group_by(line.c.tier))
    counts: dict[int, tuple[int, int, int | None]] = {
        tier: (int(people), int(unidentified), int(need)) for tier, people, unidentified, need in rows
    }
    offered = tiers if tiers is not None else list_tiers()
    return [Coverage(each.number, each.name, *counts.get(each.number, (0, 0, None)), each.level) for each in offered]
