"""Work in processes forked from this one: several side by side, until one ends or somebody asks to stop."""

# ruff: noqa: T201 - a script talks to whoever started it

import contextlib
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from multiprocessing.process import BaseProcess
from typing import Any

Work = Callable[[], None]

_FORK = multiprocessing.get_context("fork")
_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_GLANCE_SECONDS = 0.1


def forked(work: Work) -> BaseProcess:
    """A process that does this work, with everything that is imported here; started."""
    process = _FORK.Process(target=work)
    process.start()
    return process


def run_side_by_side(works: Mapping[str, Work], patience_seconds: float = 30.0) -> int:
    """Start all of them and return what to exit with: 0 when asked to stop, 1 when one ended by itself.

    Each is asked to end with SIGTERM, and after `patience_seconds` is killed together with its children.
    """
    asked: list[int] = []
    before = {number: signal.signal(number, lambda received, _: asked.append(received)) for number in _STOPPING}
    running: dict[str, BaseProcess] = {}
    try:
        for name, work in works.items():
            running[name] = forked(lambda work=work: _apart(work, before))
        while not asked and all(process.is_alive() for process in running.values()):
            time.sleep(_GLANCE_SECONDS)
        for name, process in running.items():
            if not process.is_alive() and not asked:
                print(f"The {name} ended by itself (exit status {process.exitcode}).", file=sys.stderr)
        return 0 if asked else 1
    finally:
        _stop(running.values(), patience_seconds)
        for number, handler in before.items():
            signal.signal(number, handler)


def _apart(work: Work, handlers: Mapping[int, Any]) -> None:
    # Apart from the terminal, so that Ctrl-C comes to us and each hears of it once.
    os.setsid()
    for number, handler in handlers.items():
        signal.signal(number, handler)
    work()


def _stop(processes: Iterable[BaseProcess], patience_seconds: float) -> None:
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + patience_seconds
    for process in processes:
        process.join(max(0.0, deadline - time.monotonic()))
        if process.exitcode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid or 0, signal.SIGKILL)
            process.join()
