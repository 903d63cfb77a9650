"""What follows from a change of the offer, done by the worker in parts."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import system_scope
from network.feature import Job
from network.training.courses import equivalences, recounting

PARTS_AT_ONCE: Final = 10
"""In one transaction, so that on SQLite nobody waits long for it."""


def count_equivalences(clock: Clock) -> None:
    """What was completed of courses that count as a tier by a decision, and does not count yet."""
    with system_scope(db.session(), "count courses that were decided to count") as system:
        for _ in range(PARTS_AT_ONCE):
            if equivalences.count_some(system, clock) == 0:
                return


def recount_tiers(clock: Clock) -> None:
    """Everybody anew, where it was switched whether tiers count in one another."""
    with system_scope(db.session(), "count tiers the other way") as system:
        for _ in range(PARTS_AT_ONCE):
            if recounting.recount_some(system, clock) == 0:
                return


JOBS: Final = (
    Job("training.count_equivalences", timedelta(minutes=1), count_equivalences),
    Job("training.recount_tiers", timedelta(minutes=1), recount_tiers),
)
