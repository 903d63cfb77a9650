"""Every read of the assessments of training needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select

from network.core.actor import Actor
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import PAGE_SIZE, Page, paginate
from network.core.tenancy import scoped
from network.organisations.public import OrganisationSummary, get_organisation
from network.organisations.vocabulary import Standing
from network.training.models import Need, NeedsAssessment
from network.training.needs.figures import holds_on
from network.training.permissions import departments_alone

MISSING = "We could not find that assessment."


def get_within_reach(actor: Actor, organisation_id: UUID) -> OrganisationSummary:
    """An organisation whose needs the actor may see: their own, or any for the coordinator. Raises NotFound."""
    if not actor.is_network_wide and actor.organisation_id != organisation_id:
        raise NotFound
    found = get_organisation(organisation_id)
    if found.standing is Standing.MERGED:
        raise NotFound
    return found


def visible_assessments(actor: Actor) -> Select[NeedsAssessment]:
    """One's own organisation's; every one for the coordinator."""
    return scoped(select(NeedsAssessment), actor, NeedsAssessment)


def find_assessment(actor: Actor, organisation_id: UUID, day: date) -> NeedsAssessment | None:
    """The assessment that held on a day; None before the first."""
    rows = visible_assessments(actor).where(NeedsAssessment.organisation_id == organisation_id, holds_on(day))
    return db.session.scalars(rows).first()


def get_assessment(actor: Actor, organisation_id: UUID, assessment_id: UUID) -> NeedsAssessment:
    """One assessment. Raises NotFound."""
    rows = visible_assessments(actor).where(
        NeedsAssessment.organisation_id == organisation_id, NeedsAssessment.id == assessment_id
    )
    found = db.session.scalars(rows).first()
    if found is None:
        raise NotFound(MISSING)
    return found


def list_assessments(
    actor: Actor, organisation_id: UUID, page: int = 1, size: int = PAGE_SIZE
) -> Page[NeedsAssessment]:
    """An organisation's assessments, the latest first. Two queries."""
    rows = visible_assessments(actor).where(NeedsAssessment.organisation_id == organisation_id)
    latest_first = rows.order_by(NeedsAssessment.assessed_on.desc(), NeedsAssessment.assessed_at.desc())
    return paginate(latest_first.order_by(NeedsAssessment.id), page, size)


def list_needs(actor: Actor, assessment_id: UUID) -> Sequence[Need]:
    """The lines of an assessment by kind of work; a department lead gets those of their department."""
    lines = scoped(select(Need), actor, Need).where(Need.assessment_id == assessment_id)
    departments = departments_alone(actor)
    if departments is not None:
        lines = lines.where(Need.department_id.in_(departments))
    return db.session.scalars(lines.order_by(Need.role_group, Need.id)).all()


def list_held_needs(actor: Actor, organisation_id: UUID, day: date) -> tuple[Sequence[Need], int]:
    """The lines of the assessment that held on a day, and how many people it says work there in all. One query.

    No line and 0 before the first; an assessment always has a line.
    """
    lines = (
        scoped(select(Need, NeedsAssessment.informed), actor, Need, NeedsAssessment)
        .join(NeedsAssessment, NeedsAssessment.id == Need.assessment_id)
        .where(NeedsAssessment.organisation_id == organisation_id, holds_on(day))
        .order_by(Need.role_group, Need.id)
    )
    rows = db.session.execute(lines).all()
    return [row[0] for row in rows], rows[0][1] if rows else 0
