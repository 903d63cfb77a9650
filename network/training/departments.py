"""Training by department: the parts of an organisation's own counts, which together are the whole (ORG-4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, case, func, literal, or_, select, union_all

from network.core.actor import Actor, Anyone
from network.core.database import db
from network.core.tenancy import scoped
from network.organisations.public import DepartmentCut, DepartmentSummary, list_lines
from network.organisations.vocabulary import WorkforceLevel
from network.training.models import Completion, Learner, LearnerTier, Need, NeedsAssessment
from network.training.needs.figures import holds_on
from network.training.permissions import departments_alone
from network.training.queries import list_tiers
from network.training.rules import Coverage
from network.training.vocabulary import CompletionStatus

Counts = dict[tuple[UUID | None, int], tuple[int, int]]
_ATTENDED: Final = 0
"""Where a tier would stand: no tier has this number."""
_NEEDED: Final = {level: -1 - level.rank for level in WorkforceLevel}
"""The same, for those who need a level and none above it."""


@dataclass(frozen=True, slots=True)
class DepartmentTraining:
    """One department's training; without a department, that of the people of whom none is known."""

    department: DepartmentSummary | None
    tiers: tuple[Coverage, ...]
    attended: int
    """How often its people took part in a session; one person in two sessions counts twice."""


def training_by_department(
    actor: Actor,
    today: date,
    cut: DepartmentCut | None = None,
    tiers: Iterable[tuple[int, str, WorkforceLevel]] | None = None,
) -> list[DepartmentTraining]:
    """The training of the actor's organisation by department, by name, *no department said* last. Three queries.

    The sums of all lines are the counts of the organisation. A department lead gets the departments that they lead.
    `tiers` are their numbers, names and levels, where they are known already. Who needs what is as assessed; in a
    department of which nothing was, all of its staff are taken to.
    """
    alone = departments_alone(actor)
    named = list(tiers) if tiers is not None else [(tier.number, tier.name, tier.level) for tier in list_tiers()]
    counts = _counts(actor, today)
    return [
        DepartmentTraining(
            line,
            tuple(
                Coverage(
                    number,
                    name,
                    *counts.get((key, number), (0, 0)),
                    _need(counts, key, level, line.headcount if line else None),
                    level,
                )
                for number, name, level in named
            ),
            counts.get((key, _ATTENDED), (0, 0))[0],
        )
        for line in list_lines(actor, actor.organisation_id, cut)
        for key in (line.id if line else None,)
        if alone is None or key in alone
    ]


def _counts(actor: Actor, today: date) -> Counts:
    """By department and tier, people current today who can be told apart, and who cannot; and how often they came."""
    parts = union_all(_current(actor, actor.organisation_id, today), _attended(actor), _needed(actor, today)).subquery()
    return {(key, tier): (int(known), int(other)) for key, tier, known, other in db.session.execute(select(parts))}


def current_by_department(actor: Anyone, organisation_id: UUID, today: date) -> dict[tuple[UUID | None, int], int]:
    """How many people of an organisation are current today, by department and tier. One query."""
    rows = db.session.execute(_current(actor, organisation_id, today))
    return {(key, tier): int(known) for key, tier, known, _ in rows}


def _current(actor: Anyone, organisation_id: UUID, today: date) -> Select[*tuple[Any, ...]]:
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
            LearnerTier.organisation_id == organisation_id,
            LearnerTier.expires_on >= today,
            Learner.left_on.is_(None),
        )
        .group_by(Learner.department_id, LearnerTier.tier)
    )


def _need(counts: Counts, key: UUID | None, level: WorkforceLevel, staff: int | None) -> int | None:
    """How many people of a department need a level, as assessed; all of its staff where nothing was."""
    if not any((key, place) in counts for place in _NEEDED.values()):
        return staff
    return sum(counts.get((key, _NEEDED[each]), (0, 0))[0] for each in WorkforceLevel if each.rank >= level.rank)


def _needed(actor: Actor, today: date) -> Select[*tuple[Any, ...]]:
    place = case(*((Need.level == level, number) for level, number in _NEEDED.items()))
    return (
        scoped(select(Need.department_id, place, func.sum(Need.headcount), literal(0)), actor, Need, NeedsAssessment)
        .join(NeedsAssessment, NeedsAssessment.id == Need.assessment_id)
        .where(NeedsAssessment.organisation_id == actor.organisation_id, holds_on(today))
        .group_by(Need.department_id, Need.level)
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
