"""Sealing on a real database: opened where it belongs, by whoever has the key, and nowhere else (`B24`)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.core.crypto import KeyRing, Place, Undecipherable, seal, unseal
from network.core.database import new_id

FIRST, SECOND = b"1" * 32, b"2" * 32


@pytest.fixture
def place(world):
    return Place(world.own, "referral", "event_text", new_id())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(text=st.text())
def test_opens_as_it_was(in_app, clock, place, text):
    assert unseal(seal(text, place, clock), place) == text


def test_the_same_text_twice_looks_different(in_app, clock, place):
    assert seal("the same", place, clock) != seal("the same", place, clock)


@pytest.mark.parametrize("moved", ["table", "column", "row_id", "organisation_id"])
def test_opens_nowhere_else(in_app, clock, world, place, moved):
    elsewhere = {"table": "draft", "column": "name", "row_id": new_id(), "organisation_id": world.other}
    sealed = seal("the text", place, clock)
    with pytest.raises(Undecipherable):
        unseal(sealed, replace(place, **{moved: elsewhere[moved]}))


@pytest.mark.parametrize("position", [0, 20, -1])
def test_a_changed_byte_is_refused(in_app, clock, place, position):
    sealed = bytearray(seal("the text", place, clock))
    sealed[position] ^= 1
    with pytest.raises(Undecipherable):
        unseal(bytes(sealed), place)


def test_a_new_wrapping_key_still_opens_what_the_old_one_sealed(in_app, clock, place, app):
    before = app.extensions["key_ring"]
    try:
        app.extensions["key_ring"] = KeyRing({"old": FIRST})
        sealed = seal("the text", place, clock)
        app.extensions["key_ring"] = KeyRing({"new": SECOND, "old": FIRST})
        assert unseal(sealed, place) == "the text"
        app.extensions["key_ring"] = KeyRing({"new": SECOND})
        with pytest.raises(Undecipherable, match="missing from the settings"):
            unseal(sealed, place)
        app.extensions["key_ring"] = KeyRing({"old": SECOND})
        with pytest.raises(Undecipherable, match="not the one used"):
            unseal(sealed, place)
    finally:
        app.extensions["key_ring"] = before
