"""Training by department: the parts of an organisation's own counts, which together are the whole (ORG-4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, case, func, literal, or_, select, union_all

from network.core.actor import Actor
from network.core.database import db
from network.core.tenancy import scoped
from network.organisations.public import DepartmentCut, DepartmentSummary, list_lines
from network.training.models import Completion, Learner, LearnerTier
from network.training.permissions import departments_alone
from network.training.queries import list_tiers
from network.training.rules import Coverage
from network.training.vocabulary import CompletionStatus

_ATTENDED: Final = 0
"""Where a tier would stand: no tier has this number."""


@dataclass(frozen=True, slots=True)
class DepartmentTraining:
    """One department's training; without a department, that of the people of whom none is known."""

    department: DepartmentSummary | None
    tiers: tuple[Coverage, ...]
    attended: int
    """How often its people took part in a session; one person in two sessions counts twice."""


def training_by_department(
    actor: Actor, today: date, cut: DepartmentCut | None = None, tiers: Iterable[tuple[int, str]] | None = None
) -> list[DepartmentTraining]:
    """The training of the actor's organisation by department, by name, *no department said* last. Three queries.

    The sums of all lines are the counts of the organisation. A department lead gets the departments that they lead.
    `tiers` are their numbers and names, where they are known already.
    """
    alone = departments_alone(actor)
    named = list(tiers) if tiers is not None else [(tier.number, tier.name) for tier in list_tiers()]
    counts = _counts(actor, today)
    return [
        DepartmentTraining(
            line,
            tuple(
                Coverage(number, name, *counts.get((key, number), (0, 0)), line.headcount if line else None)
                for number, name in named
            ),
            counts.get((key, _ATTENDED), (0, 0))[0],
        )
        for line in list_lines(actor, actor.organisation_id, cut)
        for key in (line.id if line else None,)
        if alone is None or key in alone
    ]


def _counts(actor: Actor, today: date) -> dict[tuple[UUID | None, int], tuple[int, int]]:
    """By department and tier, people current today who can be told apart, and who cannot; and how often they came."""
    parts = union_all(_current(actor, today), _attended(actor)).subquery()
    return {(key, tier): (int(known), int(other)) for key, tier, known, other in db.session.execute(select(parts))}


def _current(actor: Actor, today: date) -> Select[*tuple[Any, ...]]:
    is_known = or_(Learner.email.is_not(None), Learner.staff_number.is_not(None))
    return (
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


def _attended(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        scoped(select(Learner.department_id, literal(_ATTENDED), func.count(), literal(0)), actor, Learner, Completion)
        .select_from(Completion)
        .join(Learner, Learner.id == Completion.learner_id)
        .where(
            Completion.organisation_id == actor.organisation_id,
            Completion.status == CompletionStatus.CONFIRMED,
            Completion.session_id.is_not(None),
        )
        .group_by(Learner.department_id)
    )
