"""What the worker does: messages when told and every minute, and what recurs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from flask import Flask
from huey import PostgresHuey, SqliteHuey

from network.app import FEATURES
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.commit import commit, forget_forms, rollback
from network.core.database import db
from network.core.delivery import deliver_due
from network.core.erasures import write_erasures
from network.core.mail import postman_for
from network.core.outbox import forget_messages
from network.core.tenancy import enter
from network.feature import Job
from network.settings import Settings

DELIVER = "deliver_messages"
HOUSEKEEPING = (
    Job("core.forget_messages", timedelta(hours=6), forget_messages),
    Job("core.forget_forms", timedelta(hours=6), forget_forms),
    Job("core.write_erasures", timedelta(minutes=1), write_erasures),
)
"""What no feature owns."""
JOBS = (*HOUSEKEEPING, *(job for feature in FEATURES for job in feature.jobs))


def job_queue(settings: Settings) -> SqliteHuey | PostgresHuey:
    """The queue that the settings name."""
    if settings.jobs_url.startswith("sqlite:///"):
        settings.instance_folder.mkdir(parents=True, exist_ok=True)
        return SqliteHuey("network", filename=settings.jobs_url.removeprefix("sqlite:///"), results=False)
    return PostgresHuey("network", dsn=settings.jobs_url.replace("+psycopg", ""), results=False)


def delivery_through(settings: Settings) -> Callable[[], object]:
    """What asks for a delivery. Here, because huey knows a task by the module that it was made in, and by its name."""
    asked: Callable[[], object] = job_queue(settings).task(name=DELIVER)(lambda: None)
    return asked


def add_tasks(queue: SqliteHuey | PostgresHuey, app: Flask) -> None:
    """What this worker does: messages when told and every minute, and each feature's jobs."""
    settings: Settings = app.extensions["settings"]
    clock: Clock = app.extensions["clock"]

    def deliver() -> None:
        with app.app_context():
            try:
                deliver_due(postman_for(settings), settings, clock)
            finally:
                rollback()
                db.session.remove()

    queue.task(name=DELIVER)(deliver)
    queue.periodic_task(lambda _: True, name="deliver_every_minute")(deliver)
    for job in JOBS:
        queue.periodic_task(partial(is_due, job), name=job.name)(_runner(job, app, clock))


def is_due(job: Job, at: datetime) -> bool:
    """Whether it is a job's turn in this minute."""
    return minutes_of(at) % max(1, job.every // timedelta(minutes=1)) == 0


def minutes_of(at: datetime) -> int:
    """Minutes since the start of the year, by which a job's turn is counted."""
    return ((at.timetuple().tm_yday * 24) + at.hour) * 60 + at.minute


def _runner(job: Job, app: Flask, clock: Clock) -> object:
    def run() -> None:
        with app.app_context():
            enter(db.session(), SystemActor(job.name))
            try:
                job.run(clock)
                commit()
            finally:
                rollback()
                db.session.remove()

    return run
