"""How far one organisation had come on a day in the past: from its own completions, never a network's (P2)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from network.core.actor import SystemActor
from network.core.database import db
from network.core.tenancy import scoped
from network.training.coverage import is_cumulative
from network.training.models import Completion, Learner, Tier
from network.training.vocabulary import CompletionStatus

Counts = dict[tuple[UUID | None, int], tuple[int, int]]
"""By department and tier, people who can be told apart, and who cannot."""


def current_on(system: SystemActor, organisation_id: UUID, day: date) -> Counts:
    """Who was current on a day, by the department that they are in today. One query, by the organisation's index.

    Who has left since is counted up to their last day. What was taken back since is counted on no day. How many, and
    never who: so the system counts for whoever may see the figure.
    """
    person = aliased(Learner)
    latest = (
        scoped(
            select(
                person.id,
                person.department_id,
                Tier.number.label("tier"),
                or_(person.email.is_not(None), person.staff_number.is_not(None)).label("is_known"),
            ),
            system,
            Completion,
            Learner,
            person,
        )
        .select_from(Completion)
        .join(Tier, or_(Tier.number == Completion.tier, and_(Tier.number < Completion.tier, is_cumulative())))
        .join(Learner, Learner.id == Completion.learner_id)
        .join(person, person.id == func.coalesce(Learner.same_as_id, Learner.id))
        .where(
            Completion.organisation_id == organisation_id,
            Completion.completed_on <= day,
            Completion.expires_on >= day,
            Completion.status == CompletionStatus.CONFIRMED,
            or_(person.left_on.is_(None), person.left_on >= day),
        )
        .group_by(person.id, Tier.number, person.department_id, person.email, person.staff_number)
        .subquery()
    )
    known = func.sum(case((latest.c.is_known, 1), else_=0))
    rows = select(latest.c.department_id, latest.c.tier, known, func.count() - known)
    grouped = rows.group_by(latest.c.department_id, latest.c.tier)
    return {(each, tier): (int(some), int(rest)) for each, tier, some, rest in db.session.execute(grouped)}
