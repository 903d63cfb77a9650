"""What organisations themselves hold once, where two become one: departments by name, a logo, codes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select

from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped
from network.feature import Merger
from network.organisations.models import Department, OrganisationIdentifier, OrganisationLogo
from network.organisations.rules import mergers as rules
from network.ui.filters import plural

JOB: Final = SystemActor("organisations: two become one")


@contextmanager
def settle(merger: Merger, _clock: Clock) -> Iterator[list[str]]:
    """Departments of one name stay two, named apart. The successor's logo stays. The codes of one entered twice go."""
    said = _name_departments_apart(merger)
    _keep_one_logo(merger)
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


def _keep_one_logo(merger: Merger) -> None:
    has_one = scoped(select(OrganisationLogo.id), JOB, OrganisationLogo)
    if not merger.is_same or db.session.scalar(has_one.where(OrganisationLogo.organisation_id == merger.successor_id)):
        gone = scoped(delete(OrganisationLogo), JOB, OrganisationLogo)
        db.session.execute(gone.where(OrganisationLogo.organisation_id == merger.former_id))


def _give_codes(merger: Merger) -> list[str]:
    theirs = scoped(select(OrganisationIdentifier), JOB, OrganisationIdentifier).where(
        OrganisationIdentifier.organisation_id == merger.former_id
    )
    codes = list(db.session.scalars(theirs))
    for each in codes:
        each.organisation_id = merger.successor_id
    db.session.flush()
    return [f"the {each.scheme.label} {each.code}" for each in codes]
