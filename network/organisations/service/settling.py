"""What organisations themselves hold once, where two become one: departments by name, a logo, codes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import aliased

from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped
from network.feature import Merger
from network.organisations.models import Department, OrganisationIdentifier, OrganisationLogo
from network.organisations.models.capacity import TrainingCapacity
from network.organisations.models.journey import OrganisationStage, OrganisationWorkstream
from network.organisations.models.people import ContactDeputy, WorkforceGroup
from network.organisations.registers.names import searchable
from network.organisations.rules import mergers as rules
from network.ui.filters import plural

JOB: Final = SystemActor("organisations: two become one")


@contextmanager
def settle(merger: Merger, _clock: Clock) -> Iterator[list[str]]:
    """Departments of one name stay two, named apart. What one organisation says once, the successor has said."""
    said = _name_departments_apart(merger)
    _count_work_once(merger)
    _keep_one_logo(merger)
    for said_once in (TrainingCapacity, ContactDeputy):
        _keep_ours(merger, said_once)
    _keep_own_workstreams(merger)
    _put_stages_first(merger)
    if merger.is_same:
        said += _give_codes(merger)
    yield said


def _departments(organisation_id: UUID) -> list[Department]:
    found = scoped(select(Department), JOB, Department).where(Department.organisation_id == organisation_id)
    return list(db.session.scalars(found.order_by(Department.name)))


def _name_departments_apart(merger: Merger) -> list[str]:
    theirs, ours = _departments(merger.former_id), _departments(merger.successor_id)
    taken = [each.name for each in (*theirs, *ours)]
    shared = set(rules.names_apart((each.name for each in theirs), (each.name for each in ours)))
    renamed = []
    for department in theirs:
        if department.name in shared:
            department.name = rules.free_name(merger.apart(department.name), taken)
            taken.append(department.name)
            renamed.append(department.name)
    db.session.flush()
    said = [plural(len(theirs), "department")] if theirs else []
    return said + [f"a department of a name that both have is called {name}" for name in renamed]


def _count_work_once(merger: Merger) -> None:
    """Of no department, one kind of work that needs one level has one row: together, or what the successor said."""
    ours = {(searchable(each.role_group), each.level): each for each in _work_of_all(merger.successor_id)}
    for each in _work_of_all(merger.former_id):
        kept = ours.get((searchable(each.role_group), each.level))
        if kept is not None:
            kept.headcount += 0 if merger.is_same else each.headcount
            db.session.delete(each)
    db.session.flush()


def _work_of_all(organisation_id: UUID) -> list[WorkforceGroup]:
    rows = scoped(select(WorkforceGroup), JOB, WorkforceGroup)
    mine = rows.where(WorkforceGroup.organisation_id == organisation_id, WorkforceGroup.department_id.is_(None))
    return list(db.session.scalars(mine))


def _keep_one_logo(merger: Merger) -> None:
    has_one = scoped(select(OrganisationLogo.id), JOB, OrganisationLogo)
    if not merger.is_same or db.session.scalar(has_one.where(OrganisationLogo.organisation_id == merger.successor_id)):
        gone = scoped(delete(OrganisationLogo), JOB, OrganisationLogo)
        db.session.execute(gone.where(OrganisationLogo.organisation_id == merger.former_id))


def _keep_ours(merger: Merger, model: type[TrainingCapacity] | type[ContactDeputy]) -> None:
    """What the former said goes where the successor says something of its own."""
    ours = scoped(select(model.id), JOB, model).where(model.organisation_id == merger.successor_id)
    if db.session.scalar(ours.limit(1)) is not None:
        db.session.execute(scoped(delete(model), JOB, model).where(model.organisation_id == merger.former_id))


def _keep_own_workstreams(merger: Merger) -> None:
    ours = aliased(OrganisationWorkstream)
    said = scoped(select(ours.workstream), JOB, ours).where(ours.organisation_id == merger.successor_id)
    theirs = scoped(delete(OrganisationWorkstream), JOB, OrganisationWorkstream).where(
        OrganisationWorkstream.organisation_id == merger.former_id
    )
    db.session.execute(theirs.where(OrganisationWorkstream.workstream.in_(list(db.session.scalars(said)))))


def _put_stages_first(merger: Merger) -> None:
    """The former's stages come before the successor's, so that the successor's own is the one that holds."""
    highest = scoped(select(func.max(OrganisationStage.number)), JOB, OrganisationStage)
    above = db.session.scalar(highest.where(OrganisationStage.organisation_id == merger.former_id))
    if above is None:
        return
    ours = scoped(select(OrganisationStage.id), JOB, OrganisationStage).where(
        OrganisationStage.organisation_id == merger.successor_id
    )
    # One by one and the last first: a number is nobody's twice, and grows by no more than there are stages.
    for stage_id in db.session.scalars(ours.order_by(OrganisationStage.number.desc())).all():
        moved = scoped(update(OrganisationStage), JOB, OrganisationStage).where(OrganisationStage.id == stage_id)
        db.session.execute(moved.values(number=OrganisationStage.number + above))


def _give_codes(merger: Merger) -> list[str]:
    theirs = scoped(select(OrganisationIdentifier), JOB, OrganisationIdentifier).where(
        OrganisationIdentifier.organisation_id == merger.former_id
    )
    codes = list(db.session.scalars(theirs))
    for each in codes:
        each.organisation_id = merger.successor_id
    db.session.flush()
    return [f"the {each.scheme.label} {each.code}" for each in codes]
