"""What the words of learning systems mean: done, not done, or nothing that we know."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_DONE: Final = frozenset(
    {
        "achieved",
        "attended",
        "certified",
        "checked in",
        "compliant",
        "fully attended",
        "green",
        "online complete",
        "pass",
        "passed",
        "present",
        "successful",
        "true",
        "y",
        "yes",
        "1",
    }
)
_NOT_DONE: Final = frozenset(
    {
        "absent",
        "amber",
        "approved",
        "assigned",
        "attending",
        "booked",
        "cancelled",
        "declined",
        "denied",
        "did not attend",
        "dna",
        "enrolled",
        "excused",
        "expired",
        "fail",
        "failed",
        "false",
        "in progress",
        "incomplete",
        "invited",
        "n",
        "n/a",
        "no",
        "no show",
        "no-show",
        "non-compliant",
        "not compliant",
        "overdue",
        "part",
        "partially attended",
        "past due",
        "pending",
        "red",
        "refunded",
        "registered",
        "requested",
        "session cancelled",
        "started",
        "unable to attend",
        "user cancelled",
        "waitlisted",
        "withdrawn",
        "0",
        "-",
        "--",
        "–",
        "",
    }
)
_BEGINS_DONE = re.compile(r"complete(?:d)?\b", re.IGNORECASE)
_ENDS_NO = re.compile(r"[:=-] ?no?$", re.IGNORECASE)
_TAKEN_BACK = re.compile(r"\bnot\b|fail", re.IGNORECASE)
_BEGINS_NOT_DONE = re.compile(r"(?:not|never|un|expired since|overdue since|due|expires|window opens)\b", re.IGNORECASE)


@lru_cache(maxsize=1000)
def is_done(status: str) -> bool | None:
    """Whether a status says that somebody completed something; None for a word that nobody here knows.

    *Completed (did not achieve pass grade)* is not complete, whatever it begins with; of *In Progress / Past Due*
    both are to say the same.
    """
    word = " ".join(status.split()).lower()
    if " / " in word:
        said = {is_done(part) for part in word.split(" / ")}
        return said.pop() if len(said) == 1 else None
    if word in _DONE:
        return True
    if word in _NOT_DONE or _BEGINS_NOT_DONE.match(word):
        return False
    if _BEGINS_DONE.match(word) and not _ENDS_NO.search(word):
        return not _TAKEN_BACK.search(_without_names(word))
    return None


def _without_names(word: str) -> str:
    """*Completed (set by Not A. Failure)* names whoever said so."""
    return re.sub(r"\(set by .*\)$", "", word)
