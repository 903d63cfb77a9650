"""What training partners' people need: assessed in two years, and planned with the coordinator."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from network.demonstration.days import at
from network.demonstration.partners import CITY, PARTNERS, Partner
from network.demonstration.profiling import ASKED_EARLY, SIGNED, is_early, says_workforce
from network.demonstration.stage import Stage
from network.organisations.public import get_organisation, list_workforce
from network.organisations.queries.people import list_workforce as list_rows
from network.organisations.service.workforce import change_workforce_group, said_of
from network.training.models import TrainingPlan
from network.training.needs import rules
from network.training.needs.service import assess
from network.training.plans import queries, service
from network.training.plans.vocabulary import LineState

LAST_YEAR: Final = ASKED_EARLY - 1
"""Days before today on which partners that had signed by then assessed their needs for the first time."""
THIS_YEAR: Final = 8
_SENT, _ANSWERED, _CHANGED = 5, 4, 3
_ANSWERS: Final = (
    (LineState.AGREED, ""),
    (LineState.PROPOSED, "Mornings suit us better, in groups of thirty."),
    (LineState.DECLINED, "We have booked this elsewhere for the spring."),
    (LineState.PROPOSED, "After Easter, please: the teams are short until then."),
)
"""What the city answers in turn; what comes after these waits for an answer."""
_ASSESS_BY_RULE: Final = 3
"""Every third has not assessed its needs yet."""


def plan_needing(stage: Stage) -> None:
    """Those that signed early assessed them last year; most do this year; the city has a plan, another a draft."""
    for number, partner in enumerate(SIGNED):
        if says_workforce(number) and is_early(partner):
            stage.plan(at(stage.days.ago(LAST_YEAR), 15), _assess, stage, partner, "The first time that we asked.")
            stage.plan(at(stage.days.ago(THIS_YEAR + 1), 9), _grow, stage, partner)
        if says_workforce(number) and (is_early(partner) or number % _ASSESS_BY_RULE):
            stage.plan(at(stage.days.ago(THIS_YEAR), 10), _assess, stage, partner, "")
    city = next(partner for partner in PARTNERS if partner.key == CITY)
    stage.plan(at(stage.days.ago(_SENT), 10), _send, stage, city)
    stage.plan(at(stage.days.ago(_ANSWERED), 10), _answer, stage, city)
    stage.plan(at(stage.days.ago(_CHANGED), 10), _change, stage, city)
    stage.plan(at(stage.days.ago(_CHANGED), 15), _draft, stage, city)


def _assess(stage: Stage, partner: Partner, note: str) -> None:
    with stage.acting(stage.lead_of(partner)) as actor:
        rows = list_workforce(actor, actor.organisation_id)
        seen = rules.fingerprint(rows, get_organisation(actor.organisation_id).workforce_size)
        if any(row.headcount for row in rows):
            assess(actor, actor.organisation_id, note, seen, stage.clock)


def _grow(stage: Stage, partner: Partner) -> None:
    """A year on there are more practitioners, and a day by which they are to be skilled."""
    with stage.acting(stage.lead_of(partner)) as actor:
        row = next(each for each in list_rows(actor, actor.organisation_id) if each.role_group == "Practitioners")
        said = said_of(row)
        more = replace(said, headcount=row.headcount * 11 // 10, needed_by=stage.clock.today() + timedelta(days=120))
        change_workforce_group(actor, actor.organisation_id, row.id, more, row.version, stage.clock)


def _drafted(stage: Stage, partner: Partner) -> TrainingPlan:
    with stage.acting(stage.coordinator) as actor:
        return service.draft_plan(actor, stage.organisations[partner.key], stage.clock)


def _send(stage: Stage, partner: Partner) -> None:
    plan = _drafted(stage, partner)
    with stage.acting(stage.coordinator) as actor:
        first = queries.list_lines(actor, plan)[0].line
        while len(queries.list_lines(actor, plan)) <= len(_ANSWERS):
            service.add_line(actor, plan.id, service.draft_of(first), stage.clock)
        service.send_plan(actor, plan.id, stage.clock)


def _answer(stage: Stage, partner: Partner) -> None:
    with stage.acting(stage.lead_of(partner)) as actor:
        plan = queries.get_plan(actor, queries.list_plans(actor).items[0].id)
        for shown, (state, words) in zip(queries.list_lines(actor, plan), _ANSWERS, strict=False):
            line = shown.line
            service.answer_line(actor, plan.id, line.id, state, words, line.version, stage.clock)


def _change(stage: Stage, partner: Partner) -> None:
    """The coordinator answers the last proposal with a changed line."""
    with stage.acting(stage.coordinator) as actor:
        city_id = stage.organisations[partner.key]
        sent = next(each for each in queries.list_plans(actor).items if each.organisation_id == city_id)
        plan = queries.get_plan(actor, sent.id)
        proposed = [shown.line for shown in queries.list_lines(actor, plan) if shown.line.state is LineState.PROPOSED]
        draft = service.draft_of(proposed[-1])
        later = replace(draft, by_on=stage.clock.today() + timedelta(days=150), why="After Easter, as you asked.")
        service.change_line(actor, plan.id, proposed[-1].id, later, proposed[-1].version, stage.clock)


def _draft(stage: Stage, city: Partner) -> None:
    """For another partner that has assessed its needs, not sent yet."""
    asked = [partner for number, partner in enumerate(SIGNED) if says_workforce(number) and is_early(partner)]
    _drafted(stage, next(partner for partner in asked if partner != city))
