"""How many sessions a person can have: 3, a review, 3 more, and a 7th only by exception (D4, CI-10 to CI-13).

Every session counts, a follow-up held back for a key date too (D5).
"""

from enum import StrEnum
from typing import Final
from uuid import UUID

SESSIONS_BEFORE_REVIEW: Final = 3
SESSIONS_AFTER_REVIEW: Final = 3
USUAL_MOST_SESSIONS: Final = SESSIONS_BEFORE_REVIEW + SESSIONS_AFTER_REVIEW
MOST_SESSIONS: Final = USUAL_MOST_SESSIONS + 1


class SessionNeed(StrEnum):
    """What one more session asks for before it can be added."""

    NOTHING = "nothing"
    REVIEW = "review"
    EXCEPTION = "exception"
    IMPOSSIBLE = "impossible"


def session_need(existing: int) -> SessionNeed:
    """What the next session asks for, where `existing` counts those held, booked and reserved (D4, D5).

    An exception asks for a named approver and a reason. Raises ValueError for a count below 0.
    """
    if existing < 0:
        raise ValueError("Sessions are counted from 0")
    if existing < SESSIONS_BEFORE_REVIEW:
        return SessionNeed.NOTHING
    if existing < USUAL_MOST_SESSIONS:
        return SessionNeed.REVIEW
    if existing < MOST_SESSIONS:
        return SessionNeed.EXCEPTION
    return SessionNeed.IMPOSSIBLE


def may_add_session(
    existing: int, *, extension_agreed: bool = False, approved_by: UUID | None = None, reason: str = ""
) -> bool:
    """Whether one more session can be added to `existing` ones (D4, D5).

    `extension_agreed` says that the review after the third found more to be needed. `approved_by` and
    `reason` are the exception's; a reason of blanks is none.
    """
    match session_need(existing):
        case SessionNeed.NOTHING:
            return True
        case SessionNeed.REVIEW:
            return extension_agreed
        case SessionNeed.EXCEPTION:
            return extension_agreed and approved_by is not None and bool(reason.strip())
        case SessionNeed.IMPOSSIBLE:
            return False
