"""What a file is once it has been checked, and the error that says what to do about one that is not taken."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from network.core.errors import RuleBroken

LARGEST_FILE: Final = 10 * 1024 * 1024
"""Bytes, as sent and as kept: a scanned policy of fifty pages, or a photograph from a phone, has room."""
ROUND_A_FILE: Final = 512 * 1024
"""Bytes that a form adds to the file that it carries."""


class Kind(StrEnum):
    """What people call it."""

    PICTURE = "picture"
    PDF = "pdf"
    WORD = "word"
    OPEN_DOCUMENT = "open-document"


@dataclass(frozen=True)
class CheckedFile:
    """A file that can be kept and handed on: `content` was written by us, from what was sent (`B23`)."""

    kind: Kind
    media_type: str
    extension: str
    """Without a dot: `pdf`."""
    content: bytes

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content, in hexadecimal: its ETag, and what an audit can name it by."""
        return hashlib.sha256(self.content).hexdigest()


class FileRefused(RuleBroken):
    """The file is not taken. `message` says what was sent and what to send instead.

    It belongs to the field `file`, so that a form shows it where the file was chosen.
    """

    def __init__(self, message: str) -> None:
        super().__init__("file", message)
