"""People book a session by its link, one gives the place back, the other has it, comes, and says how it was."""

from __future__ import annotations

from network.core.clock import FrozenClock
from network.core.permissions import Role
from tests.factories.training import load_catalogue
from tests.journeys.walk import coming
from tests.journeys.walk.stage import Stage
from tests.support.live import Live


def test_a_session_is_booked_and_held(stage: Stage, live: Live, clock: FrozenClock) -> None:
    stage.add_colleagues(Role.FACILITATOR)
    load_catalogue(live.app, clock)
    first, second = stage.newcomer(), stage.newcomer()

    link = coming.plan(stage, stage.signed_in(Role.FACILITATOR))
    coming.book(stage, first, link, coming.ANN, "You have a place.")
    coming.book(stage, second, link, coming.BO, "You are on the waiting list.")
    coming.give_back(first)
    coming.hold(stage, "/training/place/")
    coming.say_how_it_was(stage, second)
