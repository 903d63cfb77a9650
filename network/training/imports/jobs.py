"""What recurs: files that nobody said yes to, rows to mend, and files old enough to stand."""

from __future__ import annotations

from datetime import timedelta

from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import system_scope
from network.feature import Job
from network.training.imports import taking_back


def forget_files(clock: Clock) -> None:
    """Removes files that waited for more than a day, and rows to mend after 30 days."""
    with system_scope(db.session(), "forget sent files of training"):
        taking_back.forget_files(clock)


def let_stand(clock: Clock) -> None:
    """Files imported more than 90 days ago stand."""
    with system_scope(db.session(), "let imported training stand"):
        taking_back.let_stand(clock)


JOBS = (
    Job("training.forget_files", timedelta(hours=1), forget_files),
    Job("training.let_files_stand", timedelta(hours=24), let_stand),
)
