"""The audit chain on a real database: it holds, and every way of breaking it is named (`B27`)."""

from __future__ import annotations

import threading
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import ProgrammingError

from network.core import audit
from network.core.actor import SystemActor
from network.core.audit import AuditEntry, AuditHead, ChainFault, verify
from network.core.commit import commit, rollback
from network.core.database import db, new_id
from network.core.schema import owner_engine
from network.core.tenancy import scoped, system_scope
from tests.support.databases import Database
from tests.support.queries import counted_queries

ENTRY = AuditEntry.__table__
CHAIN = UUID(int=7)


def record(clock, count: int, chain: UUID = CHAIN) -> None:
    for number in range(count):
        audit.record(
            SystemActor("a test"),
            clock.now(),
            "a.thing.done",
            "thing",
            new_id(),
            organisation_id=chain,
            changes={"number": number, "name": "Ærø"},
        )
    commit()


def alter(database: Database, statement) -> None:
    """Somebody with the owner's hands on the database."""
    with database.owner.begin() as connection:
        connection.execute(statement)


def faults(**kwargs) -> list[ChainFault]:
    db.session.remove()
    found = list(verify(**kwargs))
    db.session.remove()
    return found


def test_chain_holds(in_app, clock):
    record(clock, 3)
    record(clock, 2)
    record(clock, 1, UUID(int=8))
    assert faults() == []


def test_an_entry_takes_three_statements_once_its_chain_is_there(in_app, clock):
    record(clock, 1)
    with counted_queries(in_app) as queries:
        record(clock, 1)
    assert queries.count == 3, queries
    assert faults() == []


def test_a_thousand_chains_grow_in_one_transaction_in_few_statements(in_app, clock):
    """An import concerns as many organisations as its register has rows."""

    def statements(chains: int, first: int) -> int:
        for number in range(chains):
            action, chain = "a.thing.done", UUID(int=first + number)
            audit.record(SystemActor("a test"), clock.now(), action, "thing", None, organisation_id=chain)
        with counted_queries(in_app) as queries:
            commit()
        return queries.count

    assert statements(1_100, first=1_000) < statements(1, first=9) + 12
    assert statements(1_100, first=1_000) < 20
    assert faults() == []


def test_a_changed_entry_is_named(in_app, clock, database):
    record(clock, 3)
    alter(database, update(ENTRY).where(ENTRY.c.sequence == 2).values(action="a.thing.undone"))
    assert faults() == [ChainFault(CHAIN, 2, "it was changed after it was written")]


def test_an_entry_rewritten_with_its_hash_is_named(in_app, clock, database):
    record(clock, 3)
    with database.owner.begin() as connection:
        row = connection.execute(select(ENTRY).where(ENTRY.c.sequence == 2)).mappings().one()
        forged = AuditEntry(**{**row, "action": "a.thing.undone"})
        connection.execute(
            update(ENTRY).where(ENTRY.c.sequence == 2).values(action=forged.action, hash=forged.digest())
        )
    assert faults() == [ChainFault(CHAIN, 3, "it does not follow from the entry before it")]


def test_a_removed_entry_is_named(in_app, clock, database):
    record(clock, 3)
    alter(database, ENTRY.delete().where(ENTRY.c.sequence == 2))
    assert ChainFault(CHAIN, 2, "an entry is missing") in faults()


def test_a_dropped_tail_is_named(in_app, clock, database):
    record(clock, 3)
    alter(database, ENTRY.delete().where(ENTRY.c.sequence == 3))
    assert faults() == [ChainFault(CHAIN, 3, "the end of the chain is missing")]


def test_a_tail_dropped_with_its_head_is_named_by_the_anchor(in_app, clock, database):
    record(clock, 3)
    with database.owner.connect() as connection:
        ends = connection.execute(select(AuditHead.__table__)).mappings().all()
        anchors = {head["chain_id"]: (head["sequence"], head["hash"]) for head in ends}
        second = connection.execute(select(ENTRY.c.hash).where(ENTRY.c.sequence == 2)).scalar_one()
    alter(database, ENTRY.delete().where(ENTRY.c.sequence == 3))
    alter(database, update(AuditHead.__table__).values(sequence=2, hash=second))
    assert faults() == []
    assert faults(anchors=anchors) == [ChainFault(CHAIN, 3, "it is not what the anchor kept")]


def test_the_application_cannot_change_an_entry(in_app, clock, database):
    record(clock, 1)
    if not database.is_postgresql:
        return
    engine = owner_engine(database.url)
    for statement in (update(ENTRY).values(action="x"), ENTRY.delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), engine.begin() as connection:
            connection.execute(statement)
    engine.dispose()


def test_what_is_rolled_back_was_not_done(in_app, clock):
    audit.record(SystemActor("a test"), clock.now(), "a.thing.done", "thing", None)
    rollback()
    commit()
    with system_scope(db.session(), "count") as system:
        assert db.session.scalars(audit_entries(system)).all() == []


def audit_entries(actor):
    return scoped(select(AuditEntry), actor, AuditEntry)


def test_entries_of_many_at_once_make_one_chain(app, clock):
    def work() -> None:
        with app.app_context():
            for _ in range(5):
                record(clock, 2)
                db.session.remove()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert faults() == []
        with system_scope(db.session(), "count") as system:
            assert len(db.session.scalars(audit_entries(system)).all()) == 40
