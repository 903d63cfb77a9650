"""What an assessment of training needs adds up to, and which one holds on a day. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple, Protocol, TypeVar
from uuid import UUID

from network.core.errors import OtherRoute, RuleBroken
from network.core.text import several_lines
from network.organisations.vocabulary import WorkforceLevel

NOTE_LENGTH: Final = 500


class Said(Protocol):
    """A row of the workforce, or a line of an assessment."""

    @property
    def department_id(self) -> UUID | None:
        """Whose people they are; None for the whole organisation's."""

    @property
    def role_group(self) -> str:
        """Their kind of work."""

    @property
    def level(self) -> WorkforceLevel:
        """What they need."""

    @property
    def headcount(self) -> int:
        """How many they are."""

    @property
    def needed_by(self) -> date | None:
        """By when."""


@dataclass(frozen=True, slots=True)
class Needs:
    """How many people need each level or a higher one, as assessed on a day."""

    assessed_on: date
    informed: int
    skilled: int
    in_depth: int

    def of(self, level: WorkforceLevel) -> int:
        """How many people need this level: those who need a higher one need it too (TR-6)."""
        return (self.informed, self.skilled, self.in_depth)[level.rank]


def people_needing(lines: Iterable[Said], level: WorkforceLevel) -> int:
    """How many people of these lines need the level, or a higher one (TR-6)."""
    return sum(line.headcount for line in lines if line.level.rank >= level.rank)


def denominators(lines: Iterable[Said], workforce: int | None, assessed_on: date) -> Needs:
    """What coverage is a share of, by level. Everybody needs the first one (TR-4, TR-7).

    So where the lines leave people out, the number of staff stands for them there.
    """
    said = list(lines)
    informed, skilled, in_depth = (people_needing(said, level) for level in WorkforceLevel)
    return Needs(assessed_on, max(informed, workforce or 0), skilled, in_depth)


class Dated(Protocol):
    """Something that holds from one day until another takes its place."""

    @property
    def assessed_on(self) -> date:
        """The first day on which it holds."""


Assessed = TypeVar("Assessed", bound=Dated)


def denominator_on(day: date, assessments: Iterable[Assessed]) -> Assessed | None:
    """Of assessments in the order in which they were made, the one that a figure of `day` is a share of.

    The last that was made on or before it, so that last year's percentage keeps last year's denominator. None for a
    day before the first.
    """
    made = [each for each in assessments if each.assessed_on <= day]
    return made[-1] if made else None


def fingerprint(lines: Iterable[Said], workforce: int | None) -> str:
    """What the rows said when they were looked at, so that nobody keeps what they did not see."""
    said = sorted(
        repr((str(each.department_id), each.role_group, each.level.value, each.headcount, str(each.needed_by)))
        for each in lines
    )
    return hashlib.sha256(repr((said, workforce)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def check_assessable(lines: Iterable[Said], workforce_path: str) -> None:
    """RuleBroken for rows that say of nobody what they need."""
    if not any(line.headcount for line in lines):
        raise RuleBroken(
            None,
            "There is nobody to assess yet. Say first which kinds of work there are, and how many people do each.",
            routes=(
                OtherRoute("Add the first kind of work", workforce_path),
                OtherRoute("See the courses", "/training/courses"),
            ),
        )


def checked_note(note: str) -> str:
    """The note, tidied. RuleBroken on `note` for one that is too long."""
    tidy = several_lines(note)
    if len(tidy) > NOTE_LENGTH:
        raise RuleBroken("note", f"Use {NOTE_LENGTH} characters or fewer; this has {len(tidy):,}")
    return tidy


class Change(NamedTuple):
    """How the people of one kind of work, level and department changed between two assessments."""

    role_group: str
    level: WorkforceLevel
    department_id: UUID | None
    before: int
    after: int


def changes(before: Iterable[Said], after: Iterable[Said]) -> list[Change]:
    """What is more, less, new or gone, by kind of work; what stayed is left out."""
    counts: dict[tuple[str, WorkforceLevel, UUID | None], list[int]] = {}
    for place, lines in enumerate((before, after)):
        for line in lines:
            counts.setdefault((line.role_group, line.level, line.department_id), [0, 0])[place] += line.headcount
    found = [Change(*key, *numbers) for key, numbers in counts.items() if numbers[0] != numbers[1]]
    return sorted(found, key=lambda each: (each.role_group, each.level.rank, str(each.department_id)))
