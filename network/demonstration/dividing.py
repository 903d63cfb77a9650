"""Departments at work: their leads, whose training is whose, and the people who show themselves to the network."""

from __future__ import annotations

from typing import Final

from network.accounts.rules.showing import Shown
from network.accounts.service.showing import show_oneself
from network.core.database import db
from network.core.permissions import Role
from network.demonstration.days import at
from network.demonstration.partners import CITY, DEPARTMENTS, PARTNERS, Partner
from network.demonstration.sign_ins import DEPARTMENT_LEAD
from network.demonstration.stage import Stage
from network.organisations.public import list_departments
from network.training.public import place_learner
from network.training.queries import visible_learners

LED: Final = 2
"""Departments with a lead of their own, in each organisation that has any."""
PLACED: Final = 80
"""People of each organisation whose department is known; of every sixth of them nobody said it."""
SHOWN: Final = (
    (Role.CHAMPION, "Champion and senior practitioner", "running a reflective session on a night shift"),
    (Role.ORGANISATION_LEAD, "Assistant director", "bringing the charter to a board"),
    (Role.FACILITATOR, "Practice educator", "tier 2 training for a team of any size"),
)


def plan_dividing(stage: Stage) -> None:
    """Plans the leads of departments, the departments of learners, and who shows themselves."""
    for partner in PARTNERS:
        if partner.key in DEPARTMENTS:
            stage.plan(at(stage.days.ago(12), 10), _lead, stage, partner)
            stage.plan(at(stage.days.ago(2), 10), _place, stage, partner)
    stage.plan(at(stage.days.ago(2), 15), _show, stage)


def _lead(stage: Stage, partner: Partner) -> None:
    leads = stage.members_of(partner.key, Role.ORGANISATION_LEAD)
    if not leads:
        return
    with stage.acting(leads[0]) as actor:
        departments = list_departments(actor, actor.organisation_id)[:LED]
    for number, department in enumerate(departments):
        known = DEPARTMENT_LEAD if partner.key == CITY and number == 0 else None
        stage.join(partner, Role.DEPARTMENT_LEAD, known, by=leads[0], department_id=department.id)


def _place(stage: Stage, partner: Partner) -> None:
    leads = stage.members_of(partner.key, Role.ORGANISATION_LEAD)
    if not leads:
        return
    with stage.acting(leads[0]) as actor:
        departments = [department.id for department in list_departments(actor, actor.organisation_id)]
        for number, learner in enumerate(db.session.scalars(visible_learners(actor).limit(PLACED)).all()):
            if departments and number % 6:
                place_learner(actor, learner.id, departments[number % len(departments)], stage.clock)


def _show(stage: Stage) -> None:
    for role, job_title, can_be_asked in SHOWN:
        for number, member in enumerate([each for each in stage.members if each.role is role][:6]):
            shown = Shown(number % 3 != 2, job_title if number % 2 == 0 else "", "", can_be_asked)
            with stage.acting(member) as actor:
                show_oneself(actor, shown, stage.clock)
