"""How long a request is kept, how long its link works, when it can be answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from network.core.errors import Conflict, RuleBroken
from network.core.text import one_line, several_lines
from network.joining.vocabulary import RequestState

LINK_LASTS: Final = timedelta(days=7)
LINK_LASTS_IN_WORDS: Final = "7 days"
ANSWERED_WITHIN: Final = 10
"""Working days of the host, where its settings say nothing else."""
KEPT: Final = timedelta(days=365)
KEPT_IN_WORDS: Final = "12 months after we have answered; 7 days, if you do not confirm your address"
LONGEST_LINE: Final = 200
LONGEST_WORDS: Final = 300


def clean_line(field: str, text: str, missing: str = "") -> str:
    """One line of what somebody says of themselves. `RuleBroken` on `field` where it is needed or too long."""
    line = one_line(text)
    if missing and not line:
        raise RuleBroken(field, missing)
    if len(line) > LONGEST_LINE:
        raise RuleBroken(field, f"Shorten this to {LONGEST_LINE} characters")
    return line


def clean_words(text: str) -> str:
    """What brings them here, in 300 characters or fewer. `RuleBroken` on `words`."""
    words = several_lines(text)
    if len(words) > LONGEST_WORDS:
        raise RuleBroken("words", f"Shorten this to {LONGEST_WORDS} characters")
    return words


def is_link_usable(sent_at: datetime, now: datetime) -> bool:
    """Whether the link of a request works: for seven days from when it was sent, and no second longer (`B5`)."""
    return now - sent_at < LINK_LASTS


def check_answerable(state: RequestState) -> None:
    """Raises Conflict for a request that was answered before, by oneself or by another coordinator."""
    if state is not RequestState.WAITING:
        raise Conflict("This request was answered before. Look at it again to see how.")


def people_asked(others: int) -> str:
    """How many people asked for one organisation, in words; empty where it was one."""
    counted = {1: "Two", 2: "Three", 3: "Four", 4: "Five"}
    return f"{counted.get(others, others + 1)} people asked" if others else ""
