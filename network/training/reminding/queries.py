"""Whose training runs out, over all organisations: for the worker alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from sqlalchemy import func, or_, select, tuple_, update

from network.core.actor import SystemActor
from network.core.database import db
from network.core.tenancy import scoped
from network.organisations.models import Organisation, Standing
from network.training.models import CoverageSummary, Learner, LearnerTier, Tier

FIRST, SECOND = 60, 30
"""Days before the last day of something on which its person is written to."""


@dataclass(frozen=True, slots=True)
class RunningOut:
    """One tier of one person, and its last day."""

    learner_id: UUID
    organisation_id: UUID
    organisation: str
    email: str
    tier: int
    tier_name: str
    expires_on: date


def list_to_remind(system: SystemActor, today: date, most: int) -> list[list[RunningOut]]:
    """People who were not told yet, or not for the second time: each with all that is to be said. One query."""
    is_told = (LearnerTier.reminded_until == LearnerTier.expires_on) & (
        (LearnerTier.reminded_before <= SECOND) | (LearnerTier.expires_on > today + timedelta(days=SECOND))
    )
    rows = (
        scoped(
            select(
                Learner.id,
                Learner.organisation_id,
                Organisation.name,
                Learner.email,
                LearnerTier.tier,
                Tier.name,
                LearnerTier.expires_on,
            ),
            system,
            LearnerTier,
            Learner,
        )
        .select_from(LearnerTier)
        .join(Learner, Learner.id == LearnerTier.learner_id)
        .join(Organisation, Organisation.id == Learner.organisation_id)
        .join(Tier, Tier.number == LearnerTier.tier)
        .where(
            LearnerTier.expires_on.between(today, today + timedelta(days=FIRST)),
            or_(LearnerTier.reminded_until.is_(None), ~is_told),
            Learner.email.is_not(None),
            Learner.left_on.is_(None),
            Organisation.standing == Standing.PARTNER,
        )
        .order_by(Learner.id, LearnerTier.expires_on, LearnerTier.tier)
        .limit(most)
    )
    found = [
        RunningOut(row[0], row[1], row[2], row[3] or "", row[4], row[5], row[6]) for row in db.session.execute(rows)
    ]
    people = [list(lines) for _, lines in groupby(found, key=lambda line: line.learner_id)]
    return people[:-1] if len(found) == most and len(people) > 1 else people  # the last may have more to be told


def note_reminded(system: SystemActor, told: list[RunningOut], before: int) -> None:
    """Keeps of what people were reminded, so that it is said once."""
    keys = [(each.learner_id, each.tier) for each in told]
    standings = scoped(update(LearnerTier), system, LearnerTier).where(
        tuple_(LearnerTier.learner_id, LearnerTier.tier).in_(keys)
    )
    db.session.execute(standings.values(reminded_until=LearnerTier.expires_on, reminded_before=before))


@dataclass(frozen=True, slots=True)
class Lapsing:
    """How many people of an organisation stop to be current in a tier with a day."""

    organisation_id: UUID
    tier: int
    tier_name: str
    expires_on: date
    people: int


def list_lapsing(system: SystemActor, today: date) -> list[Lapsing]:
    """For every partner, from the summary alone. One query."""
    people = func.sum(CoverageSummary.people + CoverageSummary.unidentified)
    rows = (
        scoped(
            select(
                CoverageSummary.organisation_id, CoverageSummary.tier, Tier.name, CoverageSummary.expires_on, people
            ),
            system,
            CoverageSummary,
        )
        .join(Tier, Tier.number == CoverageSummary.tier)
        .join(Organisation, Organisation.id == CoverageSummary.organisation_id)
        .where(
            CoverageSummary.expires_on.between(today, today + timedelta(days=FIRST)),
            Organisation.standing == Standing.PARTNER,
        )
        .group_by(CoverageSummary.organisation_id, CoverageSummary.tier, Tier.name, CoverageSummary.expires_on)
        .having(people > 0)
        .order_by(CoverageSummary.organisation_id, CoverageSummary.expires_on, CoverageSummary.tier)
    )
    return [Lapsing(row[0], row[1], row[2], row[3], int(row[4])) for row in db.session.execute(rows)]
