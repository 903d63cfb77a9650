"""`network serve` and `network worker`: the two processes of an installation."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

import click
import structlog
from flask import Flask, current_app
from flask.cli import with_appcontext
from huey import PostgresHuey, SqliteHuey
from huey.consumer import Consumer

from network.app import FEATURES
from network.cli.checking import faults
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.commit import commit, rollback
from network.core.database import db
from network.core.delivery import deliver_due
from network.core.mail import postman_for
from network.core.tenancy import enter
from network.feature import Job
from network.settings import Settings

log = structlog.get_logger()


@click.command()
@click.option("--bind", help="Address and port to listen on; 127.0.0.1 and PORT (8000) unless told.")
@with_appcontext
def serve(bind: str | None) -> None:
    """Serve the pages and the API, with gunicorn."""
    _refuse_faults()
    address = bind or f"127.0.0.1:{os.environ.get('PORT', '8000')}"
    command = gunicorn_command("network.cli.wsgi:app", address)
    os.execv(sys.executable, command)  # noqa: S606 # nosec B606 - becomes gunicorn, so that signals reach it


def gunicorn_command(application: str, address: str) -> list[str]:
    """How an application is served; the benchmark serves its floor the same way."""
    return [
        sys.executable,
        *("-m", "gunicorn", application, "--bind", address, "--no-control-socket"),
        *("--workers", os.environ.get("WEB_CONCURRENCY", "2"), "--threads", "4"),
        *("--limit-request-line", "4094", "--graceful-timeout", "20", "--log-level", "warning"),
    ]


@click.command()
@with_appcontext
def worker() -> None:
    """Deliver messages and do what recurs. One is enough; on PostgreSQL there can be several."""
    _refuse_faults()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - for other threads
    queue = job_queue(app.extensions["settings"])
    add_tasks(queue, app)
    consumer: Consumer = queue.create_consumer(workers=1, max_delay=1.0, check_worker_health=True)
    consumer.run()


def job_queue(settings: Settings) -> SqliteHuey | PostgresHuey:
    """The queue that the settings name."""
    if settings.jobs_url.startswith("sqlite:///"):
        settings.instance_folder.mkdir(parents=True, exist_ok=True)
        return SqliteHuey("network", filename=settings.jobs_url.removeprefix("sqlite:///"), results=False)
    return PostgresHuey("network", dsn=settings.jobs_url.replace("+psycopg", ""), results=False)


DELIVER = "deliver_messages"


def nudge_through(settings: Settings) -> Callable[[], None]:
    """What asks the worker to deliver now. A queue that is out of reach costs nothing but a minute.

    The queue is opened once a process, when it is first needed: opening it takes longer than most pages.
    """

    @cache
    def task() -> Callable[[], object]:
        told: Callable[[], object] = job_queue(settings).task(name=DELIVER)(lambda: None)
        return told

    def nudge() -> None:
        try:
            task()()
        except Exception as fault:  # noqa: BLE001 - the message is safe in the outbox
            log.warning("worker not told", why=type(fault).__name__)

    return nudge


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
    for feature in FEATURES:
        for job in feature.jobs:
            queue.periodic_task(_is_due(job), name=f"{feature.name}.{job.name}")(_runner(job, app, clock))


def _is_due(job: Job) -> object:
    every = max(1, job.every // timedelta(minutes=1))
    return lambda at: minutes_of(at) % every == 0


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


def _refuse_faults() -> None:
    """An installation that is not right does not start (`B40`)."""
    found = list(faults(current_app.extensions["settings"]))
    for line in found:
        click.echo(line, err=True)
    if found:
        sys.exit(1)
