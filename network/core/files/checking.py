"""The way in: a file that somebody sent is weighed, scanned, told by its content and written anew, or refused."""

from __future__ import annotations

from typing import Final

import structlog
from flask import current_app

from network.core.files import clamd
from network.core.files.apart import pdf_of_its_own
from network.core.files.checked import LARGEST_FILE, CheckedFile, FileRefused
from network.core.files.kinds import TAKES_DOCUMENTS, TAKES_PICTURES, Sort, refuse, sort_of
from network.core.files.open_document import is_open_document, open_document_of
from network.core.files.pictures import LOGO_SIDE, logo_of, picture_of
from network.core.files.word import word_of
from network.settings import VirusScanner

log = structlog.get_logger()

_PICTURES: Final = frozenset({Sort.PNG, Sort.JPEG, Sort.WEBP})
FOUND: Final = (
    "Our virus scanner found something harmful in this file, so we did not keep it. "
    "Have the machine that it came from looked at, then send a clean copy."
)
AWAY: Final = "We cannot check files for viruses at the moment, so we did not keep this one. Try again later."


class NotScanned(FileRefused):
    """The scanner is not there. The file may be good: it can be sent again."""

    status = 503
    code = "try-again-later"

    def __init__(self) -> None:
        super().__init__(AWAY)


def check_logo(content: bytes, side: int = LOGO_SIDE) -> CheckedFile:
    """A picture as a PNG of at most `side` by `side` pixels. Raises FileRefused on the field `file` (`B23`)."""
    _refuse_at_once(content, TAKES_PICTURES)
    sort = sort_of(content)
    if sort not in _PICTURES:
        refuse(content, TAKES_PICTURES)
    return logo_of(content, sort, side)


def check_evidence(content: bytes) -> CheckedFile:
    """A PDF, a Word or OpenDocument text, or a picture, without all that acts. Raises FileRefused (`B23`)."""
    _refuse_at_once(content, TAKES_DOCUMENTS)
    checked = _written_anew(content)
    if len(checked.content) > LARGEST_FILE:
        raise FileRefused(_too_large())
    return checked


def _written_anew(content: bytes) -> CheckedFile:
    sort = sort_of(content)
    if sort is None:
        refuse(content, TAKES_DOCUMENTS)
    if sort is Sort.PDF:
        return pdf_of_its_own(content)
    if sort is Sort.ARCHIVE:
        return open_document_of(content) if is_open_document(content) else word_of(content)
    return picture_of(content, sort)


def _refuse_at_once(content: bytes, takes: str) -> None:
    if not content:
        raise FileRefused(f"This file is empty. {takes}")
    if len(content) > LARGEST_FILE:
        raise FileRefused(_too_large())
    scanner: VirusScanner | None = current_app.extensions["virus_scanner"]
    if scanner is not None:
        _scan(scanner, content)


def _too_large() -> str:
    return f"This file is larger than {LARGEST_FILE // 1024 // 1024} MB. Make it smaller, or send a part of it."


def _scan(scanner: VirusScanner, content: bytes) -> None:
    try:
        found = clamd.ask(scanner, content)
    except clamd.ScannerAway as away:
        log.error("virus scanner away", why=str(away))
        raise NotScanned from None
    if found is not None:
        log.warning("virus found", name=found)
        raise FileRefused(FOUND)
