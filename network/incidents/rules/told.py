"""What each step was, in words to the person whom it is about, and who was told of it (U10, U11).

Every message says no more than that there is something to look at; so what somebody was told is that, and to whom.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import Step

LEADS: Final = Capacity.LEAD
MANAGER: Final = Capacity.REFERRER
PROVIDER: Final = Capacity.ALLOCATOR
"""Whoever has it at the provider: an allocator, and the therapist once there is one."""
YOU: Final = Capacity.STAFF_MEMBER

STEP_WORDS: Final[Mapping[Step, str]] = {
    Step.SUBMIT: "Your manager sent it.",
    Step.ASK_FOR_ONESELF: "You asked for this support.",
    Step.SEND_BACK: "An incident lead asked your manager for something.",
    Step.SEND_AGAIN: "Your manager put it right and sent it again.",
    Step.REDIRECT: "An incident lead suggested another kind of support.",
    Step.GO_AHEAD: "You said that it can go on.",
    Step.DO_NOT_WAIT: "An incident lead did not wait until you had read it.",
    Step.LET_THROUGH: "An incident lead let it through after the three months.",
    Step.PASS_TO_PROVIDER: "An incident lead passed it on to the provider.",
    Step.HAND_BACK: "The provider handed it back.",
    Step.NAME_THERAPIST: "The provider chose a therapist for you.",
    Step.BOOK_FIRST_MEETING: "The therapist booked a first meeting.",
    Step.MISS_FIRST_MEETING: "The first meeting did not take place.",
    Step.BEGIN_SUPPORT: "Your support began.",
    Step.END_SUPPORT: "Your support ended.",
    Step.CLOSE_EARLY: "It was closed before its end.",
    Step.WITHDRAW: "Your manager took it back.",
    Step.MARK_MISTAKEN: "It was set aside: it was opened by mistake.",
    Step.DECLINE: "You said no.",
    Step.CHANGE_MIND: "You changed your mind, and it started again.",
    Step.REOPEN: "It was opened again.",
    Step.HAND_OVER: "Your manager handed it over, and sees nothing more of it.",
    Step.NAME_MANAGER: "You said who your manager is now.",
    Step.NAME_NOBODY: "You said that no manager follows.",
}

_OF_AN_END: Final = frozenset({LEADS, PROVIDER, MANAGER, YOU})
WHO_WAS_TOLD: Final[Mapping[Step, frozenset[Capacity]]] = {
    Step.SUBMIT: frozenset({LEADS, YOU}),
    Step.ASK_FOR_ONESELF: frozenset({LEADS}),
    Step.SEND_BACK: frozenset({MANAGER}),
    Step.SEND_AGAIN: frozenset({LEADS, YOU}),
    Step.REDIRECT: _OF_AN_END,
    Step.GO_AHEAD: frozenset({LEADS}),
    Step.DO_NOT_WAIT: frozenset(),
    Step.LET_THROUGH: frozenset(),
    Step.PASS_TO_PROVIDER: frozenset({PROVIDER, YOU}),
    Step.HAND_BACK: frozenset({LEADS, YOU}),
    Step.NAME_THERAPIST: frozenset({PROVIDER, YOU}),
    Step.BOOK_FIRST_MEETING: frozenset({YOU}),
    Step.MISS_FIRST_MEETING: frozenset({YOU}),
    Step.BEGIN_SUPPORT: frozenset({YOU}),
    Step.END_SUPPORT: _OF_AN_END,
    Step.CLOSE_EARLY: _OF_AN_END,
    Step.WITHDRAW: _OF_AN_END,
    Step.MARK_MISTAKEN: _OF_AN_END,
    Step.DECLINE: _OF_AN_END,
    Step.CHANGE_MIND: frozenset({LEADS}),
    Step.REOPEN: frozenset({LEADS, PROVIDER, YOU}),
    Step.HAND_OVER: frozenset({YOU}),
    Step.NAME_MANAGER: frozenset({LEADS, PROVIDER, MANAGER}),
    Step.NAME_NOBODY: frozenset({LEADS, PROVIDER}),
}
"""Whom a step is told to, where there is such a person; whoever took it is not written to."""

_TOLD: Final[Mapping[Capacity, str]] = {
    LEADS: "incident leads",
    PROVIDER: "the provider",
    MANAGER: "your manager",
    YOU: "you",
}


def managers_at(steps: Sequence[Step], *, has_author: bool, has_successor: bool) -> tuple[bool, ...]:
    """For each step in order, whether there was a manager to tell of it.

    `has_author`: a manager wrote it. `has_successor`: who follows as manager now has a page here.
    """
    found, is_there = [], has_author
    for step in steps:
        match step:
            case Step.HAND_OVER | Step.NAME_NOBODY:
                is_there = False
            case Step.NAME_MANAGER:
                is_there = has_successor
        found.append(is_there)
    return tuple(found)


def told_of(step: Step, *, has_manager: bool = True) -> str:
    """Who was told of a step, in words; empty where nobody was. No manager is, where there is none."""
    listed = WHO_WAS_TOLD[step] if has_manager else WHO_WAS_TOLD[step] - {MANAGER}
    told = [words for capacity, words in _TOLD.items() if capacity in listed]
    if len(told) < 2:
        return "".join(told)
    return f"{', '.join(told[:-1])} and {told[-1]}"
