"""Where sheets are, as paths: for messages, papers and refusals, which know no request."""

from __future__ import annotations

from typing import Final
from uuid import UUID

SHEETS: Final = "/training/sheets"
TYPING: Final = "/sign-in-sheet"
"""Where people type the code. Short, because it is typed too."""


def sheet(sheet_id: UUID | str) -> str:
    """The page of a sheet, for those who hold the session."""
    return f"{SHEETS}/{sheet_id}"


def signing(token: str) -> str:
    """Where somebody writes themselves down, by the link that the QR code holds."""
    return f"{TYPING}/{token}"
