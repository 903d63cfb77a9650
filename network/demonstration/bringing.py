"""What the city's own learning system said of who trained: a report that was imported, and one taken back."""

from __future__ import annotations

from itertools import count
from typing import Final

from network.core.permissions import Role
from network.demonstration.days import at
from network.demonstration.names import address_of
from network.demonstration.partners import CITY, PARTNERS
from network.demonstration.stage import Member, Stage
from network.training.exports import Choices, DayOrder
from network.training.exports.headings import plain
from network.training.imports.answers import Answers, look_at, remember, remember_course
from network.training.imports.queries import list_imports
from network.training.imports.service import take_file
from network.training.imports.taking_back import take_back
from network.training.queries import find_course, list_learners
from network.training.xapi.service import take_statements

_REPORTED: Final = 8
_LISTED: Final = 3
_TOLD: Final = 2
BROUGHT: Final = _REPORTED + _LISTED + _TOLD
"""Completions that come with the files that stay."""
COURSE: Final = "T1-ONLINE"
THEIR_NAME: Final = "ACEs e-learning"
_TODAY_MINUS: Final = 18


def plan_bringing(stage: Stage) -> None:
    """A report of Moodle three weeks ago; the wrong file a week later, and taken back the same day."""
    stage.plan(at(stage.days.ago(_TODAY_MINUS), 10, 20), _bring, stage)
    stage.plan(at(stage.days.ago(_TODAY_MINUS - 7), 14, 5), _bring_by_mistake, stage)
    stage.plan(at(stage.days.ago(_TODAY_MINUS - 9), 9, 40), _bring_a_list, stage)
    stage.plan(at(stage.days.ago(_TODAY_MINUS + 10), 15, 20), _tell, stage)


def _bring(stage: Stage) -> None:
    day = stage.days.ago(_TODAY_MINUS + 4)
    names = [next(stage.names) for _ in range(_REPORTED + 3)]
    rows = [_row(name, "Completed", f"{day.isoformat()} 11:{10 + number}:00") for number, name in enumerate(names)]
    rows[_REPORTED] = _row(names[_REPORTED], "Not completed", "")
    rows[_REPORTED + 1] = _row(
        names[_REPORTED + 1], "Completed (did not achieve pass grade)", f"{day.isoformat()} 12:00:00"
    )
    rows[_REPORTED + 2] = _row(names[_REPORTED + 2], "Completed", "")
    _import(stage, "progress.childhood-adversity.csv", _report(rows))


def _report(rows: list[str]) -> str:
    return "\n".join(['"","Email address","Childhood adversity and trauma",""', *rows])


def _row(name: str, status: str, when: str) -> str:
    domain = next(partner.domain for partner in PARTNERS if partner.key == CITY)
    return f'"{name}","{address_of(name, domain)}","{status}","{when}"'


def _bring_by_mistake(stage: Stage) -> None:
    day = stage.days.ago(_TODAY_MINUS - 6)
    rows = [_row(next(stage.names), "Completed", f"{day.isoformat()} 09:30:00") for _ in range(5)]
    _import(stage, "progress.fire-safety.csv", _report(rows))
    with stage.acting(_lead(stage)) as actor:
        take_back(actor, list_imports(actor, 1).items[0].id, stage.clock)


def _bring_a_list(stage: Stage) -> None:
    """A list of the human resources team, with a name of its own for the course, and days that can be read two ways."""
    day = next(day for day in map(stage.days.ago, count(_TODAY_MINUS)) if day.day != day.month and day.day <= 12)
    with stage.acting(_lead(stage)) as actor:
        # One of them trained before under an address: the list cannot know that, and somebody can say so.
        names = [list_learners(actor, 1).items[0].name, *(next(stage.names) for _ in range(_LISTED - 1))]
        rows = [f"{name};{400 + n};{THEIR_NAME};{day.day}/{day.month}/{day.year}" for n, name in enumerate(names)]
        content = "\n".join(["Name;Staff number;Training;Date of training", *rows]).encode()
        course = find_course(actor, COURSE)
        remember_course(actor, actor.organisation_id, plain(THEIR_NAME), course.id if course is not None else None)
        answers = Answers(choices=Choices(dates=DayOrder.DAY_FIRST))
        remember(actor, actor.organisation_id, look_at(actor, actor.organisation_id, content, answers), stage.clock)
        take_file(actor, actor.organisation_id, content, Answers(), stage.clock, filename="hr-list.csv")


def _tell(stage: Stage) -> None:
    """What the system says by itself, as it happens."""
    domain = next(partner.domain for partner in PARTNERS if partner.key == CITY)
    people = [next(stage.names) for _ in range(_TOLD)]
    statements = [
        {
            "actor": {"name": name, "mbox": f"mailto:{address_of(name, domain)}"},
            "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
            "object": {"id": f"https://learning.{domain}/courses/{COURSE}"},
        }
        for name in people
    ]
    with stage.acting(_lead(stage)) as actor:
        take_statements(actor, statements, stage.clock)


def _lead(stage: Stage) -> Member:
    return stage.members_of(CITY, Role.ORGANISATION_LEAD)[0]


def _import(stage: Stage, filename: str, report: str) -> None:
    with stage.acting(_lead(stage)) as actor:
        course = find_course(actor, COURSE)
        answers = Answers(course.id if course is not None else None)
        take_file(actor, actor.organisation_id, report.encode(), answers, stage.clock, filename=filename)
