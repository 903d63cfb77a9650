"""What can be declared, for how long it is kept, and who confirms it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, Protocol

from network.core.errors import OtherRoute, RuleBroken
from network.core.months import months_after
from network.training.declarations.vocabulary import DeclarationState
from network.training.rules import last_day
from network.training.vocabulary import Mode

MOST_WAITING: Final = 5
"""Declarations of one address at a time."""
LONGEST_NAME: Final = 200
LONGEST_WHY: Final = 500
YEARS_BACK: Final = 10
"""Of a course that does not run out; any other is declared while it is current."""
KEPT_AFTER_ANSWER: Final = timedelta(days=90)
KEPT_WAITING: Final = timedelta(days=365)
KEPT_IN_WORDS: Final = "90 days after somebody has looked, or a year where nobody has"
NO_COURSE: Final = "Choose a course from the list"
ANSWERED: Final = "This was answered in the meantime. Look at it again."
DECLARED_ANEW: Final = "They have declared this anew since you opened it. Look at what they say now, then answer."
BY_ITS_PERSON: Final = "Somebody else looks at what you declare. Ask another lead or champion of your organisation."


class Offered(Protocol):
    """What the rules ask of a course."""

    @property
    def tier(self) -> int | None:
        """The tier that it belongs to."""

    @property
    def is_open(self) -> bool:
        """Whether it is on offer."""

    @property
    def modes(self) -> list[str]:
        """The ways in which it is held."""

    @property
    def link(self) -> str:
        """Where people find it by themselves; empty where they cannot."""


def can_be_declared(course: Offered, first_tier: int | None) -> bool:
    """Whether people say themselves that they completed it: of the first tier, online, and theirs to find (TR-2)."""
    is_first = course.tier is not None and course.tier == first_tier
    return is_first and course.is_open and bool(course.link) and Mode.ONLINE in course.modes


def first_of(tiers: Iterable[int]) -> int | None:
    """The first tier of the offer; None while there is none."""
    return min(tiers, default=None)


def check_day(completed_on: date, validity_months: int | None, today: date) -> None:
    """RuleBroken on `completed_on` for a day to come, and for one whose training has run out by today."""
    if completed_on > today:
        raise RuleBroken("completed_on", "This day is still to come. Declare the course once you have completed it.")
    if completed_on < months_after(today, -12 * YEARS_BACK):
        raise RuleBroken("completed_on", "Check the year: this is more than 10 years ago.")
    ends = last_day(completed_on, validity_months)
    if ends < today:
        raise RuleBroken(
            "completed_on",
            f"This ran out on {ends.day} {ends:%B %Y}. Take the course again, and declare it then.",
        )


def check_name(name: str) -> None:
    """RuleBroken on `name` for none, or one too long to be one."""
    if not any(character.isalpha() for character in name):
        raise RuleBroken("name", "Enter your name")
    if len(name) > LONGEST_NAME:
        raise RuleBroken("name", f"Shorten your name to {LONGEST_NAME} characters.")


def check_room(waiting: int) -> None:
    """RuleBroken for somebody of whom as many declarations wait as can (`U37`)."""
    if waiting >= MOST_WAITING:
        routes = (
            OtherRoute("Take one of them back, on the page of your record", None),
            OtherRoute("Ask a champion of your organisation to look at them", None),
        )
        said = f"You have declared {waiting} courses that nobody has looked at yet. Wait until somebody has."
        raise RuleBroken(None, said, routes=routes)


def check_answer(state: DeclarationState, declared_by: str, answered_by: str | None) -> None:
    """RuleBroken where it was answered already, or where somebody would confirm what they declared themselves."""
    if declared_by == answered_by:
        raise RuleBroken(None, BY_ITS_PERSON)
    if state is not DeclarationState.WAITING:
        raise RuleBroken(None, ANSWERED)


def check_why(why: str) -> None:
    """RuleBroken on `why` where its person would not learn what is missing."""
    if not why:
        raise RuleBroken("why", "Say what is missing, so that they can do something about it")
    if len(why) > LONGEST_WHY:
        raise RuleBroken("why", f"Shorten this to {LONGEST_WHY} characters.")
