"""What a line of a plan can say, and how it can be answered. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from network.core.errors import Conflict, OtherRoute, RuleBroken
from network.core.months import months_after
from network.core.text import one_line, several_lines
from network.organisations.vocabulary import TrainingTime
from network.training.plans.vocabulary import LineState, PlanState
from network.training.vocabulary import Mode

WHY_LENGTH: Final = 1000
ANSWER_LENGTH: Final = 500
MOST_LINES: Final = 100
MOST_PEOPLE: Final = 2_000_000
MOST_SESSIONS: Final = 2_000_000
YEARS_AHEAD: Final = 10

LABELS: Final = {
    "course_id": "Course",
    "people": "For how many",
    "sessions": "Sessions",
    "places": "Places in each",
    "mode": "How",
    "time": "When",
    "by_on": "By",
    "why": "Why",
}


@dataclass(frozen=True, slots=True)
class LineDraft:
    """What a line offers."""

    course_id: UUID
    people: int
    sessions: int
    places: int
    mode: Mode
    time: TrainingTime | None = None
    by_on: date | None = None
    why: str = ""


def checked_line(draft: LineDraft, modes: Collection[Mode] | None, before: date | None, today: date) -> LineDraft:
    """A line, tidied. Raises RuleBroken on the field to mend.

    `modes` are how its course is held, None where there is no such course that is open; `before` is the day that the
    line had until now, which can stay though it has passed.
    """
    if modes is None:
        raise RuleBroken("course_id", "Choose a course that is on offer")
    for field, number, least, most in (
        ("people", draft.people, 1, MOST_PEOPLE),
        ("sessions", draft.sessions, 0, MOST_SESSIONS),
        ("places", draft.places, 1, MOST_PEOPLE),
    ):
        if not least <= number <= most:
            raise RuleBroken(field, f"Enter a number from {least} to {most:,}")
    if draft.mode not in modes:
        raise RuleBroken(
            "mode", f"This course is held {' or '.join(each.label.lower() for each in modes)}. Choose that"
        )
    if draft.by_on is not None and draft.by_on != before:
        if draft.by_on < today:
            raise RuleBroken("by_on", "Enter a day that is still to come, or leave it empty")
        if draft.by_on > months_after(today, 12 * YEARS_AHEAD):
            raise RuleBroken("by_on", f"Check the year: a day within {YEARS_AHEAD} years can be entered")
    why = one_line(draft.why)
    if len(why) > WHY_LENGTH:
        raise RuleBroken("why", f"Use {WHY_LENGTH:,} characters or fewer; this has {len(why):,}")
    return LineDraft(
        draft.course_id, draft.people, draft.sessions, draft.places, draft.mode, draft.time, draft.by_on, why
    )


def check_room(lines: int) -> None:
    """RuleBroken on `course_id` for a plan that is full."""
    if lines >= MOST_LINES:
        raise RuleBroken("course_id", f"A plan has at most {MOST_LINES} lines. Change one instead")


def check_draft(state: PlanState) -> None:
    """Conflict for a plan that was sent: its lines are changed one by one, and none is added or taken away."""
    if state is not PlanState.DRAFT:
        raise Conflict("This plan was sent. You can still change a line that is not agreed.")


def check_sendable(lines: int, leads: int, plan_path: str) -> None:
    """RuleBroken, with other ways on, for a plan of nothing, or to nobody."""
    if not lines:
        raise RuleBroken(
            None,
            "There is no line in this plan yet. Add one, then send it.",
            routes=(OtherRoute("Add a line", f"{plan_path}/lines/new"), OtherRoute("Back to the plan", plan_path)),
        )
    if not leads:
        raise RuleBroken(
            None,
            "Nobody leads this organisation in the network, so nobody could answer. The plan stays as a draft.",
            routes=(
                OtherRoute("Find whom to ask in the directory", "/organisations/"),
                OtherRoute("Back to the plan", plan_path),
            ),
        )


def check_changeable(state: LineState) -> None:
    """Conflict for a line that both sides agreed on."""
    if state is LineState.AGREED:
        raise Conflict("They have agreed to this line, so it stays as it is. Ask them to answer it anew to change it.")


def checked_answer(state: LineState, words: str) -> str:
    """The words of an answer, tidied. RuleBroken on `state` or `words` for one that says nothing."""
    if state is LineState.OPEN:
        raise RuleBroken("state", "Choose an answer")
    tidy = several_lines(words)
    if len(tidy) > ANSWER_LENGTH:
        raise RuleBroken("words", f"Use {ANSWER_LENGTH} characters or fewer; this has {len(tidy):,}")
    if state is LineState.PROPOSED and not tidy:
        raise RuleBroken("words", "Say what would suit you instead")
    if state is LineState.DECLINED and not tidy:
        raise RuleBroken("words", "Say why in a few words, so that something better can be offered")
    return tidy
