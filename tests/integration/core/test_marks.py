"""Many sealed values at once, and marks by which a sealed value is found again (B24)."""

from uuid import uuid4

from network.core import crypto
from network.core.crypto import Place


def test_many_are_sealed_and_opened_at_once(in_app, world, clock):
    places = {Place(world.own, "thing", f"part_{number}", uuid4()): f"text {number}" for number in range(5)}
    sealed = crypto.seal_all(places, clock)
    assert crypto.unseal_all(sealed) == places
    assert crypto.unseal_all({}) == {}


def test_a_mark_finds_its_text_in_its_own_organisation_and_column(in_app, world, clock):
    mark = crypto.mark_of("jo@example.org", world.own, "thing.email", clock)
    assert mark in crypto.marks_of("jo@example.org", world.own, "thing.email")
    assert mark not in crypto.marks_of("jo@example.com", world.own, "thing.email")
    assert mark not in crypto.marks_of("jo@example.org", world.own, "other.email")
    crypto.mark_of("jo@example.org", world.other, "thing.email", clock)
    assert mark not in crypto.marks_of("jo@example.org", world.other, "thing.email")
    assert b"jo@example.org" not in mark
