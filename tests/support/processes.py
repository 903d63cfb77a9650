"""The product's own commands, started as processes of their own."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

PATIENCE_SECONDS = 60


@contextmanager
def running(environment: dict[str, str], *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command of the product until the end of the block; it is to end well when it is asked to."""
    process = subprocess.Popen([sys.executable, "-m", "network", *arguments], env=environment)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_SECONDS)


def wait_for(found: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    pause = Event()
    for _ in range(PATIENCE_SECONDS * 10):
        if found():
            return
        assert process.poll() is None, "it ended by itself"
        pause.wait(0.1)
    raise AssertionError("it took too long")
