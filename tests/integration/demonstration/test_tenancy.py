"""Every table of the demonstration as several organisations see it: what is theirs or shared with them, and no more.

The leak matrix makes many mistakes with a few tables; this makes a few with every table that there is, so that a new
one is in it from its first day (`B13`).
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import Table, func, or_, select

from network.charter.models import PeerCheck
from network.core import tenancy, tripwire
from network.core.actor import Actor
from network.core.database import Base, begin_reading, db
from network.core.handing_over import owned
from network.core.tenancy import ForeignRow, OwnedRows, Sharing, UnscopedQuery, guard_of, scoped, system_scope
from network.organisations.models import Organisation, Standing

MODELS = {
    mapper.local_table.name: mapper.class_
    for mapper in Base.registry.mappers
    if isinstance(guard_of(mapper.class_), OwnedRows)
}
NOT_SHOWN = {"api_token", "register_upload"}
"""Nobody of the demonstration made a key or sent a register; keys are the leak matrix's own example."""
CLOSED = [
    name for name, model in MODELS.items() if guard_of(model).sharing is not Sharing.PUBLIC and name not in NOT_SHOWN
]
NAMING = {Sharing.WITH_PARTNER, Sharing.WITH_PEER, Sharing.WITH_PROVIDER}
"""A row of these is read by whom it names, too."""
PARTIES: dict[str, list[str]] = {
    table.name: [column.name for column in columns] for table, columns in owned() if table.name in MODELS
}


@pytest.fixture(scope="module")
def members(demo) -> dict[str, Actor]:
    """Somebody of an organisation that asked another to look, of the one that was asked, and of a third."""
    with demo.app.app_context():
        with system_scope(db.session(), "whose checks these are") as system:
            check = db.session.scalars(scoped(select(PeerCheck), system, PeerCheck).order_by(PeerCheck.id)).first()
            both = (check.organisation_id, check.peer_organisation_id)
            involved = select(PeerCheck.organisation_id), select(PeerCheck.peer_organisation_id)
            apart = [set(db.session.scalars(scoped(each, system, PeerCheck))) for each in involved]
        third = select(Organisation.id).where(
            Organisation.standing == Standing.PARTNER,
            ~Organisation.is_host,
            Organisation.id.not_in(set().union(*apart)),
        )
        ids = (*both, db.session.scalars(third.order_by(Organisation.id)).first())
    return {
        name: Actor(UUID(int=number), organisation_id, frozenset(), frozenset())
        for number, (name, organisation_id) in enumerate(zip(("asker", "peer", "third"), ids, strict=True), 1)
    }


def theirs(demo, table: Table, actor: Actor) -> int:
    """How many rows are the actor's to see, counted by the owner of the database."""
    statement = select(func.count()).select_from(table)
    if guard_of(MODELS[table.name]).sharing is not Sharing.PUBLIC:
        columns = [table.c[name] for name in PARTIES[table.name] if _counts(table.name, name)]
        statement = statement.where(or_(*(column == actor.organisation_id for column in columns)))
    with demo.database.owner.connect() as connection:
        return int(connection.execute(statement).scalar_one())


def _counts(table: str, column: str) -> bool:
    """A module names its provider without sharing its row with them."""
    return column == "organisation_id" or guard_of(MODELS[table]).sharing in NAMING


@pytest.fixture
def acting(demo) -> Iterator[None]:
    with demo.app.app_context():
        begin_reading(db.session())
        yield
        db.session.rollback()
        db.session.remove()


@pytest.mark.parametrize("who", ["asker", "peer", "third"])
def test_each_sees_what_is_theirs(demo, members, acting, who):
    actor = members[who]
    tenancy.enter(db.session(), actor)
    seen = {}
    for name, model in MODELS.items():
        seen[name] = db.session.scalar(scoped(select(func.count()).select_from(model), actor, model))
    assert seen == {name: theirs(demo, model.__table__, actor) for name, model in MODELS.items()}
    assert (seen["charter_peer_check"] > 0) is (who != "third")


@pytest.mark.parametrize("table", sorted(MODELS))
def test_what_nobody_scoped_is_refused(members, acting, table):
    tenancy.enter(db.session(), members["third"])
    for statement in (select(MODELS[table]), select(func.count()).select_from(MODELS[table].__table__)):
        with pytest.raises(UnscopedQuery):
            db.session.execute(statement)


@pytest.mark.parametrize("who", ["asker", "peer", "third"])
def test_the_database_itself_shows_no_more(demo, members, acting, who):
    """Without the tripwire: PostgreSQL holds every row back; on SQLite a row that was loaded is still noticed."""
    actor, wrong = members[who], {}
    tripwire.disarm()
    try:
        tenancy.enter(db.session(), actor)
        for name, model in MODELS.items():
            count = db.session.scalar(select(func.count()).select_from(model.__table__))
            if demo.database.is_postgresql and count != theirs(demo, model.__table__, actor):
                wrong[name] = count
    finally:
        tripwire.arm()
    assert wrong == {}


@pytest.mark.parametrize("table", sorted(CLOSED))
def test_a_row_of_another_is_not_taken_by_its_key(demo, members, acting, table):
    """A key that somebody saw elsewhere opens nothing."""
    model, actor = MODELS[table], members["third"]
    columns = [model.__table__.c[name] for name in PARTIES[table] if _counts(table, name)]
    keys = select(*model.__table__.primary_key.columns)
    with demo.database.owner.connect() as connection:
        foreign = keys.where(*(column.is_distinct_from(actor.organisation_id) for column in columns))
        found = connection.execute(foreign.limit(1)).first()
    assert found is not None, f"the demonstration has no {table} of anybody else"
    tenancy.enter(db.session(), actor)
    try:
        assert db.session.get(model, tuple(found)) is None
    except (UnscopedQuery, ForeignRow):
        db.session.rollback()
