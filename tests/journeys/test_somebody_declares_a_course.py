"""Somebody without an account declares the free online course with its certificate, and a champion confirms it."""

from __future__ import annotations

from network.core.clock import FrozenClock
from network.core.permissions import Role
from tests.factories.training import load_catalogue
from tests.journeys.walk import declaring
from tests.journeys.walk.stage import Stage
from tests.support.live import Live


def test_somebody_declares_a_course(stage: Stage, live: Live, clock: FrozenClock) -> None:
    stage.add_colleagues(Role.CHAMPION)
    load_catalogue(live.app, clock)
    person, champion = stage.newcomer(), stage.signed_in(Role.CHAMPION)
    champion.open("/")

    declaring.open_an_empty_record(stage, person)
    declaring.declare(person)
    declaring.confirm(champion)
    declaring.see_it_confirmed(stage, person)
