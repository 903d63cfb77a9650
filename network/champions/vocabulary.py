"""The states of a champion."""

from __future__ import annotations

from enum import StrEnum


class ChampionState(StrEnum):
    """Where a champion is between being asked and being thanked."""

    PROPOSED = "proposed"
    """Asked; they have not answered yet."""
    ACTIVE = "active"
    DECLINED = "declined"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """The state as people read it."""
        return {
            ChampionState.PROPOSED: "Asked",
            ChampionState.ACTIVE: "Champion",
            ChampionState.DECLINED: "Said no",
            ChampionState.ENDED: "Was a champion",
        }[self]
