"""`network check` as the worker and the server run it before they start."""

from __future__ import annotations

from network.cli.checking import key_faults
from network.core.commit import commit
from network.core.crypto import KeyRing, Place, seal
from network.core.database import db, new_id


def seal_something(world, clock):
    seal("a secret", Place(world.own, "t", "c", new_id()), clock)
    commit()


def test_holds_no_transaction_open(in_app, clock, world):
    """A worker stays in its context for weeks: a lock taken while checking would stop every writer."""
    seal_something(world, clock)
    assert list(key_faults(in_app.extensions["key_ring"])) == []
    assert not db.session().in_transaction()


def test_a_missing_key_is_one_line(in_app, clock, world):
    seal_something(world, clock)
    (line,) = key_faults(KeyRing({"another": b"9" * 32}))
    assert "missing from the settings" in line
    assert "ENCRYPTION_KEYS" in line
