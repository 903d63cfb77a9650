"""What recurs: what is over goes, and no credential says what is so no more."""

from __future__ import annotations

from datetime import timedelta

from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import system_scope
from network.feature import Job
from network.passport.service import credentials, opening, sharing


def forget(clock: Clock) -> None:
    """Removes links that nobody used, records that were open, and shared links that have run out (`B30`)."""
    with system_scope(db.session(), "forget links to training records") as system:
        opening.forget_visits(system, clock)
        sharing.forget_shares(system, clock)


def keep_credentials(clock: Clock) -> None:
    """Looks at each credential of a completion again: whatever changed the records, it says so at the latest now."""
    with system_scope(db.session(), credentials.ENDED) as system:
        credentials.keep_credentials(system, clock)


JOBS = (
    Job("passport.forget", timedelta(hours=1), forget),
    Job("passport.keep_credentials", timedelta(hours=24), keep_credentials),
)
