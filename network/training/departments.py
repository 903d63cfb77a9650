"""Training by department: the parts of an organisation's own counts, which together are the whole (ORG-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import case, func, or_, select

from network.core.actor import Actor
from network.core.database import db
from network.core.tenancy import scoped
from network.organisations.public import DepartmentCut, DepartmentSummary, list_lines
from network.training.models import Completion, Learner, LearnerTier
from network.training.permissions import departments_alone
from network.training.queries import list_tiers
from network.training.rules import Coverage
from network.training.vocabulary import CompletionStatus


@dataclass(frozen=True, slots=True)
class DepartmentTraining:
    """One department's training; without a department, that of the people of whom none is known."""

    department: DepartmentSummary | None
    tiers: tuple[Coverage, ...]
    attended: int
    """How often its people took part in a session; one person in two sessions counts twice."""


def training_by_department(actor: Actor, today: date, cut: DepartmentCut | None = None) -> list[DepartmentTraining]:
    """The training of the actor's organisation by department, by name, *no department said* last. Four queries.

    The sums of all lines are the counts of the organisation. A department lead gets the departments that they lead.
    """
    alone = departments_alone(actor)
    tiers, current, attended = list_tiers(), _current(actor, today), _attended(actor)
    return [
        DepartmentTraining(
            line,
            tuple(
                Coverage(
                    tier.number,
                    tier.name,
                    *current.get((line.id if line else None, tier.number), (0, 0)),
                    line.headcount if line else None,
                )
                for tier in tiers
            ),
            attended.get(line.id if line else None, 0),
        )
        for line in list_lines(actor, actor.organisation_id, cut)
        if alone is None or (line is not None and line.id in alone)
    ]


def _current(actor: Actor, today: date) -> dict[tuple[UUID | None, int], tuple[int, int]]:
    """People current today by department and tier: those who can be told apart, and those who cannot."""
    is_known = or_(Learner.email.is_not(None), Learner.staff_number.is_not(None))
    rows = (
        scoped(
            select(
                Learner.department_id,
                LearnerTier.tier,
                func.sum(case((is_known, 1), else_=0)),
                func.sum(case((is_known, 0), else_=1)),
            ),
            actor,
            Learner,
            LearnerTier,
        )
        .select_from(LearnerTier)
        .join(Learner, Learner.id == LearnerTier.learner_id)
        .where(
            LearnerTier.organisation_id == actor.organisation_id,
            LearnerTier.expires_on >= today,
            Learner.left_on.is_(None),
        )
        .group_by(Learner.department_id, LearnerTier.tier)
    )
    return {(department, tier): (int(known), int(other)) for department, tier, known, other in db.session.execute(rows)}


def _attended(actor: Actor) -> dict[UUID | None, int]:
    rows = (
        scoped(select(Learner.department_id, func.count()), actor, Learner, Completion)
        .select_from(Completion)
        .join(Learner, Learner.id == Completion.learner_id)
        .where(
            Completion.organisation_id == actor.organisation_id,
            Completion.status == CompletionStatus.CONFIRMED,
            Completion.session_id.is_not(None),
        )
        .group_by(Learner.department_id)
    )
    return {row[0]: row[1] for row in db.session.execute(rows)}
