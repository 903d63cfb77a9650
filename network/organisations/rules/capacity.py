"""What may be said of an organisation's time for training (ORG-9). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from network.core.errors import RuleBroken
from network.core.text import one_line, several_lines
from network.organisations.vocabulary import TrainingTime, TrainingWay

SHIFT_LENGTH: Final = 150
DIFFICULTY_LENGTH: Final = 500
LARGEST_GROUP: Final = 100_000

LABELS: Final = {
    "times": "When",
    "ways": "Where",
    "shift_pattern": "Shift pattern",
    "largest_group": "Largest group",
    "difficulty": "What has been hard",
}


@dataclass(frozen=True, slots=True)
class Capacity:
    """When and how staff can train. Nothing in it is needed; all of it helps to plan (U14)."""

    times: tuple[TrainingTime, ...] = ()
    ways: tuple[TrainingWay, ...] = ()
    shift_pattern: str = ""
    largest_group: int | None = None
    """In people."""
    difficulty: str = ""

    def in_words(self, field: str) -> str:
        """One answer as a page shows it."""
        value = getattr(self, field)
        if field in ("times", "ways"):
            return "; ".join(each.label for each in value) or "Not given"
        return f"{value:,}" if isinstance(value, int) else value or "Not given"


def checked_capacity(
    times: Iterable[TrainingTime],
    ways: Iterable[TrainingWay],
    shift_pattern: str,
    largest_group: int | None,
    difficulty: str,
) -> Capacity:
    """The answers, tidied and in the order of their lists. Raises RuleBroken on the field to mend."""
    chosen, used = set(times), set(ways)
    shifts, hard = one_line(shift_pattern), several_lines(difficulty)
    if len(shifts) > SHIFT_LENGTH:
        raise RuleBroken("shift_pattern", f"Use {SHIFT_LENGTH} characters or fewer; this has {len(shifts):,}")
    if largest_group is not None and not 1 <= largest_group <= LARGEST_GROUP:
        raise RuleBroken("largest_group", f"Enter a number of people from 1 to {LARGEST_GROUP:,}")
    if len(hard) > DIFFICULTY_LENGTH:
        raise RuleBroken("difficulty", f"Use {DIFFICULTY_LENGTH} characters or fewer; this has {len(hard):,}")
    capacity = Capacity(
        tuple(each for each in TrainingTime if each in chosen),
        tuple(each for each in TrainingWay if each in used),
        shifts,
        largest_group,
        hard,
    )
    if capacity == Capacity():
        raise RuleBroken("times", "Answer at least one of the questions")
    return capacity
