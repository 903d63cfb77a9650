"""A status list: one bit for each credential, as Bitstring Status List 1.0 writes it. Pure."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Iterable
from typing import Final

LENGTH: Final = 131_072
"""Bits in a list: the fewest that the standard allows, so that one credential hides among many."""
_MULTIBASE_BASE64URL: Final = "u"


def encode(places: Iterable[int]) -> str:
    """The list with these bits set, packed. The first is the leftmost; the same bits are always the same text."""
    bits = bytearray(LENGTH // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> place % 8
    packed = gzip.compress(bytes(bits), mtime=0)
    return _MULTIBASE_BASE64URL + base64.urlsafe_b64encode(packed).decode().rstrip("=")
