"""Training of two years ago that runs out in a few weeks: for some of it the city decided to wait a little longer."""

from __future__ import annotations

from typing import Final

from network.core.months import end_of_month, months_after
from network.core.permissions import Role
from network.demonstration.days import at
from network.demonstration.names import address_of
from network.demonstration.partners import CITY, PARTNERS
from network.demonstration.stage import Member, Stage
from network.training.extensions.queries import list_lapsing
from network.training.extensions.service import extend, take_back
from network.training.imports.answers import Answers
from network.training.imports.service import take_file
from network.training.queries import find_course

COURSE: Final = "T2-PRACTICE"
_EXTENDED: Final = 4
_RUNNING_OUT: Final = 3
EARLIER: Final = _EXTENDED + _RUNNING_OUT
"""Completions of about two years ago."""
_ABOUT_TWO_YEARS: Final = 700
WHY: Final = "The trainer was ill, and the next sessions are in spring."


def plan_extending(stage: Stage) -> None:
    """An old list; an extension of what it says, taken back and decided anew; and another list after that."""
    stage.plan(at(stage.days.ago(30), 9, 30), _bring, stage, _EXTENDED)
    stage.plan(at(stage.days.ago(26), 11, 0), _extend_too_far, stage)
    stage.plan(at(stage.days.ago(25), 11, 0), _extend, stage)
    stage.plan(at(stage.days.ago(24), 9, 30), _bring, stage, _RUNNING_OUT)


def _bring(stage: Stage, people: int) -> None:
    day = stage.days.ago(_ABOUT_TWO_YEARS)
    domain = next(partner.domain for partner in PARTNERS if partner.key == CITY)
    names = [next(stage.names) for _ in range(people)]
    rows = [f"{name},{address_of(name, domain)},{day.isoformat()}" for name in names]
    with stage.acting(_lead(stage)) as actor:
        course = find_course(actor, COURSE)
        content = "\n".join(["Name,E-mail,Completion date", *rows]).encode()
        answers = Answers(course.id if course is not None else None)
        take_file(actor, actor.organisation_id, content, answers, stage.clock, filename="earlier.csv")


def _extend_too_far(stage: Stage) -> None:
    with stage.acting(_lead(stage)) as actor:
        endings = [each.ending for each in list_lapsing(actor, stage.clock.today())]
        until = end_of_month(months_after(stage.clock.today(), 24))
        extension = extend(actor, endings, until, "Everybody at once.", stage.clock)
        take_back(actor, extension.id, stage.clock)


def _extend(stage: Stage) -> None:
    with stage.acting(_lead(stage)) as actor:
        endings = [each.ending for each in list_lapsing(actor, stage.clock.today())]
        extend(actor, endings, end_of_month(months_after(stage.clock.today(), 14)), WHY, stage.clock)


def _lead(stage: Stage) -> Member:
    return stage.members_of(CITY, Role.ORGANISATION_LEAD)[0]
