"""Who lapses in the months to come: in numbers from the summary alone (P2), in names for an organisation's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, func, select

from network.core.actor import Actor
from network.core.database import db
from network.core.pagination import PAGE_SIZE, Page, paginate
from network.core.tenancy import scoped
from network.training.models import CoverageSummary, Learner, LearnerTier
from network.training.needs.figures import partners_by_tier
from network.training.needs.months import Lapsing, ends_ahead, months_ahead
from network.training.queries.learners import is_within_reach
from network.training.rules import Coverage


def forecast(actor: Actor, organisation_id: UUID | None, tiers: Iterable[Coverage], today: date) -> list[Lapsing]:
    """For each tier, how many are current for the last time in each of the next six months (TR-11). One query.

    Of one organisation; or, with None and in two queries, of every partner that the actor may see and of which it is
    known how many need the tier: of those of whom `tiers` speak then.
    """
    counts = (CoverageSummary.tier, CoverageSummary.expires_on, func.sum(CoverageSummary.people))
    rows = (
        scoped(select(*counts), actor, CoverageSummary)
        .where(CoverageSummary.expires_on.between(today, ends_ahead(today)[-1]))
        .group_by(CoverageSummary.tier, CoverageSummary.expires_on)
    )
    if organisation_id is not None:
        rows = rows.where(CoverageSummary.organisation_id == organisation_id)
    else:
        line = partners_by_tier(actor, today)
        of_it = and_(
            line.c.organisation_id == CoverageSummary.organisation_id,
            line.c.tier == CoverageSummary.tier,
            line.c.need > 0,
        )
        rows = rows.join(line, of_it)
    buckets: dict[int, dict[date, int]] = {}
    for tier, expires_on, people in db.session.execute(rows):
        buckets.setdefault(tier, {})[expires_on] = int(people)
    still = _still_covered(actor, today) if organisation_id is None else {}
    return [Lapsing(each, months_ahead(buckets.get(each.tier, {}), today), still.get(each.tier)) for each in tiers]


def _still_covered(actor: Actor, today: date) -> dict[int, int]:
    """By tier, how many of the network count after those months, if nobody renews."""
    line = partners_by_tier(actor, ends_ahead(today)[-1] + timedelta(days=1))
    rows = select(line.c.tier, func.sum(line.c.covered)).where(line.c.need > 0).group_by(line.c.tier)
    return {tier: int(people) for tier, people in db.session.execute(rows)}


@dataclass(frozen=True, slots=True)
class LapsingPerson:
    """Somebody who is current in a tier for the last time on a day."""

    learner_id: UUID
    name: str
    department_id: UUID | None
    tier: int
    last_day: date


def list_lapsing(
    actor: Actor,
    today: date,
    *,
    tier: int | None = None,
    month: date | None = None,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[LapsingPerson]:
    """The people of the actor's own organisation who lapse in the next six months, by day and name. Two queries.

    Of one tier and one month, where they are given; `month` is its last day. Those without an e-mail address or
    staff number are in no figure, and so are not here. A department lead gets the people of their department.
    """
    first, last = today, ends_ahead(today)[-1]
    if month is not None:
        first, last = max(first, month.replace(day=1)), min(last, month)
    people = (
        scoped(
            select(Learner.id, Learner.name, Learner.department_id, LearnerTier.tier, LearnerTier.expires_on),
            actor,
            Learner,
            LearnerTier,
        )
        .join(LearnerTier, LearnerTier.learner_id == Learner.id)
        .where(
            LearnerTier.organisation_id == actor.organisation_id,
            LearnerTier.expires_on.between(first, last),
            Learner.left_on.is_(None),
            Learner.email.is_not(None) | Learner.staff_number.is_not(None),
            is_within_reach(actor),
        )
        .order_by(LearnerTier.expires_on, Learner.name, Learner.id, LearnerTier.tier)
    )
    if tier is not None:
        people = people.where(LearnerTier.tier == tier)
    return paginate(people, page, size).map(lambda row: LapsingPerson(*row))
