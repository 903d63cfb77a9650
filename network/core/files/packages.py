"""Word and OpenDocument files are zip archives of parts: taken out under limits, and packed anew."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Final

from network.core.archives import UNREADABLE, PartTooLarge, unpacked
from network.core.files.checked import FileRefused
from network.core.files.kinds import SAVE_AS_PDF

MOST_PARTS: Final = 1_000
"""A handbook with three hundred pictures has four hundred."""
LARGEST_PART: Final = 32 * 1024 * 1024
"""Bytes, unpacked: the text of ten thousand pages."""
UNPACKED: Final = 64 * 1024 * 1024
"""Bytes of all parts together."""
HIGHEST_RATIO: Final = 250
"""Of the unpacked to the packed. Text in XML comes to 30; the most that the method can do, to 1,030."""
_RATIO_COUNTS_FROM: Final = 1024 * 1024
_LONGEST_NAME: Final = 200
_NAME: Final = re.compile(r"[^\x00-\x1f\\:]+")
_ENCRYPTED: Final = 0x1
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_MADE_AT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that an archive can say: it tells nothing."""

DAMAGED: Final = f"We cannot read this document: it is damaged, or made in a way that we do not know. {SAVE_AS_PDF}"
TOO_LARGE: Final = f"This document is too large when it is unpacked. {SAVE_AS_PDF}"

Parts = dict[str, bytes]


def parts_of(content: bytes) -> Parts:
    """The parts by name, in their order, each measured while it is unpacked. Raises FileRefused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = archive.infolist()
            if len(found) > MOST_PARTS:
                raise FileRefused(f"This document has more than {MOST_PARTS:,} parts. {SAVE_AS_PDF}")
            _refuse_odd_entries(found)
            return _unpack(archive, [each for each in found if not each.is_dir()])
    except PartTooLarge:
        raise FileRefused(TOO_LARGE) from None
    except UNREADABLE:
        raise FileRefused(DAMAGED) from None


def _refuse_odd_entries(found: list[zipfile.ZipInfo]) -> None:
    names = [each.filename for each in found]
    if len({name.casefold() for name in names}) < len(names):
        raise FileRefused(DAMAGED)  # one reader takes the first of two, another the last
    for each in found:
        if not _is_plain(each.filename) or each.flag_bits & _ENCRYPTED or each.compress_type not in _METHODS:
            raise FileRefused(DAMAGED)


def _is_plain(name: str) -> bool:
    """Whether the name leads to a place inside the document, and to one only."""
    steps = name.rstrip("/").split("/")
    return len(name) <= _LONGEST_NAME and bool(_NAME.fullmatch(name)) and not {"", ".", ".."} & set(steps)


def _unpack(archive: zipfile.ZipFile, found: list[zipfile.ZipInfo]) -> Parts:
    parts: Parts = {}
    room = UNPACKED
    for each in found:
        part = unpacked(archive, each, min(room, LARGEST_PART))
        if len(part) > max(_RATIO_COUNTS_FROM, each.compress_size * HIGHEST_RATIO):
            raise PartTooLarge
        room -= len(part)
        parts[each.filename] = part
    return parts


def packed(parts: Mapping[str, bytes], *, stored: str = "") -> bytes:
    """An archive of these parts and nothing else: no times, no comments. The part `stored` is left as it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _MADE_AT)
            entry.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()
