"""Focus groups: what they were about, how many came, what was changed because of them; nobody is named (LE-7)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from network.core.errors import RuleBroken
from network.incidents.rules.naming import who_is_named
from network.incidents.rules.submission import check_length

LONGEST_TITLE: Final = 80
LONGEST_CHANGED: Final = 300
LARGEST_FOCUS_GROUP: Final = 200


class FocusTheme(StrEnum):
    """Which part of the support a focus group talked about (S0: at key parts of the process)."""

    BEING_REFERRED = "being-referred"
    FIRST_MEETING = "first-meeting"
    SESSIONS = "sessions"
    GROUPS = "groups"
    MANAGERS = "managers"
    ENDING = "ending"
    ALL_OF_IT = "all-of-it"

    @property
    def label(self) -> str:
        """As it is chosen and shown."""
        return {
            "being-referred": "Being referred",
            "first-meeting": "The first meeting",
            "sessions": "The sessions",
            "groups": "Support for groups",
            "managers": "What managers do",
            "ending": "The end, and the time after it",
            "all-of-it": "All of it",
        }[self.value]


def check_focus_group(title: str, held_on: date, attendance: int, changed: str, today: date) -> None:
    """Raises RuleBroken on the field to mend: `title`, `held_on`, `attendance` or `changed` (LE-7)."""
    if not title:
        raise RuleBroken("title", "Say in a few words what it was about")
    check_length("title", title, LONGEST_TITLE)
    if held_on > today:
        raise RuleBroken("held_on", "Enter the day that it was held, which is today or earlier")
    if not 0 < attendance <= LARGEST_FOCUS_GROUP:
        raise RuleBroken("attendance", f"Enter how many came, from 1 to {LARGEST_FOCUS_GROUP}")
    check_length("changed", changed, LONGEST_CHANGED)
    for field, text in (("title", title), ("changed", changed)):
        for pointer in who_is_named(text):
            raise RuleBroken(field, f"Leave out what may say who somebody is: “{pointer.text}”")
