"""`network serve` and `network worker`: the two processes of an installation."""

from __future__ import annotations

import os
import sys

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from huey.consumer import Consumer

from network.cli.checking import refuse_to_start
from network.cli.jobs import add_tasks, job_queue


@click.command()
@click.option("--bind", help="Address and port to listen on; 127.0.0.1 and PORT (8000) unless told.")
@with_appcontext
def serve(bind: str | None) -> None:
    """Serve the pages and the API, with gunicorn."""
    refuse_to_start()
    address = bind or f"127.0.0.1:{os.environ.get('PORT', '8000')}"
    os.execv(  # noqa: S606 # nosec B606 - becomes gunicorn, so that signals reach it
        sys.executable,
        [
            sys.executable,
            *("-m", "gunicorn", "network.cli.wsgi:app", "--bind", address, "--no-control-socket"),
            *("--workers", os.environ.get("WEB_CONCURRENCY", "2"), "--threads", "4"),
            *("--limit-request-line", "4094", "--graceful-timeout", "20", "--log-level", "warning"),
        ],
    )


@click.command()
@with_appcontext
def worker() -> None:
    """Deliver messages and do what recurs. One is enough; on PostgreSQL there can be several."""
    refuse_to_start()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - for other threads
    queue = job_queue(app.extensions["settings"])
    add_tasks(queue, app)
    consumer: Consumer = queue.create_consumer(workers=1, max_delay=1.0, check_worker_health=True)
    consumer.run()
