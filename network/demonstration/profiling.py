"""What the partners say of themselves: where they are on their journey, one step after another."""

from __future__ import annotations

from datetime import date
from typing import Final

from network.demonstration.days import at
from network.demonstration.partners import PARTNERS, Partner
from network.demonstration.stage import Stage
from network.organisations.queries.journey import read_journey
from network.organisations.service import journey
from network.organisations.vocabulary import Progress, Workstream

_SIGNED: Final = tuple(partner for partner in PARTNERS if partner.signed is not None)
_STAGES: Final = (
    (0, "setting-out"),
    (130, "laying-foundations"),
    (300, "growing"),
    (560, "part-of-how-we-work"),
    (690, "sharing-with-others"),
)
"""How many days after signing a partner says that it is there."""


def plan_profiling(stage: Stage) -> None:
    """Each partner says its stage as it gets there, and how far its four areas of work are a month ago."""
    for partner in _SIGNED:
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
