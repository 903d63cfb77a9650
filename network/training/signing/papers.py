"""The sheet for the wall, as a tagged PDF (PDF/UA-1): what it is for, the code, and what happens with the names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from network.core.papers import draw_code, typeset
from network.training.signing import addresses, rules
from network.training.signing.queries import Sheet
from network.training.signing.words import when_open, where
from network.ui.filters import as_day

WALL: Final = Path(__file__).with_name("wall.typ")


def make_wall(
    sheet: Sheet, network: str, code: str, address: str, trust: Sequence[tuple[str, str]], at: datetime
) -> bytes:
    """The paper. The same sheet, made at the same instant, is the same bytes. `trust` is said as the page says it."""
    parts = urlsplit(address)
    said = {
        "network": network,
        "title": f"Sign in: {sheet.course_title}",
        "description": f"Sheet to sign in to {sheet.course_title} on {as_day(sheet.held_on)}",
        "heading": "Sign in to this session",
        "course": sheet.course_title,
        "when": as_day(sheet.held_on),
        "where": where(sheet),
        "organisation": sheet.organisation_name,
        "letters": rules.in_groups(code),
        "typing": f"{parts.netloc}{addresses.TYPING}",
        "open": when_open(sheet),
        "trust": [list(line) for line in trust],
        "address": address,
        "code": draw_code(address),
        "code_alternative": "A QR code that leads to the page where you sign in to this session",
    }
    return typeset(WALL, said, at)
