"""What holds for pledges: the two actions, and a commitment for each principle. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from network.charter.vocabulary import DECLARED, PledgeState
from network.core.errors import RuleBroken
from network.core.text import one_line

LONGEST_PLEDGE: Final = 300
"""Characters."""
LONGEST_OWNER: Final = 100
LAST_YEAR: Final = 2100
MOST_FOR_A_PRINCIPLE: Final = 5
"""So that a register's entry can be read."""


@dataclass(frozen=True, slots=True)
class PledgeText:
    """What somebody says of a pledge."""

    text: str
    owner_name: str
    due_on: date | None
    state: PledgeState = PledgeState.PLANNED


def checked_pledge(said: PledgeText, today: date, *, is_new: bool = True) -> PledgeText:
    """The pledge, tidied. Raises `RuleBroken` on `text`, `owner_name`, `due_on` or `state`."""
    text, owner = one_line(said.text), one_line(said.owner_name)
    if not text:
        raise RuleBroken("text", "Say what your organisation will do")
    if len(text) > LONGEST_PLEDGE:
        raise RuleBroken("text", f"Shorten this to {LONGEST_PLEDGE} characters")
    if not owner:
        raise RuleBroken("owner_name", "Enter who sees to it: a name, or a role")
    if len(owner) > LONGEST_OWNER:
        raise RuleBroken("owner_name", f"Shorten this to {LONGEST_OWNER} characters")
    if said.due_on is None:
        raise RuleBroken("due_on", "Enter the day by which it is to be in place")
    if said.due_on.year > LAST_YEAR or (is_new and said.state is not PledgeState.IN_PLACE and said.due_on < today):
        raise RuleBroken("due_on", "Enter a day that is still to come")
    if said.state not in DECLARED:
        raise RuleBroken("state", "Choose how far it has come. That it was checked is for another partner to say")
    return PledgeText(text, owner, said.due_on, said.state)


def state_after_edit(before: PledgeState, said: PledgeState, *, words_changed: bool) -> PledgeState:
    """The state that a pledge has after somebody of its organisation edited it.

    What another partner checked stays checked while it is said to be in place in the same words.
    """
    if before is PledgeState.CHECKED and said is PledgeState.IN_PLACE and not words_changed:
        return PledgeState.CHECKED
    return said


def check_room(known: int) -> None:
    """Raises `RuleBroken` on `text` where a principle has as many commitments as it may."""
    if known >= MOST_FOR_A_PRINCIPLE:
        raise RuleBroken(
            "text", f"A principle has at most {MOST_FOR_A_PRINCIPLE} commitments. Finish or remove one first"
        )


@dataclass(frozen=True, slots=True)
class Renaming:
    """A principle that a version gave a new name (D8)."""

    number: int
    """Of the version."""
    published_on: date
    formerly: str
    name: str


def name_today(principle: str, made_on: date, signed: int, renamings: Iterable[Renaming]) -> str:
    """What the principle of a commitment is called by now, through every version that its organisation did not sign.

    `made_on` is the day of the commitment, `signed` the highest version that its organisation has signed, 0 for none;
    `renamings` are in the order of the versions.
    """
    for each in renamings:
        is_later = each.number > signed and each.published_on >= made_on
        if is_later and each.formerly.casefold() == principle.casefold():
            principle = each.name
    return principle


def without_commitment(principles: Sequence[str], committed: Iterable[str]) -> list[str]:
    """The principles, in their order, for which the organisation has no commitment yet."""
    known = {name.casefold() for name in committed}
    return [name for name in principles if name.casefold() not in known]
