"""What may be said of a group, a meeting and an action."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from network.core.errors import RuleBroken
from network.core.months import months_after
from network.core.text import one_line, several_lines
from network.governance.vocabulary import GroupKind, Rhythm
from network.organisations.vocabulary import KeyArea

LONGEST: Final = {
    "name": 150,
    "purpose": 500,
    "chair_name": 150,
    "chair_title": 150,
    "note": 500,
    "what": 300,
    "owner_name": 150,
    "reason": 200,
}
"""Characters of each text."""
LONGEST_DECISION: Final = 500
LONGEST_MEMBER: Final = 200
MOST_MEMBERS: Final = 60
MOST_ROWS: Final = 30
"""Decisions, or new actions, of one meeting."""
MOST_ATTENDED: Final = 10_000
FIRST_DAY: Final = date(2010, 1, 1)
"""History before it has another home."""
PLANNED_AHEAD: Final = 24
DUE_AHEAD: Final = 60
"""Months from today, at most."""
NEEDED: Final = {
    "name": "Enter the group’s name",
    "purpose": "Say what the group is for",
    "chair_name": "Enter the name of the chair",
    "chair_title": "Enter the chair’s job title",
    "what": "Say what is to be done",
    "owner_name": "Choose a colleague, or enter the name of who will do it",
    "reason": "Say in a line why it was dropped",
}


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """What its keeper says of a group. `members` are lines: a name, a comma, whom they represent."""

    name: str
    kind: GroupKind
    purpose: str
    rhythm: Rhythm
    chair_name: str
    chair_title: str
    members: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a group, and the service or organisation that they represent."""

    name: str
    represents: str


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """Who does what by when. With `owner_id` a colleague, whose name stands in for `owner_name`."""

    what: str
    owner_name: str
    owner_id: UUID | None
    due_on: date


@dataclass(frozen=True, slots=True)
class WriteUp:
    """What is said of a meeting that was held."""

    held_on: date
    areas: frozenset[KeyArea]
    attended: int | None
    note: str
    decisions: tuple[str, ...]


def tidy_group(draft: GroupDraft) -> GroupDraft:
    """The draft fit to keep: names on one line, members one on each line, empty lines left out."""
    members = (one_line(line) for line in draft.members.splitlines())
    return replace(
        draft,
        name=one_line(draft.name),
        purpose=several_lines(draft.purpose),
        chair_name=one_line(draft.chair_name),
        chair_title=one_line(draft.chair_title),
        members="\n".join(line for line in members if line),
    )


def check_group(draft: GroupDraft) -> None:
    """Raises `RuleBroken` for what is missing or too long (ORG-5)."""
    for field in ("name", "purpose", "chair_name", "chair_title"):
        check_text(field, getattr(draft, field))
    lines = draft.members.splitlines()
    if len(lines) > MOST_MEMBERS:
        raise RuleBroken("members", f"Enter {MOST_MEMBERS} members or fewer; these are {len(lines):,}")
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_MEMBER:
            raise RuleBroken("members", f"Keep line {number} to {LONGEST_MEMBER} characters or fewer")


def members_of(lines: str) -> tuple[Member, ...]:
    """The members of a group from its lines; what stands before the first comma is the name."""
    parts = (line.partition(",") for line in lines.splitlines())
    return tuple(Member(name.strip(), represents.strip()) for name, _, represents in parts)


def check_text(field: str, text: str) -> None:
    """Raises `RuleBroken` on the field where its text is missing or too long."""
    if not text:
        raise RuleBroken(field, NEEDED[field])
    _check_length(field, text)


def _check_length(field: str, text: str) -> None:
    if len(text) > LONGEST[field]:
        raise RuleBroken(field, f"Shorten this to {LONGEST[field]} characters")


def check_planned_day(held_on: date, today: date) -> None:
    """A meeting's day is one that somebody can mean. Raises `RuleBroken`."""
    _check_first(held_on, "held_on")
    if held_on > months_after(today, PLANNED_AHEAD):
        raise RuleBroken("held_on", "Enter a day within the next 2 years")


def check_held_day(held_on: date, today: date) -> None:
    """A meeting is written up once it was held. Raises `RuleBroken`."""
    _check_first(held_on, "held_on")
    if held_on > today:
        raise RuleBroken("held_on", "Enter today or an earlier day. A meeting is written up once it was held")


def check_past_day(field: str, day: date, today: date) -> None:
    """A day on which something was done or ended. Raises `RuleBroken`."""
    _check_first(day, field)
    if day > today:
        raise RuleBroken(field, "Enter today or an earlier day")


def _check_first(day: date, field: str) -> None:
    if day < FIRST_DAY:
        raise RuleBroken(field, f"Check the year. Days from {FIRST_DAY.year} on are kept here")


def tidy_write_up(said: WriteUp) -> WriteUp:
    """What was said, fit to keep: each decision with its lines, empty ones left out."""
    decisions = (several_lines(decision) for decision in said.decisions)
    return replace(said, note=several_lines(said.note), decisions=tuple(each for each in decisions if each))


def check_write_up(said: WriteUp, today: date) -> None:
    """Raises `RuleBroken` for a day to come, a number of nobody, or words too long to be read again."""
    check_held_day(said.held_on, today)
    if said.attended is not None and not 1 <= said.attended <= MOST_ATTENDED:
        raise RuleBroken("attended", f"Enter a number from 1 to {MOST_ATTENDED:,}, or leave it empty")
    _check_length("note", said.note)
    if len(said.decisions) > MOST_ROWS:
        raise RuleBroken("decisions", f"Enter {MOST_ROWS} decisions or fewer for one meeting")
    for number, decision in enumerate(said.decisions, 1):
        if len(decision) > LONGEST_DECISION:
            raise RuleBroken("decisions", f"Keep decision {number} to {LONGEST_DECISION} characters or fewer")


def tidy_action(draft: ActionDraft) -> ActionDraft:
    """The draft fit to keep."""
    return replace(draft, what=one_line(draft.what), owner_name=one_line(draft.owner_name))


def check_action(draft: ActionDraft, today: date) -> None:
    """Raises `RuleBroken` for an action without words or owner, or due on a day that nobody means."""
    check_text("what", draft.what)
    if draft.owner_id is None:
        check_text("owner_name", draft.owner_name)
    elif draft.owner_name:
        raise RuleBroken("owner_name", "Choose a colleague or enter a name, not both")
    _check_first(draft.due_on, "due_on")
    if draft.due_on > months_after(today, DUE_AHEAD):
        raise RuleBroken("due_on", "Enter a day within the next 5 years")


def check_end(ended_on: date, today: date, meeting_days: Iterable[date]) -> None:
    """A group ends on a day on which, and after which, it does not meet. Raises `RuleBroken`.

    `meeting_days` are those of its meetings that were not called off.
    """
    check_past_day("ended_on", ended_on, today)
    last = max(meeting_days, default=None)
    if last is not None and last > today:
        raise RuleBroken("ended_on", "A meeting of this group is planned. Call it off first, then end the group")
    if last is not None and last > ended_on:
        raise RuleBroken("ended_on", "The group met after this day. Enter the day of its last meeting or a later one")
