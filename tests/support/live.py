"""The application served on a port of this machine, for a browser: at `localhost`, where passkeys work."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server

from network.app import create_app
from network.core.clock import Clock
from network.core.database import db
from network.settings import Settings
from tests.support.databases import Database
from tests.support.ports import free_port


@dataclass(frozen=True)
class Live:
    """A served application and its address."""

    app: Flask
    address: str


@contextmanager
def serving(database: Database, clock: Clock, instance: Path) -> Iterator[Live]:
    """Serves until the end of the block."""
    port = free_port()
    address = f"http://localhost:{port}"
    settings = Settings.from_environment(
        {
            "SECRET_KEY": "a key for tests, of more than enough characters",
            "DATABASE_URL": database.url,
            "INSTANCE_FOLDER": str(instance),
            "PUBLIC_ORIGIN": address,
        },
        is_testing=True,
    )
    app = create_app(settings, clock)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Live(app, address)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.engine.dispose()
