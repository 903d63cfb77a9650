"""Every read of the plans, and what a suggestion is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select

from network.core.actor import Actor, SystemActor
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import PAGE_SIZE, Page, paginate
from network.core.tenancy import scoped, system_scope
from network.organisations.models import Organisation
from network.organisations.public import Capacity, OrganisationSummary, capacity_of, list_departments
from network.training.departments import current_by_department
from network.training.models import Course, PlanLine, TrainingPlan
from network.training.needs.queries import get_within_reach, list_held_needs
from network.training.plans.gaps import OfferedTier, gaps
from network.training.plans.suggesting import OfferedCourse, Suggestion, suggest
from network.training.plans.vocabulary import LineState, PlanState
from network.training.queries import list_courses, list_tiers
from network.training.vocabulary import Mode

MISSING = "We could not find that plan."


@dataclass(frozen=True, slots=True)
class Offer:
    """What is suggested for an organisation, and what it can do."""

    organisation: OrganisationSummary
    capacity: Capacity
    is_assessed: bool
    """Whether anybody said who needs what: nothing is suggested before."""
    items: list[Suggestion]


def read_offer(actor: Actor, organisation_id: UUID, today: date) -> Offer:
    """What would close an organisation's gaps, within what it can do (ORG-9). Raises NotFound.

    How many of each department are current is counted as the system, and never who.
    """
    organisation = get_within_reach(actor, organisation_id)
    capacity = capacity_of(actor, organisation_id)
    lines, everybody = list_held_needs(actor, organisation_id, today)
    if not lines:
        return Offer(organisation, capacity, False, [])
    with system_scope(db.session(), "how many of each department are current, and never who") as system:
        trained = current_by_department(system, organisation_id, today)
    tiers = [OfferedTier(tier.number, tier.name, tier.level) for tier in list_tiers()]
    names = {each.id: each.name for each in list_departments(actor, organisation_id)}
    days = {int(day) for day in organisation.working_days}
    found = gaps(lines, trained, tiers, everybody)
    return Offer(organisation, capacity, True, suggest(found, capacity, list_offered(actor), names, today, days))


def list_offered(actor: Actor) -> list[OfferedCourse]:
    """The open courses of the tiers."""
    return [
        OfferedCourse(
            each.id, each.title, each.tier, tuple(Mode(mode) for mode in each.modes), each.minutes, bool(each.link)
        )
        for each in list_courses(actor, is_open=True)
        if each.tier is not None
    ]


def visible_plans(actor: Actor) -> Select[TrainingPlan]:
    """The plans that one's own organisation was sent; for the coordinator every partner's, drafts too."""
    plans = scoped(select(TrainingPlan), actor, TrainingPlan)
    return plans if actor.is_network_wide else plans.where(TrainingPlan.state == PlanState.SENT)


def list_unanswered(system: SystemActor, sent_before: datetime) -> dict[UUID, UUID]:
    """The plans that were sent before an instant and have lines that wait: each with whose it is. One query."""
    rows = (
        scoped(select(TrainingPlan.id, TrainingPlan.organisation_id), system, TrainingPlan, PlanLine)
        .join(PlanLine, PlanLine.plan_id == TrainingPlan.id)
        .where(TrainingPlan.sent_at <= sent_before, PlanLine.state == LineState.OPEN)
        .order_by(TrainingPlan.id)
    )
    return {row[0]: row[1] for row in db.session.execute(rows)}


def get_plan(actor: Actor, plan_id: UUID) -> TrainingPlan:
    """One plan. Raises NotFound."""
    found = db.session.scalars(visible_plans(actor).where(TrainingPlan.id == plan_id)).first()
    if found is None:
        raise NotFound(MISSING)
    return found


def find_draft(actor: Actor, organisation_id: UUID) -> TrainingPlan | None:
    """An organisation's plan that is not sent yet, for the coordinator."""
    drafts = visible_plans(actor).where(
        TrainingPlan.organisation_id == organisation_id, TrainingPlan.state == PlanState.DRAFT
    )
    return db.session.scalars(drafts.order_by(TrainingPlan.made_at, TrainingPlan.id)).first()


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan as lists show it."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    state: PlanState
    made_at: datetime
    sent_at: datetime | None
    lines: int
    waiting: int
    agreed: int
    proposed: int
    declined: int


def list_plans(actor: Actor, page: int = 1, size: int = PAGE_SIZE) -> Page[PlanSummary]:
    """Plans, the latest first. Two queries."""
    line = scoped(select(PlanLine), actor, PlanLine).subquery()
    counts = [func.coalesce(func.sum(case((line.c.state == state, 1), else_=0)), 0) for state in LineState]
    plans: Select[Any] = (
        visible_plans(actor)
        .with_only_columns(
            TrainingPlan.id,
            TrainingPlan.organisation_id,
            Organisation.name,
            TrainingPlan.state,
            TrainingPlan.made_at,
            TrainingPlan.sent_at,
            func.count(line.c.id),
            *counts,
        )
        .join(Organisation, Organisation.id == TrainingPlan.organisation_id)
        .outerjoin(line, line.c.plan_id == TrainingPlan.id)
        .group_by(
            TrainingPlan.id,
            TrainingPlan.organisation_id,
            Organisation.name,
            TrainingPlan.state,
            TrainingPlan.made_at,
            TrainingPlan.sent_at,
        )
        .order_by(TrainingPlan.made_at.desc(), TrainingPlan.id)
    )
    return paginate(plans, page, size).map(lambda row: PlanSummary(*row))


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with its course's name."""

    line: PlanLine
    course_code: str
    course_title: str
    tier: int | None


def _lines(actor: Actor, plan: TrainingPlan) -> Select[*tuple[Any, ...]]:
    return (
        scoped(select(PlanLine, Course.code, Course.title, Course.tier), actor, PlanLine)
        .join(Course, Course.id == PlanLine.course_id)
        .where(PlanLine.plan_id == plan.id)
    )


def list_lines(actor: Actor, plan: TrainingPlan) -> Sequence[ShownLine]:
    """The lines of a plan that the actor has been given, by tier and day. One query."""
    rows = _lines(actor, plan).order_by(Course.tier, PlanLine.by_on.is_(None), PlanLine.by_on, PlanLine.id)
    return [ShownLine(*row) for row in db.session.execute(rows)]


def get_line(actor: Actor, plan: TrainingPlan, line_id: UUID) -> ShownLine:
    """One line. Raises NotFound."""
    row = db.session.execute(_lines(actor, plan).where(PlanLine.id == line_id)).first()
    if row is None:
        raise NotFound("We could not find that line of the plan.")
    return ShownLine(*row)
