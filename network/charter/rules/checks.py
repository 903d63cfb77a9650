"""What holds when one partner checks another's commitment. Pure."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from network.charter import addresses
from network.charter.vocabulary import CheckState, Finding, PledgeState
from network.core.errors import Conflict, OtherRoute, RuleBroken
from network.core.text import one_line, several_lines

LONGEST_NOTE: Final = 300
LONGEST_SEEN: Final = 1000
"""Characters."""
_ROUTES: Final = (
    OtherRoute("See our charter", addresses.OURS),
    OtherRoute("See all checks", addresses.CHECKS),
)


def check_may_ask(state: PledgeState, evidence: int, own: UUID, peer: UUID | None, partners: frozenset[UUID]) -> None:
    """Raises `RuleBroken` unless a pledge can be checked, and by this partner."""
    if state is not PledgeState.IN_PLACE:
        raise RuleBroken(
            None, "Another partner checks what is in place. Say so of this pledge first, when it is.", routes=_ROUTES
        )
    if not evidence:
        raise RuleBroken(None, "Add something that shows it first: a file, or a link.", routes=_ROUTES)
    if peer is None or peer == own or peer not in partners:
        raise RuleBroken("peer", "Choose another partner from the list")


def checked_note(note: str) -> str:
    """What the peer is asked to look at. Raises `RuleBroken` on `note`."""
    kept = one_line(note)
    if len(kept) > LONGEST_NOTE:
        raise RuleBroken("note", f"Shorten this to {LONGEST_NOTE} characters")
    return kept


def checked_seen(seen: str) -> str:
    """What the peer says that it saw. Raises `RuleBroken` on `seen`."""
    kept = several_lines(seen)
    if not kept:
        raise RuleBroken("seen", "Say what you saw, in a few words")
    if len(kept) > LONGEST_SEEN:
        raise RuleBroken("seen", f"Shorten this to {LONGEST_SEEN:,} characters")
    return kept


def check_state(state: CheckState, *wanted: CheckState) -> None:
    """Raises `Conflict` for a check that is somewhere else by now."""
    if state not in wanted:
        raise Conflict("This check has moved on since you opened it. Look again, then decide.")


def check_may_agree(finding: Finding | None, seen_version: int | None, version: int, state: PledgeState) -> None:
    """Raises `RuleBroken` where there is nothing to show: it was not seen in place, or was changed since."""
    if finding is not Finding.IN_PLACE:
        raise RuleBroken(
            None, "Only what was seen in place is shown. You can close this check, and ask again later.", routes=_ROUTES
        )
    if seen_version != version or state is not PledgeState.IN_PLACE:
        raise RuleBroken(
            None,
            "The pledge was changed after the other partner looked, so it is not what they saw. Ask them again.",
            routes=_ROUTES,
        )
