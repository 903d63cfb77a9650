"""Telling the worker, from a process that serves, that something waits in the outbox."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import structlog
from werkzeug.utils import import_string

from network.settings import Settings

log = structlog.get_logger()


def nudge_through(settings: Settings) -> Callable[[], None]:
    """What asks the worker to deliver now. A queue that is out of reach costs nothing but a minute.

    The queue is imported and opened once a process, when it is first needed: either takes longer than most pages.
    """

    @cache
    def task() -> Callable[[], object]:
        told: Callable[[], object] = import_string("network.cli.jobs:delivery_through")(settings)
        return told

    def nudge() -> None:
        try:
            task()()
        except Exception as fault:  # noqa: BLE001 - the message is safe in the outbox
            log.warning("worker not told", why=type(fault).__name__)

    return nudge
