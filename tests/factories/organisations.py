"""Registers and organisations for tests, brought in through the services."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from network.core import tenancy
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped
from network.organisations.models import Organisation, OrganisationIdentifier
from network.organisations.permissions import POLICY
from network.organisations.registers.plan import Plan
from network.organisations.service.registers import import_register
from tests.support.world import World


def schools(*rows: Sequence[str], headings: str = "urn,name,town,postcode,close_date") -> bytes:
    """A register of schools as the DfE's data is passed on; rows are cells in the order of the headings."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings.split(","))
    writer.writerows(rows)
    return out.getvalue().encode()


def bring_in(source: bytes, clock: Clock) -> Plan:
    """Imports a register as the command does, and commits."""
    actor = SystemActor("a test's import")
    tenancy.enter(db.session(), actor)
    plan = import_register(actor, source, clock).plan
    commit()
    db.session.remove()
    return plan


def by_code(code: str) -> tuple[Organisation, OrganisationIdentifier]:
    """The organisation with this code, and the code."""
    actor = SystemActor("a test looks")
    db.session.remove()
    tenancy.enter(db.session(), actor)
    found = db.session.execute(
        scoped(select(Organisation, OrganisationIdentifier), actor, OrganisationIdentifier)
        .join(OrganisationIdentifier, OrganisationIdentifier.organisation_id == Organisation.id)
        .where(OrganisationIdentifier.code == code)
    ).one()
    return found[0], found[1]


def acting(world: World, role: Role, at: str = "own") -> Actor:
    """This person, with what the directory lets their role do, entered into the session."""
    person = world.person(role, at)
    permissions = frozenset(permission for permission, roles in POLICY.items() if role in roles)
    actor = Actor(person.user_id, person.organisation_id, frozenset({role}), permissions)
    db.session.remove()
    tenancy.enter(db.session(), actor)
    return actor


def state_of(organisation_id: UUID) -> dict[str, Any]:
    """Every column of an organisation, to be compared."""
    db.session.remove()
    organisation = db.session.get(Organisation, organisation_id)
    assert organisation is not None
    return {column.key: getattr(organisation, column.key) for column in Organisation.__table__.columns}
