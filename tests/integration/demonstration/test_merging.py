"""Two partners of the demonstration become one, whatever they hold: nothing is left behind, lost or unreadable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from uuid import UUID

import pytest
from sqlalchemy import LargeBinary, func, inspect, or_, select

from network.accounts.models import Membership
from network.core import crypto, tenancy
from network.core.actor import Actor, SystemActor
from network.core.crypto import Place
from network.core.database import Base, db
from network.core.handing_over import owned
from network.core.permissions import Role
from network.core.tenancy import scoped, unscoped
from network.organisations.models import Organisation, Standing
from network.organisations.service.merging import STAYING, merge
from network.organisations.vocabulary import Sector
from network.training.coverage import recount, summarised

SYSTEM = SystemActor("a test looks everywhere")


@pytest.fixture
def inside(demo) -> Iterator[None]:
    """A transaction that is taken back."""
    with demo.app.app_context():
        yield
        db.session.rollback()
        db.session.remove()


def partners() -> list[Organisation]:
    found = select(Organisation).where(Organisation.standing == Standing.PARTNER, ~Organisation.is_host)
    return list(db.session.scalars(found.where(Organisation.sector != Sector.PROVIDER).order_by(Organisation.id)))


def rows_of(organisation_id: UUID) -> Counter[str]:
    """How many rows of each table name this organisation as theirs, or as one that reads them."""
    tenancy.enter(db.session(), SYSTEM)
    counts: Counter[str] = Counter()
    for table, columns in owned(STAYING):
        named = or_(*(column == organisation_id for column in columns))
        statement = unscoped(select(func.count()).select_from(table).where(named), "a test counts")
        counts[table.name] = db.session.scalar(statement) or 0
    return +counts


def test_all_of_them(demo, inside):
    tenancy.enter(db.session(), SYSTEM)
    coordinator = db.session.scalars(
        scoped(select(Membership), SYSTEM, Membership).where(Membership.role == Role.COORDINATOR)
    ).first()
    actor = Actor(coordinator.user_id, coordinator.organisation_id, frozenset({Role.COORDINATOR}), frozenset())
    found = partners()
    print(len(found), [each.name for each in found])
    for former, successor in pairwise(found):
        before = rows_of(former.id) + rows_of(successor.id)
        tenancy.enter(db.session(), actor)
        merged = merge(actor, former.id, successor.id, former.name, demo.clock, is_same=False)
        print(merged)
        print(before)
        assert rows_of(former.id) == Counter()
        print(before - rows_of(successor.id))
