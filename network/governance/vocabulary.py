"""The closed lists of governance: kinds of group, how often one meets, where a meeting and an action stand."""

from __future__ import annotations

from enum import StrEnum


class _Words(StrEnum):
    @property
    def label(self) -> str:
        """As people say it."""
        return self.value.replace("-", " ").capitalize()


class GroupKind(_Words):
    """What kind of body a group is (ORG-5)."""

    STRATEGIC_BOARD = "strategic-board"
    PROGRAMME_BOARD = "programme-board"
    SCRUTINY_COMMITTEE = "scrutiny-committee"
    STRATEGIC_GROUP = "strategic-group"
    WORKING_GROUP = "working-group"
    TASK_AND_FINISH = "task-and-finish-group"
    STAFF_NETWORK = "staff-network"
    OTHER = "other"


class Rhythm(_Words):
    """How often a group meets (ORG-8)."""

    WEEKLY = "every-week"
    MONTHLY = "every-month"
    TWO_MONTHLY = "every-two-months"
    QUARTERLY = "every-three-months"
    AS_NEEDED = "as-needed"


class MeetingState(_Words):
    """Where a meeting stands; worked out from its day and from what was written of it."""

    PLANNED = "planned"
    TO_WRITE_UP = "to-be-written-up"
    HELD = "held"
    CALLED_OFF = "called-off"


class ActionState(_Words):
    """Whether there is something to do yet."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class ActionView(_Words):
    """Which actions a list shows."""

    OPEN = "open"
    WAS_DUE = "was-due"
    DONE = "done"
    DROPPED = "dropped"
    ALL = "all"

    @property
    def label(self) -> str:
        """As people say it."""
        return "Open, and the day has passed" if self is ActionView.WAS_DUE else super().label


class Whose(_Words):
    """Whose groups a list is about, as the one who looks would say it."""

    OWN = "own"
    NETWORK = "network"
    PARTNERS = "partners"

    @property
    def label(self) -> str:
        """As people say it."""
        return _WHOSE[self]


_WHOSE = {
    Whose.OWN: "Our organisation’s own",
    Whose.NETWORK: "The network’s",
    Whose.PARTNERS: "Other organisations’ own",
}
