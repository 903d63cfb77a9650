"""Where things of the passport are, as paths: for e-mails, codes on paper and what credentials name."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

ASK: Final = "/passport"
CHARTER: Final = "/charter"
EVENTS: Final = "/events"


def open_record(token: str) -> str:
    """The link that a person gets by e-mail: theirs alone, for half an hour."""
    return f"{ASK}/open/{token}"


def shared(token: str) -> str:
    """What a person gives to others, until it ends."""
    return f"{ASK}/shared/{token}"


def achievement(code: str) -> str:
    """What a credential is for: completing this course."""
    return f"{ASK}/achievements/{quote(code, safe='')}"
