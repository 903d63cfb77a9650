"""Reading who is current and who is to be, for many organisations at once: from summaries alone (P2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select, true

from network.core.actor import Anyone
from network.core.database import db
from network.core.tenancy import scoped
from network.organisations.models import Organisation, Standing
from network.organisations.vocabulary import WorkforceLevel
from network.training.models import CoverageSummary, Need, NeedsAssessment, Tier
from network.training.needs.rules import Needs


def holds_on(day: date) -> ColumnElement[bool]:
    """Whether an assessment is the one that a figure of this day is a share of: `rules.denominator_on`, for a row."""
    last = or_(NeedsAssessment.superseded_on.is_(None), NeedsAssessment.superseded_on > day)
    return and_(NeedsAssessment.assessed_on <= day, last)


def needs_on(actor: Anyone, organisation_ids: Iterable[UUID], day: date) -> dict[UUID, Needs]:
    """How many people of each organisation needed what, as assessed on or before a day. One query."""
    columns = (
        NeedsAssessment.organisation_id,
        NeedsAssessment.assessed_on,
        NeedsAssessment.informed,
        NeedsAssessment.skilled,
        NeedsAssessment.in_depth,
    )
    rows = scoped(select(*columns), actor, NeedsAssessment).where(
        NeedsAssessment.organisation_id.in_(list(organisation_ids)), holds_on(day)
    )
    return {row[0]: Needs(*row[1:]) for row in db.session.execute(rows)}


def with_needs(actor: Anyone, day: date) -> Select[*tuple[Any, ...]]:
    """Organisations, with the assessment that holds on a day where one does that the actor may see."""
    held = scoped(select(NeedsAssessment), actor, NeedsAssessment).where(holds_on(day)).subquery()
    return select(
        Organisation.id,
        Organisation.name,
        Organisation.workforce_size,
        held.c.assessed_on,
        held.c.informed,
        held.c.skilled,
        held.c.in_depth,
    ).outerjoin(held, held.c.organisation_id == Organisation.id)


def departments_needs(actor: Anyone, organisation_id: UUID, day: date) -> dict[UUID | None, list[Need]]:
    """The lines of the assessment that held on a day, by department; None for those of no department. One query."""
    lines = (
        scoped(select(Need), actor, Need, NeedsAssessment)
        .join(NeedsAssessment, NeedsAssessment.id == Need.assessment_id)
        .where(NeedsAssessment.organisation_id == organisation_id, holds_on(day))
        .order_by(Need.role_group, Need.id)
    )
    found: dict[UUID | None, list[Need]] = {}
    for line in db.session.scalars(lines):
        found.setdefault(line.department_id, []).append(line)
    return found


def current(actor: Anyone, today: date) -> Select[*tuple[Any, ...]]:
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


def partners_by_tier(actor: Anyone, today: date) -> Subquery:
    """A row for each partner and tier: how many are current, how many are to be.

    `covered` are the people current, at most as many as are to be, so that no organisation counts for more.
    """
    people = current(actor, today).subquery()
    held = scoped(select(NeedsAssessment), actor, NeedsAssessment).where(holds_on(today)).subquery()
    need = case(
        (held.c.id.is_(None), Organisation.workforce_size),
        (Tier.level == WorkforceLevel.INFORMED, held.c.informed),
        (Tier.level == WorkforceLevel.SKILLED, held.c.skilled),
        else_=held.c.in_depth,
    )
    trained = func.coalesce(people.c.people, 0)
    return (
        select(
            Organisation.id.label("organisation_id"),
            Organisation.name,
            Organisation.sector,
            Tier.number.label("tier"),
            need.label("need"),
            trained.label("people"),
            case((trained > need, need), else_=trained).label("covered"),
            func.coalesce(people.c.unidentified, 0).label("unidentified"),
        )
        .select_from(Organisation)
        .join(Tier, true())
        .outerjoin(held, held.c.organisation_id == Organisation.id)
        .outerjoin(people, and_(people.c.organisation_id == Organisation.id, people.c.tier == Tier.number))
        .where(Organisation.standing == Standing.PARTNER)
        .subquery()
    )
