"""Every read of what partners give towards the coordinator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select

from network.core.actor import Anyone
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import PAGE_SIZE, Page, paginate
from network.core.tenancy import scoped
from network.organisations.models import Contribution, Organisation
from network.organisations.rules.contributions import Totals

_LINE: tuple[Any, ...] = (Contribution, Organisation.name)


def visible_contributions(actor: Anyone) -> Select[Contribution]:
    """One's own organisation's; every one for the coordinator. Whose role reads them, the permission says."""
    return scoped(select(Contribution), actor, Contribution)


def get_contribution(actor: Anyone, organisation_id: UUID, contribution_id: UUID) -> Contribution:
    """One contribution. Raises NotFound."""
    found = db.session.scalar(
        visible_contributions(actor).where(
            Contribution.organisation_id == organisation_id, Contribution.id == contribution_id
        )
    )
    if found is None:
        raise NotFound
    return found


def list_contributions_of(
    actor: Anyone, organisation_id: UUID, number: int = 1, size: int = PAGE_SIZE
) -> Page[Contribution]:
    """What one organisation gives, the latest year first."""
    rows = visible_contributions(actor).where(Contribution.organisation_id == organisation_id)
    return paginate(rows.order_by(Contribution.year.desc(), Contribution.id), number, size)


def list_contributions(actor: Anyone, year: int, number: int = 1, size: int = PAGE_SIZE) -> Page[Any]:
    """What partners give for a financial year, with their names, by name."""
    return paginate(_lines(actor, year), number, size)


def list_all_contributions(actor: Anyone, year: int) -> Sequence[Any]:
    """All of them, for a file."""
    return db.session.execute(_lines(actor, year)).all()


def _lines(actor: Anyone, year: int) -> Select[Any]:
    lines: Select[Any] = scoped(select(*_LINE), actor, Contribution)
    lines = lines.join(Organisation, Organisation.id == Contribution.organisation_id)
    return lines.where(Contribution.year == year).order_by(Organisation.name, Contribution.id)


def totals_of(actor: Anyone, year: int) -> Totals:
    """What the contributions for a financial year come to, over every page of them."""
    came = case((Contribution.received_on.is_not(None), Contribution.pence))
    in_kind = case((Contribution.pence.is_(None), 1))
    sums = select(func.sum(Contribution.pence), func.sum(came), func.count(in_kind))
    promised, received, kinds = db.session.execute(
        scoped(sums, actor, Contribution).where(Contribution.year == year)
    ).one()
    return Totals(int(promised or 0), int(received or 0), kinds)


def list_years(actor: Anyone) -> list[int]:
    """The financial years of which something is kept, the latest first."""
    years = scoped(select(Contribution.year).distinct(), actor, Contribution)
    return list(db.session.scalars(years.order_by(Contribution.year.desc())))
