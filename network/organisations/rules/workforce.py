"""A workforce by kind of work and level needed (TR-6). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol
from uuid import UUID

from network.core.errors import RuleBroken
from network.core.months import months_after
from network.organisations.registers.names import searchable
from network.organisations.rules import checked_count, checked_line
from network.organisations.vocabulary import WorkforceLevel
from network.ui.filters import plural

ROLE_GROUPS: Final = (
    "Leaders and managers",
    "Practitioners",
    "Supervisors",
    "Front of house",
    "Administrators",
    "Volunteers",
    "Strategic leads",
)
"""The kinds of work that S1 names, offered to begin with; an organisation can use its own words."""
MOST_GROUPS: Final = 300
YEARS_AHEAD: Final = 10

LABELS: Final = {
    "role_group": "Kind of work",
    "level": "Level needed",
    "headcount": "Number of people",
    "department_id": "Department",
    "needed_by": "Needed by",
}


@dataclass(frozen=True, slots=True)
class GroupSaid:
    """What is said of one group."""

    role_group: str
    level: WorkforceLevel
    headcount: int | None
    department_id: UUID | None = None
    needed_by: date | None = None
    """By when they are to have it."""


class Counted(Protocol):
    """A group that is kept."""

    role_group: str
    level: WorkforceLevel
    headcount: int
    department_id: UUID | None


def checked_group(said: GroupSaid, others: Iterable[Counted], departments: Collection[UUID]) -> GroupSaid:
    """What was said, tidied. Raises RuleBroken on the field to mend: the same group twice would count people twice."""
    role_group = checked_line("role_group", said.role_group)
    if not any(character.isalnum() for character in role_group):
        raise RuleBroken("role_group", "Choose a kind of work, or enter your own")
    if said.headcount is None:
        raise RuleBroken("headcount", "Enter how many people")
    checked_count("headcount", said.headcount)
    if said.department_id is not None and said.department_id not in departments:
        raise RuleBroken("department_id", "Choose from the list")
    present = {(searchable(each.role_group), each.level, each.department_id) for each in others}
    if (searchable(role_group), said.level, said.department_id) in present:
        raise RuleBroken(
            "role_group", "These people have a row already, with this level and department. Change that one"
        )
    return GroupSaid(role_group, said.level, said.headcount, said.department_id, said.needed_by)


def check_needed_by(needed_by: date | None, before: date | None, today: date) -> None:
    """RuleBroken on `needed_by` for a new day that has passed, or is more than ten years away.

    A day that was said `before` can stay though it has passed: then the need is late, and the figures show it.
    """
    if needed_by is None or needed_by == before:
        return
    if needed_by < today:
        raise RuleBroken("needed_by", "Enter a day that is still to come, or leave it empty")
    if needed_by > months_after(today, 12 * YEARS_AHEAD):
        raise RuleBroken("needed_by", f"Check the year: a day within {YEARS_AHEAD} years can be entered")


def check_room(count: int) -> None:
    """Whether there is room for one row more. Raises RuleBroken on `role_group`."""
    if count >= MOST_GROUPS:
        raise RuleBroken("role_group", f"There are at most {MOST_GROUPS} rows. Change one instead")


def by_level(groups: Iterable[Counted]) -> dict[WorkforceLevel, int]:
    """How many people need each level; all three are there (TR-6)."""
    totals = dict.fromkeys(WorkforceLevel, 0)
    for group in groups:
        totals[group.level] += group.headcount
    return totals


def difference(total: int, workforce_size: int | None) -> str:
    """A kind word where the rows and the number of staff differ; neither is changed for the other."""
    if workforce_size is None or total in (0, workforce_size):
        return ""
    why = "Some may have no row yet" if total < workforce_size else "Some may stand in more than one row"
    people = plural(total, "person", "people")
    return (
        f"The rows add up to {people}, and the number of staff is {workforce_size:,}. {why}. Both can stay as they are."
    )
