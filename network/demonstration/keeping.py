"""One referral that is held for an inquest, and one request in an emergency to which nobody agreed."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from network.core.permissions import Role
from network.demonstration.days import at
from network.demonstration.partners import CITY
from network.demonstration.stage import Stage
from network.incidents import service
from network.incidents.rules.emergency import EmergencyReason
from network.incidents.rules.holding import HoldReason
from network.incidents.rules.readers import Capacity

HELD_FOR: Final = timedelta(days=180)


def plan_keeping(stage: Stage) -> None:
    """Plans a hold by the city's incident lead, two working days ago, and a request that lapsed."""
    stage.plan(at(stage.days.working_days_ago(2), 16, 45), _hold, stage)
    stage.plan(at(stage.days.working_days_ago(2), 17, 5), _ask, stage)


def _hold(stage: Stage) -> None:
    with stage.acting(stage.members_of(CITY, Role.INCIDENT_LEAD)[0]) as actor:
        listed = service.list_referrals(actor, Capacity.LEAD, stage.clock)
        ended = [each for each in listed.items if each.closed_at is not None]
        if ended:
            until = stage.clock.today() + HELD_FOR
            service.set_hold(actor, ended[-1].id, HoldReason.INQUEST, until, stage.clock)


def _ask(stage: Stage) -> None:
    """By a reference that was misread: nobody learns from the answer that it is nobody's."""
    with stage.acting(stage.members_of(CITY, Role.ORGANISATION_LEAD)[0]) as actor:
        service.ask_in_emergency(actor, "R-ZZZZ-22", EmergencyReason.CANNOT_BE_REACHED, stage.clock)
