"""The ledger of sessions: 3, a review, 3 more, a 7th only by exception, never an 8th (D4, CI-10 to CI-13).

Every session counts, one that is kept for a key date too (D5). One that was not held does not: it is the person's
still, whoever it was that could not come.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

SESSIONS_BEFORE_REVIEW: Final = 3
SESSIONS_AFTER_REVIEW: Final = 3
USUAL_MOST_SESSIONS: Final = SESSIONS_BEFORE_REVIEW + SESSIONS_AFTER_REVIEW
MOST_SESSIONS: Final = USUAL_MOST_SESSIONS + 1
SESSION_LASTS: Final = timedelta(hours=1)
"""Sessions are planned by the hour (CI-10)."""


class SessionState(StrEnum):
    """Where one session stands; the last four took none of the sessions that a person may have."""

    KEPT = "kept"
    BOOKED = "booked"
    HELD = "held"
    HELD_LATE = "held-late"
    NOT_HELD = "not-held"
    NOT_COME = "not-come"
    CALLED_OFF = "called-off"
    LET_GO = "let-go"


COUNTED: Final = frozenset({SessionState.KEPT, SessionState.BOOKED, SessionState.HELD, SessionState.HELD_LATE})
"""What takes one of the sessions that a person may have."""
HELD: Final = frozenset({SessionState.HELD, SessionState.HELD_LATE})
"""What was a session (M4)."""


class Outcome(StrEnum):
    """How a session that was booked went (RM). No word of it blames anybody (U23)."""

    HELD = "held"
    HELD_LATE = "held-late"
    NOT_HELD = "not-held"
    NOT_COME = "not-come"

    @property
    def label(self) -> str:
        """As it is asked."""
        return {
            "held": "It was held",
            "held-late": "It was held, and began late",
            "not-held": "They came, and it could not be held",
            "not-come": "They did not come",
        }[self.value]

    @property
    def state(self) -> SessionState:
        """Where it leaves the session."""
        return SessionState(self.value)


class SessionNeed(StrEnum):
    """What one more session asks for before it can be booked."""

    NOTHING = "nothing"
    REVIEW = "review"
    EXCEPTION = "exception"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Ledger:
    """How many sessions were granted, and what each of them is used for, by its number from 1."""

    granted: int
    taken: Mapping[int, SessionState]

    @classmethod
    def of(cls, granted: Iterable[int], sessions: Iterable[tuple[int | None, SessionState]]) -> "Ledger":
        """The ledger of the numbers granted and of sessions; one without a number took none."""
        return cls(max(granted, default=0), {number: state for number, state in sessions if number is not None})

    @property
    def free(self) -> int | None:
        """The lowest number that a session can take; None where all that were granted are taken."""
        return next((number for number in range(1, self.granted + 1) if number not in self.taken), None)

    @property
    def held(self) -> int:
        """How many sessions were held (M4)."""
        return sum(state in HELD for state in self.taken.values())

    @property
    def left(self) -> int:
        """How many more can be booked without asking for anything."""
        return self.granted - len(self.taken)

    @property
    def need(self) -> SessionNeed:
        """What the next session asks for (D4)."""
        if self.free is not None:
            return SessionNeed.NOTHING
        if self.granted < USUAL_MOST_SESSIONS:
            return SessionNeed.REVIEW
        if self.granted < MOST_SESSIONS:
            return SessionNeed.EXCEPTION
        return SessionNeed.IMPOSSIBLE

    @property
    def may_be_reviewed(self) -> bool:
        """Whether to look back is due: the first three are used, one at least was held, and none is still to come.

        One that is kept for a key date may be months away, and keeps nobody waiting (D5).
        """
        return self.need is SessionNeed.REVIEW and self._is_settled

    @property
    def may_ask_for_one_more(self) -> bool:
        """Whether a seventh can be asked for: all six are used, and none is still to come but for key dates (CI-13)."""
        return self.need is SessionNeed.EXCEPTION and self._is_settled

    @property
    def _is_settled(self) -> bool:
        return self.held > 0 and SessionState.BOOKED not in self.taken.values()


def granted_by_review(granted: int) -> range:
    """The numbers that a review for more adds: up to the sixth (CI-11)."""
    return range(granted + 1, min(granted + SESSIONS_AFTER_REVIEW, USUAL_MOST_SESSIONS) + 1)


def overlaps(one: datetime, other: datetime) -> bool:
    """Whether two sessions of one therapist would run into one another (CI-10)."""
    return abs(one - other) < SESSION_LASTS
