"""`network serve` and `network worker`: the two processes of an installation."""

from __future__ import annotations

from socket import socket
from typing import Any, Final

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from gunicorn.app.base import BaseApplication
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker
from huey.consumer import Consumer
from werkzeug.exceptions import HTTPException, RequestHeaderFieldsTooLarge, RequestURITooLarge

from network.cli.checking import refuse_to_start
from network.cli.jobs import add_tasks, job_queue
from network.core.database import db

LONGEST_REQUEST_LINE: Final = 8190
"""The most that gunicorn reads, and twice what the longest search of a form comes to."""
TOO_LONG: Final[dict[type[Exception], type[HTTPException]]] = {
    LimitRequestLine: RequestURITooLarge,
    LimitRequestHeaders: RequestHeaderFieldsTooLarge,
}


class Worker(ThreadWorker):
    """Gunicorn's worker, which answers an address that is too long to be read with a page of ours."""

    def handle_error(self, req: Any, client: socket, addr: Any, exc: Exception) -> None:
        """What never came to the application: it is asked for the page all the same."""
        refusal = TOO_LONG.get(type(exc))
        if refusal is None:
            super().handle_error(req, client, addr, exc)
            return
        client.sendall(_page_of(self.wsgi, refusal()))


def _page_of(app: Flask, refusal: HTTPException) -> bytes:
    with app.test_request_context():
        answer = app.process_response(app.make_response(app.handle_user_exception(refusal)))
        answer.headers["Connection"] = "close"
        head = "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
        return f"HTTP/1.1 {answer.status}\r\n{head}\r\n".encode("latin-1") + answer.get_data()


class Server(BaseApplication):
    """Gunicorn round an application that is there already: its workers are forked from it, and start at once."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app, self._options = app, options
        super().__init__()

    def load_config(self) -> None:
        """Ours, instead of gunicorn's files and command line."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """What the workers serve."""
        return self._app


@click.command()
@click.option("--bind", help="Address and port to listen on; 127.0.0.1 and the port unless told.")
@click.option("--port", envvar="PORT", type=click.IntRange(1, 65535), default=8000, help="PORT; 8000 unless told.")
@click.option("--workers", envvar="WEB_CONCURRENCY", type=click.IntRange(1), default=2, help="WEB_CONCURRENCY; 2.")
@with_appcontext
def serve(bind: str | None, port: int, workers: int) -> None:
    """Serve the pages and the API, with gunicorn."""
    refuse_to_start()
    app = _application()

    def start_afresh(_server: object, _worker: object) -> None:
        with app.app_context():
            db.engine.dispose(close=False)  # a connection is not shared with the process it was opened in

    options = {
        "bind": bind or f"127.0.0.1:{port}",
        "workers": workers,
        "worker_class": Worker,
        "threads": 4,
        "preload_app": True,
        "post_fork": start_afresh,
        "limit_request_line": LONGEST_REQUEST_LINE,
        "graceful_timeout": 20,
        "loglevel": "warning",
        "control_socket_disable": True,
    }
    Server(app, options).run()


@click.command()
@with_appcontext
def worker() -> None:
    """Deliver messages and do what recurs. One is enough; on PostgreSQL there can be several."""
    refuse_to_start()
    app = _application()
    queue = job_queue(app.extensions["settings"])
    add_tasks(queue, app)
    consumer: Consumer = queue.create_consumer(workers=1, max_delay=1.0, check_worker_health=True)
    consumer.run()


def _application() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - beyond this context
    return app
