"""Where a declaration stands."""

from __future__ import annotations

from enum import StrEnum


class DeclarationState(StrEnum):
    """Whether anybody else than its person says so."""

    WAITING = "waiting"
    """Nobody has looked at it yet: it counts nowhere."""
    CONFIRMED = "confirmed"
    """A lead or champion looked, and it counts like any other completion."""
    NOT_CONFIRMED = "not-confirmed"
    """A lead or champion looked, and said what is missing."""

    @property
    def label(self) -> str:
        """As pages show it: never like a completion that was confirmed."""
        return {
            "waiting": "Declared, not yet confirmed",
            "confirmed": "Declared, and confirmed",
            "not-confirmed": "Declared, and not confirmed",
        }[self.value]
