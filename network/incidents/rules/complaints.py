"""A complaint about the support: where it stands, its 30 days, and how long it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from network.core.errors import Conflict, RuleBroken
from network.core.months import months_after
from network.incidents.rules.submission import check_length

LONGEST_COMPLAINT: Final = 1000
LONGEST_ANSWER: Final = 1000
ACKNOWLEDGED_WITHIN: Final = timedelta(days=30)
"""Days of the calendar, since 19 June 2026 by law."""
NUDGED_BEFORE: Final = timedelta(days=7)
KEPT_MONTHS: Final = 12
"""After it was answered, or taken back."""
UNANSWERED_MONTHS: Final = 24
"""After it was made, where it was never answered: nothing is kept for good."""


class ComplaintState(StrEnum):
    """Where a complaint stands."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    TAKEN_BACK = "taken_back"

    @property
    def label(self) -> str:
        """As it is shown to both."""
        return {
            "received": "Received",
            "acknowledged": "Acknowledged",
            "answered": "Answered",
            "taken_back": "Taken back",
        }[self.value]


class ComplaintStep(StrEnum):
    """What somebody does with it. Who answers at once has acknowledged it by that."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    TAKE_BACK = "take_back"


TRANSITIONS: Final[Mapping[ComplaintState, Mapping[ComplaintStep, ComplaintState]]] = {
    ComplaintState.RECEIVED: {
        ComplaintStep.ACKNOWLEDGE: ComplaintState.ACKNOWLEDGED,
        ComplaintStep.ANSWER: ComplaintState.ANSWERED,
        ComplaintStep.TAKE_BACK: ComplaintState.TAKEN_BACK,
    },
    ComplaintState.ACKNOWLEDGED: {
        ComplaintStep.ANSWER: ComplaintState.ANSWERED,
        ComplaintStep.TAKE_BACK: ComplaintState.TAKEN_BACK,
    },
    ComplaintState.ANSWERED: {},
    ComplaintState.TAKEN_BACK: {},
}


def next_complaint_state(state: ComplaintState, step: ComplaintStep) -> ComplaintState:
    """The state that a step leads to. Raises Conflict where it cannot be taken any more."""
    if step not in TRANSITIONS[state]:
        raise Conflict("This complaint has moved on since you opened the page. Open it again to see how it stands.")
    return TRANSITIONS[state][step]


def check_is_unread(state: ComplaintState, *, is_read: bool) -> None:
    """Raises Conflict unless it waits for an answer from somebody who cannot give one any more."""
    if is_over(state):
        raise Conflict("This complaint has come to its end, so nobody else is needed to read it.")
    if is_read:
        raise Conflict("Whoever you chose still reads it. To write to somebody else, take it back first.")


def is_over(state: ComplaintState) -> bool:
    """Whether nobody is expected to do anything more."""
    return not TRANSITIONS[state]


def acknowledge_by(made_on: date) -> date:
    """The last day on which it is acknowledged in time: the thirtieth after the day that it was made."""
    return made_on + ACKNOWLEDGED_WITHIN


def is_to_be_nudged(acknowledge_by_on: date, today: date) -> bool:
    """Whether whoever is to acknowledge it is reminded: in the week before its last day, and on it."""
    return acknowledge_by_on - NUDGED_BEFORE <= today <= acknowledge_by_on


def is_late(acknowledge_by_on: date, acknowledged_on: date | None, today: date) -> bool:
    """Whether it was acknowledged after its last day, or is not yet and that day is over."""
    return (acknowledged_on or today) > acknowledge_by_on


def complaint_kept_until(state: ComplaintState, at: datetime) -> datetime:
    """When it is deleted, of one that came to this state `at`: 12 months after its end, 24 after it was made."""
    day = months_after(at.date(), KEPT_MONTHS if is_over(state) else UNANSWERED_MONTHS)
    return at.replace(year=day.year, month=day.month, day=day.day)


def check_complaint(words: str) -> None:
    """Raises RuleBroken unless something is said, in at most 1,000 characters."""
    if not words:
        raise RuleBroken("words", "Say what was not right")
    check_length("words", words, LONGEST_COMPLAINT)


def check_answer(answer: str) -> None:
    """Raises RuleBroken unless something is answered, in at most 1,000 characters."""
    if not answer:
        raise RuleBroken("answer", "Write your answer")
    check_length("answer", answer, LONGEST_ANSWER)
