"""What the worker does for champions: whoever's role had a last day is a champion until then, and no longer."""

from __future__ import annotations

from datetime import timedelta

from network.champions import service
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import system_scope
from network.feature import Job


def end_with_role(clock: Clock) -> None:
    """Ends the time of champions whose role's last day has passed."""
    with system_scope(db.session(), "champions whose role is over") as system:
        service.end_with_role(system, clock.now())


JOBS = (Job("champions.end_with_role", timedelta(hours=1), end_with_role),)
