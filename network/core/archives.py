"""Reading zip archives that somebody sent: what one says of its own sizes is believed nowhere."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from typing import Final

UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    LookupError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
"""What reading an archive raises where it is damaged, asks for a password, or was made to be neither."""


class PartTooLarge(Exception):
    """A part is larger, once it is unpacked, than there is room for."""


def unpacked(archive: zipfile.ZipFile, part: str | zipfile.ZipInfo, room: int) -> bytes:
    """A part's content, measured while it is unpacked; `room` is in bytes. Raises PartTooLarge, or `UNREADABLE`."""
    with archive.open(part) as stream:
        content = stream.read(room + 1)
    if len(content) > room:
        raise PartTooLarge
    return content
