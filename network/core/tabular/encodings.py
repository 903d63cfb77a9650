"""In which encoding a text file was written, decided by reading it whole, once, and the same way every time.

UTF-8 and UTF-16 announce themselves. What is left is a single-byte encoding of Windows, of older Macs, or of
DOS (Excel still offers both as "CSV"): every byte means something in each, so the one is taken in which the
fewest letters stand oddly. Measured against a general detector on short British tables, this was right far
more often, and it does not change its mind with a library's version.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from network.core.tabular.table import SAVE_AS_CSV, TableUnreadable

_CHUNK = 65536
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In the order that settles a tie.
_SINGLE_BYTE = ("cp1252", "mac_roman", "cp850")
# A sign inside a word, a capital after a small letter, an opening quotation mark after a letter: nobody writes these.
_ODD = re.compile(
    r"(?<=[^\W\d_])[‚„ƒ†‡ˆ‰‹›¤¢¡¥¦§¨©ª«¬®¯°±²³´µ¶¸¹º»¿×÷“”‘•‗─-▟∂∆∏∑√∞∫≈≠≤≥◊](?=[^\W\d_])"
    r"|(?<=[a-zß-öø-ÿ])[À-ÖØ-ÞŒŠŽŸı]"
    r"|Ÿ(?=[a-zß-öø-ÿ])|œ(?=\d)|‰(?=[\s,;]|$)|[^\W\d_]“(?=[\s,;]|$)"
)


def encoding_of(stream: BinaryIO, head: bytes) -> str:
    """The name of the codec for this file, whose first bytes are `head`.

    The whole file is read: no row is handed on from a file misread further down. Raises TableUnreadable.
    """
    marked = [name for mark, name in _BYTE_ORDER_MARKS if head.startswith(mark)]
    for encoding in marked or _announced(head):
        if _decodes(stream, encoding):
            return encoding
    best = None if marked or _holds_zeros(head) else _single_byte(stream)
    if best is None:
        raise TableUnreadable(f"The letters in this file cannot be read. {SAVE_AS_CSV}")
    return best


def _holds_zeros(head: bytes) -> bool:
    return head.count(0) > len(head) // 20


def _announced(head: bytes) -> tuple[str, ...]:
    # A zero in most second bytes is UTF-16 that lost its mark; zeros elsewhere are no kind of text.
    if not _holds_zeros(head):
        return ("utf-8",)
    if head[1::2].count(0) > len(head) * 0.4:
        return ("utf-16-le",)
    if head[0::2].count(0) > len(head) * 0.4:
        return ("utf-16-be",)
    return ()


def _single_byte(stream: BinaryIO) -> str | None:
    """The likeliest. Where it cannot be Windows', another is believed only if nothing in it stands oddly."""
    oddities = {encoding: _oddities(stream, encoding) for encoding in _SINGLE_BYTE if _decodes(stream, encoding)}
    best = min(oddities, key=lambda encoding: oddities[encoding])
    return best if best == _SINGLE_BYTE[0] or _SINGLE_BYTE[0] in oddities or not oddities[best] else None


def _decodes(stream: BinaryIO, encoding: str) -> bool:
    try:
        for _ in _decoded(stream, encoding):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _oddities(stream: BinaryIO, encoding: str) -> int:
    return sum(len(_ODD.findall(text)) for text in _decoded(stream, encoding))


def _decoded(stream: BinaryIO, encoding: str) -> Iterator[str]:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    while chunk := stream.read(_CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)
