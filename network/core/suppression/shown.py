"""What is said of a count of people: 0, a number rounded to 5, or nothing (B17)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LARGEST_HIDDEN: Final = 7
STEP: Final = 5
SMALLEST_WHOLE: Final = 10
"""Of fewer than this, as shown, no percentage is given."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is said of one count, for good. A page shows whatever is hidden in one and the same way.

    Keep both fields: what a reader may know of a hidden count decides what can be said later.
    """

    value: int | None
    """People, 0 or a multiple of 5; None where the count is hidden."""
    is_small: bool = False
    """Hidden by the first rule, so that a reader knows it to be 1 to 7. Otherwise a hidden count is just not said."""

    @property
    def is_hidden(self) -> bool:
        """Whether no number is said."""
        return self.value is None

    @property
    def limits(self) -> tuple[int, int] | None:
        """The least and the most people that it can be for a reader, both included; None where nothing is said."""
        if self.value is None:
            return (1, LARGEST_HIDDEN) if self.is_small else None
        if self.value == 0:
            return (0, 0)
        return (max(LARGEST_HIDDEN + 1, self.value - STEP // 2), self.value + STEP // 2)


UNSAID: Final = Shown(None)
"""Hidden for the sake of another."""


def by_first_rule(count: int) -> Shown:
    """What would be said of so many people if nothing else were ever said (B17).

    0 stays 0, 1 to 7 is hidden, the rest is rounded to 5. Raises ValueError below 0.
    """
    if count < 0:
        raise ValueError("There are never fewer than no people")
    if 0 < count <= LARGEST_HIDDEN:
        return Shown(None, is_small=True)
    return Shown((count + STEP // 2) // STEP * STEP)


def share(part: Shown, whole: Shown) -> int | None:
    """How much of the whole the part is, in whole per cent, from what is said of both and nothing else (B17).

    None where either is hidden, or the whole, as it is shown, is below 10. Raises ValueError where the part is
    more than the whole: it was not a part of it.
    """
    if part.value is None or whole.value is None or whole.value < SMALLEST_WHOLE:
        return None
    if part.value > whole.value:
        raise ValueError("A part is not more than its whole")
    return (200 * part.value + whole.value) // (2 * whole.value)
