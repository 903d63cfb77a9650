"""Status lists: what was set is set, and nothing else."""

from __future__ import annotations

import base64
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.credentials.bitstring import LENGTH, encode


def bits_of(encoded: str) -> bytes:
    assert encoded[0] == "u"
    assert "=" not in encoded
    return gzip.decompress(base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4)))


@given(st.sets(st.integers(0, LENGTH - 1), max_size=200))
def test_each_bit_says_what_was_revoked(places):
    bits = int.from_bytes(bits_of(encode(places)), "big")
    assert bits == sum(1 << (LENGTH - 1 - place) for place in places), "the first is the leftmost"


@pytest.mark.parametrize(("place", "octet", "value"), [(0, 0, 0x80), (7, 0, 1), (8, 1, 0x80), (LENGTH - 1, -1, 1)])
def test_where_a_bit_stands(place, octet, value):
    assert bits_of(encode([place]))[octet] == value


def test_the_empty_list_is_as_long_as_any():
    assert bits_of(encode([])) == bytes(16 * 1024)


def test_the_same_bits_are_the_same_text():
    assert encode([5, 9, 5]) == encode([9, 5])


@pytest.mark.parametrize("place", [LENGTH, LENGTH + 8])
def test_there_is_no_place_past_the_end(place):
    with pytest.raises(IndexError):
        encode([place])
