"""The closed lists of plans."""

from __future__ import annotations

from enum import StrEnum


class PlanState(StrEnum):
    """Whether an organisation has been sent its plan."""

    DRAFT = "draft"
    SENT = "sent"

    @property
    def label(self) -> str:
        """The state in a word."""
        return self.value.capitalize()


class LineState(StrEnum):
    """How an organisation answered a line."""

    OPEN = "open"
    AGREED = "agreed"
    PROPOSED = "proposed"
    """It proposes something else, in its own words."""
    DECLINED = "declined"

    @property
    def label(self) -> str:
        """The state as both sides read it: *Waiting for an answer*."""
        return {
            "open": "Waiting for an answer",
            "agreed": "Agreed",
            "proposed": "Something else proposed",
            "declined": "Declined",
        }[self.value]
