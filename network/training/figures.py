"""Reading coverage: from the summary alone, for one organisation, a page of them or the whole network (P2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select

from network.core.actor import Actor
from network.core.database import db
from network.core.pagination import Page, paginate
from network.core.tenancy import scoped
from network.organisations.models import Organisation, Standing
from network.training.models import CoverageSummary
from network.training.queries import list_tiers
from network.training.rules import Coverage


@dataclass(frozen=True, slots=True)
class OrganisationCoverage:
    """One organisation's coverage, a figure for each tier of the offer."""

    organisation_id: UUID
    organisation_name: str
    workforce: int | None
    tiers: tuple[Coverage, ...]


def _current(actor: Actor, today: date) -> Select[*tuple[Any, ...]]:
    """People current today, by organisation and tier: the sum of the months' ends that have not passed."""
    return (
        scoped(
            select(
                CoverageSummary.organisation_id,
                CoverageSummary.tier,
                func.sum(CoverageSummary.people).label("people"),
                func.sum(CoverageSummary.unidentified).label("unidentified"),
            ),
            actor,
            CoverageSummary,
        )
        .where(CoverageSummary.expires_on >= today)
        .group_by(CoverageSummary.organisation_id, CoverageSummary.tier)
    )


def organisation_coverage(actor: Actor, organisation_id: UUID, today: date) -> OrganisationCoverage:
    """One organisation's coverage. Zero throughout for one that the actor may not see. Three queries."""
    rows = db.session.execute(
        select(Organisation.id, Organisation.name, Organisation.workforce_size).where(
            Organisation.id == organisation_id
        )
    )
    (only,) = _with_figures(actor, list(rows), today)
    return only


def list_coverage(actor: Actor, page: int, today: date, size: int = 50) -> Page[OrganisationCoverage]:
    """The coverage of every partner that the actor may see, by name. Four queries."""
    found = paginate(_partners(actor), page, size)
    lines = _with_figures(actor, found.items, today)
    return Page(lines, found.number, found.size, found.total)


def coverage_of_organisations(
    actor: Actor, organisation_ids: Iterable[UUID] | None, today: date
) -> list[OrganisationCoverage]:
    """As `list_coverage` in one piece, for these organisations or, with None, for all."""
    partners = _partners(actor)
    if organisation_ids is not None:
        partners = partners.where(Organisation.id.in_(list(organisation_ids)))
    return _with_figures(actor, db.session.execute(partners).all(), today)


def _partners(actor: Actor) -> Select[*tuple[Any, ...]]:
    partners: Select[*tuple[Any, ...]] = (
        select(Organisation.id, Organisation.name, Organisation.workforce_size)
        .where(Organisation.standing == Standing.PARTNER)
        .order_by(Organisation.name, Organisation.id)
    )
    return partners if actor.is_network_wide else partners.where(Organisation.id == actor.organisation_id)


def _with_figures(actor: Actor, organisations: Sequence[Any], today: date) -> list[OrganisationCoverage]:
    tiers = list_tiers()
    ids = [row.id for row in organisations]
    rows = db.session.execute(_current(actor, today).where(CoverageSummary.organisation_id.in_(ids)))
    counts = {(row.organisation_id, row.tier): (int(row.people), int(row.unidentified)) for row in rows}
    return [
        OrganisationCoverage(
            row.id,
            row.name,
            row.workforce_size,
            tuple(
                Coverage(tier.number, tier.name, *counts.get((row.id, tier.number), (0, 0)), row.workforce_size)
                for tier in tiers
            ),
        )
        for row in organisations
    ]


def network_coverage(actor: Actor, today: date) -> list[Coverage]:
    """Each tier over every partner whose workforce is known. Nobody counts beyond their own workforce's size."""
    current = _current(actor, today).subquery()
    within = case((current.c.people > Organisation.workforce_size, Organisation.workforce_size), else_=current.c.people)
    is_counted = (Organisation.standing == Standing.PARTNER, Organisation.workforce_size > 0)
    rows = db.session.execute(
        select(current.c.tier, func.sum(within), func.sum(current.c.unidentified))
        .join(Organisation, Organisation.id == current.c.organisation_id)
        .where(*is_counted)
        .group_by(current.c.tier)
    )
    counts = {tier: (int(people), int(unidentified)) for tier, people, unidentified in rows}
    workforce = db.session.scalar(select(func.sum(Organisation.workforce_size)).where(*is_counted))
    return [Coverage(tier.number, tier.name, *counts.get(tier.number, (0, 0)), workforce) for tier in list_tiers()]
