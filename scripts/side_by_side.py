"""Run several commands until one ends or somebody asks to stop; then stop them all."""

# ruff: noqa: S603, T201 - the commands are ours, and a script talks to whoever started it

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_GLANCE_SECONDS = 0.1


def run_side_by_side(
    commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], patience_seconds: float = 30.0
) -> int:
    """Start every command and return what to exit with: 0 when asked to stop, 1 when one ended by itself.

    Each is asked to end with SIGTERM, and after `patience_seconds` is killed together with its children.
    """
    asked: list[int] = []
    before = {number: signal.signal(number, lambda received, _: asked.append(received)) for number in _STOPPING}
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            # Apart from the terminal, so that Ctrl-C comes to us and each hears of it once.
            running[name] = subprocess.Popen(command, env=dict(environment), start_new_session=True)
        while not asked and all(process.poll() is None for process in running.values()):
            time.sleep(_GLANCE_SECONDS)
        for name, process in running.items():
            if process.poll() is not None:
                print(f"The {name} ended by itself (exit status {process.returncode}).", file=sys.stderr)
        return 0 if asked else 1
    finally:
        _stop(list(running.values()), patience_seconds)
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(processes: Sequence[subprocess.Popen[bytes]], patience_seconds: float) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + patience_seconds
    for process in processes:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
