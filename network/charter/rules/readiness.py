"""What holds for the readiness checklist. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from network.charter import addresses
from network.charter.vocabulary import Readiness
from network.core.errors import OtherRoute, RuleBroken
from network.core.text import one_line

LONGEST_LINE: Final = 200
MOST_LINES: Final = 20
DEFAULT_LINES: Final = (
    "Our board, governors or trustees have talked about the charter",
    "A senior leader answers for it, and has time for it",
    "Somebody is named who brings it to our staff",
    "Our staff know that we are thinking of signing, and could say what they think",
    "We have asked people who use our services what would make them feel safe with us",
    "We know roughly how many of our staff need which training",
    "We have looked at what our staff do when the work has been too much",
    "We have chosen two things to do in the first twelve months",
)
"""What a network's checklist begins with; its coordinator changes it."""


def checked_lines(lines: Sequence[str]) -> list[str]:
    """The lines, each once. Raises `RuleBroken` on `lines`."""
    kept = list(dict.fromkeys(line for line in map(one_line, lines) if line))
    if len(kept) > MOST_LINES:
        raise RuleBroken("lines", f"Keep to {MOST_LINES} lines or fewer")
    long = next((place for place, line in enumerate(kept, start=1) if len(line) > LONGEST_LINE), None)
    if long is not None:
        raise RuleBroken("lines", f"Line {long} is long: keep it to {LONGEST_LINE} characters")
    return kept


def check_has_lines(readiness: Readiness, lines: Sequence[str]) -> None:
    """A checklist that is used has a line. Raises `RuleBroken` on `lines`."""
    if readiness is not Readiness.OFF and not lines:
        raise RuleBroken("lines", "Write at least one line, or choose not to use the checklist")


def check_may_be_checked(*, is_ready: bool) -> None:
    """Raises `RuleBroken` for a line that the organisation itself is not ready in."""
    if not is_ready:
        raise RuleBroken(
            None,
            "The organisation has said that it is not ready in this yet, so there is nothing to check.",
            routes=(
                OtherRoute("See who is preparing", addresses.FOLLOW),
                OtherRoute("See who has signed", addresses.SIGNATORIES),
            ),
        )
