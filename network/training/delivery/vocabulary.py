"""The closed lists of sessions to come."""

from __future__ import annotations

from enum import StrEnum


class SessionState(StrEnum):
    """Whether a session will be held. What is past says the date."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class PlaceState(StrEnum):
    """What somebody has of a session."""

    ASKED = "asked"
    """They asked by a link, and have not shown yet that the address is theirs: nothing is held for them."""
    BOOKED = "booked"
    WAITING = "waiting"
    GIVEN_BACK = "given-back"

    @property
    def label(self) -> str:
        """As people read it: *Given back*."""
        return self.value.replace("-", " ").capitalize()


HELD = (PlaceState.BOOKED, PlaceState.WAITING)
"""One person has at most one of these at a session."""


class Presence(StrEnum):
    """How somebody was there, at one part of a session."""

    PRESENT = "present"
    PART = "part"
    ABSENT = "absent"
    EXCUSED = "excused"

    @property
    def label(self) -> str:
        """As it is pressed. Nobody *failed to attend* (`U23`)."""
        return {"present": "Here", "part": "Here in part", "absent": "Not here", "excused": "Sent word"}[self.value]


class Occasion(StrEnum):
    """When people are asked."""

    AFTER = "after"
    """After the session: how it was."""
    LATER = "later"
    """Three months on: what changed in practice (TR-12)."""

    @property
    def label(self) -> str:
        """As those who read the answers see it."""
        return {"after": "After the session", "later": "3 months later"}[self.value]


class PracticeChange(StrEnum):
    """What changed in practice, three months on."""

    DOING = "doing"
    PLANNED = "planned"
    HINDERED = "hindered"
    NOTHING = "nothing"

    @property
    def label(self) -> str:
        """As it is offered."""
        return {
            "doing": "I do something differently now",
            "planned": "I plan to do something differently",
            "hindered": "I tried, and something was in the way",
            "nothing": "Nothing has changed yet",
        }[self.value]
