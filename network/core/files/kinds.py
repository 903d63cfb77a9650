"""What a file is by its content, and what to do where it is none that we take."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, NoReturn

from network.core.files.checked import FileRefused

TAKES_PICTURES: Final = "Send a picture: a PNG, JPEG or WebP."
TAKES_DOCUMENTS: Final = "Send a PDF, a Word document (.docx), an OpenDocument text (.odt) or a picture."
SAVE_AS_PDF: Final = "Open it, choose Save as or Print, pick PDF, and send that."
SAVE_AS_WORD_OR_PDF: Final = "Open it, choose Save as, pick Word document (.docx) or PDF, and send that."
SAVE_AS_PNG: Final = "Open it, choose Save as or Export, pick PNG, and send that."
SAVE_AS_JPEG: Final = "Open it, choose Save as or Export, pick JPEG, and send that."
_HEAD: Final = 1024
"""Bytes in which a PDF's own mark stands, as its readers look for it, and a text shows what it is."""


class Sort(StrEnum):
    """What can be looked into further."""

    PNG = "PNG"
    JPEG = "JPEG"
    WEBP = "WEBP"
    PDF = "PDF"
    ARCHIVE = "archive"


_OTHERS: Final = (
    (
        re.compile(rb"\xd0\xcf\x11\xe0"),
        f"This is an older Word or Office file, or one that asks for a password. {SAVE_AS_WORD_OR_PDF}",
    ),
    (re.compile(rb"\{\\rtf"), f"This is a rich text file. {SAVE_AS_WORD_OR_PDF}"),
    (re.compile(rb"GIF8|BM|II\*\0|MM\0\*"), f"This is a picture of a kind that we do not take. {SAVE_AS_PNG}"),
    (
        re.compile(rb".{4}ftyp(hei|hev|mif|avi)", re.S),
        f"This is a picture as some phones keep it, which few others can open. {SAVE_AS_JPEG}",
    ),
    (
        re.compile(rb"7z\xbc\xaf|Rar!|\x1f\x8b|BZh|\xfd7zXZ"),
        "This is a compressed file. Unpack it and send what is in it.",
    ),
    (
        re.compile(rb"MZ|\x7fELF|#!|\xca\xfe\xba\xbe|\xfe\xed\xfa|\xcf\xfa\xed\xfe"),
        "This is a program, not a document.",
    ),
)
_SVG: Final = re.compile(rb"<(\w+:)?svg\b", re.I)
_MARKUP: Final = re.compile(rb"<(!doctype\s+html|html|head|body|script|\?php|\?xml)", re.I)


def sort_of(content: bytes) -> Sort | None:
    """What the file is by its content; None where it is nothing that we take."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Sort.PNG
    if content.startswith(b"\xff\xd8\xff"):
        return Sort.JPEG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return Sort.WEBP
    if content.startswith(b"PK\x03\x04"):
        return Sort.ARCHIVE
    # After the others: a mark further in is what the file also claims to be, and only then all that it can be.
    return Sort.PDF if b"%PDF-" in content[:_HEAD] else None


def refuse(content: bytes, takes: str) -> NoReturn:
    """Raises FileRefused with what the file is, where that can be told, and what to do. `takes`: what to send."""
    raise FileRefused(_said_of(content, takes))


def _said_of(content: bytes, takes: str) -> str:
    head = content[:_HEAD]
    if sort_of(content) is not None:
        return f"This is not a picture. {takes}"
    for signature, words in _OTHERS:
        if signature.match(head):
            return words if " and send " in words else f"{words} {takes}"
    if _SVG.search(head):
        return f"This is an SVG drawing, which can hold more than a picture. {SAVE_AS_PNG}"
    if _MARKUP.search(head):
        return f"This is a web page or another text with code in it. {takes}"
    return f"This is not a kind of file that we know. {takes}"
