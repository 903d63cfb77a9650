"""A few questions after the end: unlinked from whoever answers at once, and told in sums alone (S0, LE-7, B17)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from network.core.errors import RuleBroken
from network.core.suppression import Quarter, Shown, by_first_rule
from network.incidents.rules.summary import LONGEST_SUMMARY, FindingKind, Statement, check_summary

TURN_KEPT: Final = timedelta(days=30)
QUARTERS_KEPT: Final = 8
LONGEST_WORDS: Final = LONGEST_SUMMARY


class Question(StrEnum):
    """What is asked, in this order."""

    SOON_ENOUGH = "soon_enough"
    HELPED = "helped"
    SAFE = "safe"
    WOULD_TELL = "would_tell"

    @property
    def label(self) -> str:
        """As it is asked."""
        return {
            "soon_enough": "Did the support come soon enough?",
            "helped": "Did it help?",
            "safe": "Did it feel safe?",
            "would_tell": "Would you tell a colleague of it?",
        }[self.value]


class Reply(StrEnum):
    """An answer to any of them; not to say is one too (U14)."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNSAID = "unsaid"

    @property
    def label(self) -> str:
        """As it is chosen and shown."""
        return {"yes": "Yes", "partly": "Partly", "no": "No", "unsaid": "I would rather not say"}[self.value]


NAMING: Final = frozenset(
    {
        FindingKind.NAME,
        FindingKind.CONTACT,
        FindingKind.LINK,
        FindingKind.TIME,
        FindingKind.UNKNOWN_WORD,
        FindingKind.LENGTH,
    }
)
"""What says, or may say, who somebody is. The rest of what a closing summary leaves out is theirs to say."""
_ADVICE: Final = {
    FindingKind.NAME: "Leave out names: nobody is to know who wrote this, or of whom",
    FindingKind.CONTACT: "Leave out telephone numbers and addresses",
    FindingKind.LINK: "Leave out links",
    FindingKind.TIME: "Leave out days and dates: they could say who you are",
    FindingKind.UNKNOWN_WORD: "Say this in everyday words, spelt in full: it may be a name",
    FindingKind.LENGTH: f"Shorten this to {LONGEST_WORDS} characters",
}


def check_words(words: str, names: Iterable[str]) -> None:
    """Raises RuleBroken on `words`, with what to leave out, where they name somebody or may (D11).

    `names` are those of the people round the support.
    """
    if not words:
        return
    for finding in check_summary({Statement.ENDED}, words, names=names):
        if finding.kind in NAMING:
            said = f": “{finding.text}”" if finding.kind is not FindingKind.LENGTH else ""
            raise RuleBroken("words", f"{_ADVICE[finding.kind]}{said}")


def is_told(quarter: Quarter, today: date) -> bool:
    """Whether the answers of a quarter may be told: once it has ended, so that they are told once and for good."""
    return quarter.last_day < today


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a quarter: nothing but that there were few, or sums of every answer to every question."""

    quarter: Quarter
    answered: Shown
    sums: Mapping[Question, Mapping[Reply, Shown]]

    @property
    def has_words(self) -> bool:
        """Whether enough answered for what was written to be anybody’s."""
        return not self.answered.is_hidden and self.answered.value != 0


def tell(quarter: Quarter, answers: Mapping[tuple[Reply, ...], int]) -> Told:
    """The sums of a quarter by the first rule; where the whole is hidden its parts are, the noughts too (B17).

    `answers` are how many gave each row of replies, in the order of the questions.
    """
    answered = by_first_rule(sum(answers.values()))
    if answered.is_hidden:
        return Told(quarter, answered, {})
    sums = {}
    for place, question in enumerate(Question):
        counted: Counter[Reply] = Counter()
        for replies, count in answers.items():
            counted[replies[place]] += count
        sums[question] = {reply: by_first_rule(counted[reply]) for reply in Reply}
    return Told(quarter, answered, sums)
