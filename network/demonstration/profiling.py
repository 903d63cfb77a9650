"""What the partners say of themselves: their journey, who works there, and when their people can train."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from network.demonstration.days import at
from network.demonstration.partners import PARTNERS, Partner
from network.demonstration.stage import Stage
from network.organisations.queries import list_departments
from network.organisations.queries.journey import read_journey
from network.organisations.rules.capacity import Capacity
from network.organisations.rules.deputies import DeputySaid
from network.organisations.rules.workforce import GroupSaid
from network.organisations.service import capacity, deputies, journey, workforce
from network.organisations.vocabulary import (
    Progress,
    Sector,
    TrainingTime,
    TrainingWay,
    WorkforceLevel,
    Workstream,
)

SIGNED: Final = tuple(partner for partner in PARTNERS if partner.signed is not None)
_STAGES: Final = (
    (0, "setting-out"),
    (130, "laying-foundations"),
    (300, "growing"),
    (560, "part-of-how-we-work"),
    (690, "sharing-with-others"),
)
"""How many days after signing a partner says that it is there."""

_T, _W = TrainingTime, TrainingWay
_CAPACITIES: Final = {
    Sector.SCHOOL: (
        Capacity(
            (_T.STAFF_MEETING, _T.TWILIGHT), (_W.OUR_ROOM,), "", 40, "No cover in the week. Twenty minutes is all."
        ),
        Capacity((_T.INSET_DAY, _T.EARLY_MORNING), (_W.OUR_ROOM, _W.ONLINE), "", 110, ""),
    ),
    Sector.NHS: (
        Capacity(
            (_T.BETWEEN_SHIFTS, _T.HALF_DAY),
            (_W.ONLINE,),
            "7am to 7:30pm and 7pm to 7:30am",
            15,
            "Nights are never reached. People give up their break to come.",
        ),
        Capacity((_T.HALF_DAY,), (_W.ONLINE, _W.OTHER_ROOM), "", None, ""),
    ),
    Sector.POLICE: (
        Capacity((_T.BETWEEN_SHIFTS, _T.WHOLE_DAY), (_W.OUR_ROOM,), "Five teams: early, late, night", 30, "Rosters."),
    ),
    Sector.COUNCIL: (
        Capacity((_T.HALF_DAY, _T.WHOLE_DAY), (_W.OUR_ROOM, _W.ONLINE), "", 60, ""),
        Capacity((_T.EARLY_MORNING,), (_W.ONLINE,), "6am to 2pm for depots", 20, "Depot staff have no computer."),
    ),
    Sector.CHARITY: (
        Capacity((_T.WEEKEND, _T.TWILIGHT), (_W.OTHER_ROOM, _W.ONLINE), "", 12, "Volunteers have other work by day."),
    ),
}
"""What the partners of a sector say in turn; others answer as councils do."""
_WORK: Final = (
    ("Practitioners", WorkforceLevel.SKILLED, 45),
    ("Leaders and managers", WorkforceLevel.SKILLED, 8),
    ("Supervisors", WorkforceLevel.IN_DEPTH, 5),
    ("Front of house", WorkforceLevel.INFORMED, 14),
    ("Administrators", WorkforceLevel.INFORMED, 20),
    ("Strategic leads", WorkforceLevel.INFORMED, 2),
)
"""Kinds of work, the level that they need, and how many of a hundred people do them; six are not counted yet."""
_DEPUTIES: Final = (
    DeputySaid("Bram Oakhanger", "Deputy head of practice", "bram.oakhanger@{}", "01632 960118"),
    DeputySaid("Tamsin Verity", "Business manager", "tamsin.verity@{}", ""),
)
ASKED_EARLY: Final = 391
"""Days before today."""
_SILENT: Final = 6
"""Every sixth has not said it yet."""


def says_workforce(number: int) -> bool:
    """Whether the partner of this number has said who works there."""
    return number % _SILENT != _SILENT - 1


def is_early(partner: Partner) -> bool:
    """Whether it had signed when partners were first asked who works there."""
    return (partner.signed or 0) > ASKED_EARLY + 30


def plan_profiling(stage: Stage) -> None:
    """Each partner says its stage as it gets there; later how far its work is, and most when people can train."""
    for number, partner in enumerate(SIGNED):
        if says_workforce(number):
            stage.plan(at(stage.days.ago(60 - number), 10), _say_capacity, stage, partner, number)
            said_ago = ASKED_EARLY if is_early(partner) else 60 - number
            stage.plan(at(stage.days.ago(said_ago), 14), _say_workforce, stage, partner, number)
        if number % 3 < 2:
            stage.plan(at(stage.days.ago(45), 9), _name_deputies, stage, partner, 1 + number % 2)
        for after, key in _STAGES:
            ago = (partner.signed or 0) - after - 5
            if ago > 0:
                stage.plan(at(stage.days.ago(ago), 11), _say_stage, stage, partner, key)
        stage.plan(at(stage.days.ago(30), 12), _say_progress, stage, partner)


def _say_stage(stage: Stage, partner: Partner, key: str) -> None:
    with stage.acting(stage.lead_of(partner)) as actor:
        seen = read_journey(actor, actor.organisation_id).number
        journey.set_stage(actor, actor.organisation_id, key, stage.clock.today(), seen, stage.clock)


def _say_progress(stage: Stage, partner: Partner) -> None:
    begun = stage.days.ago((partner.signed or 0) - 5)
    with stage.acting(stage.lead_of(partner)) as actor:
        for workstream, progress in _progress(partner).items():
            since: date | None = None if progress is Progress.NOT_STARTED else max(begun, stage.days.ago(400))
            journey.say_progress(actor, actor.organisation_id, workstream, progress, since, 0, stage.clock)


def _progress(partner: Partner) -> dict[Workstream, Progress]:
    """Most take them in order; some change their services first, and are shown what comes best before (D13)."""
    signed = partner.signed or 0
    return {
        Workstream.PRINCIPLES: _reached(signed, 100, 200),
        Workstream.TRAINING: _reached(round(partner.ambition * 100), 50, 80),
        Workstream.ORGANISATIONAL_CHANGE: _reached(signed, 250, 650),
        Workstream.SERVICE_DELIVERY: _reached(signed, 480, 695),
    }


def _reached(how_far: int, begun: int, done: int) -> Progress:
    return Progress.IN_PLACE if how_far >= done else Progress.UNDER_WAY if how_far >= begun else Progress.NOT_STARTED


def _say_capacity(stage: Stage, partner: Partner, number: int) -> None:
    said = _CAPACITIES.get(partner.sector, _CAPACITIES[Sector.COUNCIL])
    with stage.acting(stage.lead_of(partner)) as actor:
        capacity.keep_capacity(actor, actor.organisation_id, said[number % len(said)], 0, stage.clock)


def _say_workforce(stage: Stage, partner: Partner, number: int) -> None:
    """Supervisors are counted in a department, where there is any. Every fourth counts nearly everybody."""
    with stage.acting(stage.lead_of(partner)) as actor:
        departments = list_departments(actor, actor.organisation_id)
        for work, level, of_hundred in _WORK:
            in_one = departments[0].id if departments and level is WorkforceLevel.IN_DEPTH else None
            headcount = partner.workforce * (of_hundred + (6 if number % 4 == 0 and of_hundred == 45 else 0)) // 100
            said = GroupSaid(work, level, headcount, in_one)
            workforce.add_workforce_group(actor, actor.organisation_id, said, stage.clock)


def _name_deputies(stage: Stage, partner: Partner, count: int) -> None:
    with stage.acting(stage.lead_of(partner)) as actor:
        for deputy in _DEPUTIES[:count]:
            there = replace(deputy, email=deputy.email.format(partner.domain))
            deputies.add_deputy(actor, actor.organisation_id, there, stage.clock)
