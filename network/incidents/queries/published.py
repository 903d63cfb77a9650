"""What is published of cases, and what the job that publishes reads. Only that job sees what is kept beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from network.core.actor import SystemActor
from network.core.database import db
from network.core.suppression import FEWEST_STAFF, Quarter
from network.core.tenancy import scoped, system_scope
from network.incidents.models import EligibleDepartment, IncidentModule, PublishedFigure, PublishedQuarter
from network.organisations.models import Department, Organisation, Standing

WHY = "what is published is for everybody who may read it"


@dataclass(frozen=True, slots=True)
class Publication:
    """One quarter as it was published."""

    quarter: Quarter
    published_at: datetime
    figures: Sequence[PublishedFigure]


def list_published_quarters() -> list[Quarter]:
    """The quarters that were published, the latest first."""
    with system_scope(db.session(), WHY) as system:
        quarters = scoped(select(PublishedQuarter.year, PublishedQuarter.number), system, PublishedQuarter)
        latest = quarters.order_by(PublishedQuarter.year.desc(), PublishedQuarter.number.desc())
        return [Quarter(year, number) for year, number in db.session.execute(latest)]


def find_publication(quarter: Quarter) -> Publication | None:
    """What was published of a quarter, in its order; None where nothing was. Two queries."""
    with system_scope(db.session(), WHY) as system:
        published = scoped(select(PublishedQuarter.id, PublishedQuarter.published_at), system, PublishedQuarter).where(
            PublishedQuarter.year == quarter.year, PublishedQuarter.number == quarter.number
        )
        row = db.session.execute(published).one_or_none()
        if row is None:
            return None
        figures = scoped(select(PublishedFigure), system, PublishedFigure).where(PublishedFigure.quarter_id == row.id)
        return Publication(
            quarter, row.published_at, list(db.session.scalars(figures.order_by(PublishedFigure.position)))
        )


def find_last_published(system: SystemActor) -> PublishedQuarter | None:
    """The latest quarter that was published, with what is kept of all of them; for the job alone."""
    quarters = scoped(select(PublishedQuarter), system, PublishedQuarter)
    return db.session.scalars(
        quarters.order_by(PublishedQuarter.year.desc(), PublishedQuarter.number.desc()).limit(1)
    ).one_or_none()


def count_eligible_staff(system: SystemActor) -> dict[UUID, int]:
    """How many staff can be referred, by organisation that offers the service; 0 where nobody said how many.

    Where the service is for some departments only, theirs, and 0 as soon as one of them has not said.
    """
    offering = (
        scoped(
            select(IncidentModule.organisation_id, Organisation.workforce_size, IncidentModule.is_small),
            system,
            IncidentModule,
        )
        .join(Organisation, Organisation.id == IncidentModule.organisation_id)
        .where(IncidentModule.is_on, Organisation.standing == Standing.PARTNER)
    )
    found = db.session.execute(offering).all()
    staff = {organisation_id: size or 0 for organisation_id, size, _ in found}
    small = {organisation_id for organisation_id, _, is_small in found if is_small}
    listed = (
        scoped(
            select(
                EligibleDepartment.organisation_id,
                func.sum(Department.headcount),
                func.count(),
                func.count(Department.headcount),
            ),
            system,
            EligibleDepartment,
            Department,
        )
        .join(Department, Department.id == EligibleDepartment.department_id)
        .group_by(EligibleDepartment.organisation_id)
    )
    for organisation_id, size, departments, known in db.session.execute(listed):
        if organisation_id in staff:
            staff[organisation_id] = (size or 0) if departments == known else 0
    # Whoever says that they are small has no statistics of their own, whatever else they say.
    return {each: min(size, FEWEST_STAFF - 1) if each in small else size for each, size in staff.items()}
