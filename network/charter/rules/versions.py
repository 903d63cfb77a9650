"""What holds when a version is drafted, consulted and published. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from network.charter import addresses
from network.charter.vocabulary import VersionState
from network.core.errors import OtherRoute, RuleBroken
from network.core.text import one_line, several_lines
from network.ui.filters import as_date

SHORTEST_CONSULTATION: Final = timedelta(days=7)
SHORTEST_AFFIRMATION: Final = timedelta(days=28)
"""So that a board which meets monthly can be asked."""
USUAL_AFFIRMATION: Final = timedelta(days=91)
LONGEST_WAIT: Final = timedelta(days=366)
KEPT: Final = timedelta(days=365)
"""How long a comment is kept."""
LONGEST_CHANGE: Final = 300
MOST_CHANGES: Final = 40
LONGEST_COMMENT: Final = 2000
"""Characters."""
_ROUTES: Final = (
    OtherRoute("See all versions, and begin a new one", addresses.VERSIONS),
    OtherRoute("See who has signed", addresses.SIGNATORIES),
)


def check_is_draft(state: VersionState) -> None:
    """Raises `RuleBroken` unless the version is a draft: what was published, or is being read, does not change."""
    if state is VersionState.CONSULTED:
        raise RuleBroken(
            None,
            "People are reading this version now, so its words rest. End the consultation first.",
            routes=_ROUTES,
        )
    check_is_unpublished(state)


def check_is_unpublished(state: VersionState) -> None:
    """Raises `RuleBroken` once a version was published: nothing about it changes any more."""
    if state not in (VersionState.DRAFT, VersionState.CONSULTED):
        raise RuleBroken(None, "This version was published, so its words stay as they are.", routes=_ROUTES)


def check_consultation(until: date | None, today: date) -> None:
    """Raises `RuleBroken` on `consult_until` unless people have a week at least, and a year at most."""
    if until is None:
        raise RuleBroken("consult_until", "Enter the last day on which people can comment")
    _check_between("consult_until", until, today + SHORTEST_CONSULTATION, today + LONGEST_WAIT)


def checked_affirm_by(until: date | None, today: date) -> date:
    """The day. Raises `RuleBroken` on `affirm_by` unless organisations have four weeks at least, and a year at most."""
    if until is None:
        raise RuleBroken("affirm_by", "Enter the day by which organisations are asked to sign the new version")
    _check_between("affirm_by", until, today + SHORTEST_AFFIRMATION, today + LONGEST_WAIT)
    return until


def _check_between(field: str, day: date, first: date, last: date) -> None:
    if not first <= day <= last:
        raise RuleBroken(field, f"Choose a day from {as_date(first)} to {as_date(last)}")


def checked_change(text: str, known: int) -> str:
    """What is different, on one line. Raises `RuleBroken` on `text`; `known` counts the changes that are there."""
    line = one_line(text)
    if not line:
        raise RuleBroken("text", "Say what is different")
    if len(line) > LONGEST_CHANGE:
        raise RuleBroken("text", f"Shorten this to {LONGEST_CHANGE} characters")
    if known >= MOST_CHANGES:
        raise RuleBroken("text", f"The list holds {MOST_CHANGES} changes. Take one off before you add another")
    return line


def checked_comment(words: str) -> str:
    """A comment. Raises `RuleBroken` on `words`."""
    kept = several_lines(words)
    if not kept:
        raise RuleBroken("words", "Write what you would like to say")
    if len(kept) > LONGEST_COMMENT:
        raise RuleBroken("words", f"Shorten this to {LONGEST_COMMENT:,} characters")
    return kept


def check_takes_comments(state: VersionState, until: date | None, today: date) -> None:
    """Raises `RuleBroken` for a version that nobody is asked about (any more)."""
    if state is VersionState.CONSULTED and until is not None and today <= until:
        return
    raise RuleBroken(
        None,
        "The time for comments on this version has ended. Nothing was sent.",
        routes=(
            OtherRoute("Tell the network what you think all the same", "/tell-us"),
            OtherRoute("Read the charter as it is signed today", addresses.CHARTER),
        ),
    )
