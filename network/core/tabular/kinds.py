"""What a file is by its first bytes, where it is not text, and what to send instead."""

from __future__ import annotations

import re

from network.core.tabular.table import SAVE_AS_CSV, TableUnreadable

_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"{\\rtf", "a word processor document"),
)
_MARKUP = (
    (re.compile(rb"\s*<(!doctype\s+html|html|head|body|table)", re.I), "a web page"),
    (re.compile(rb"\s*<(\?xml|svg)", re.I), "an XML file"),
    (re.compile(rb'\s*(\{\s*["}]|\[\s*[\[{])'), "a JSON file"),
)


def is_archive(head: bytes) -> bool:
    """Whether the file is a zip archive, as workbooks are."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def refuse_other_kinds(head: bytes) -> None:
    """Raises TableUnreadable for the kinds that people send by mistake, named as they name them."""
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableUnreadable(f"This is an older Excel or Office file, or one that asks for a password. {SAVE_AS_CSV}")
    kinds = [kind for signature, kind in _SIGNATURES if head.startswith(signature)]
    kinds += [kind for pattern, kind in _MARKUP if pattern.match(head)]
    if kinds:
        raise TableUnreadable(
            f"This is {kinds[0]}, not a table. Send a CSV file: where you got this one, look for a download "
            "or export as CSV."
        )
