"""P10, the demonstration, and what takes too long for every day. Timed when asked for, `--also NAME`.

The demonstration within 20 seconds, `make check` within 60, the second start within 5.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from bench.arithmetic import Series, at_most
from bench.data.filling import make_schema
from bench.databases import Opener
from bench.findings import Finding
from bench.measures.completion_import import long_file
from bench.serving import environment_of, running_trial
from network.core.schema import owner_engine

ROOT = Path(__file__).resolve().parents[2]
Daily = Callable[[str, Path, Opener], Iterable[Finding]]


def _run(command: list[str], environment: Mapping[str, str] | None = None) -> float:
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def demonstration(kind: str, folder: Path, open_empty: Opener) -> Iterator[Finding]:
    """Loading it, then `make run` again: nothing to load, both processes, and the first page."""
    address, instance = open_empty("demonstration"), folder / "instance_demonstration"
    owner = owner_engine(address.owner_url)
    make_schema(owner, address.application_role)
    owner.dispose()
    instance.mkdir()
    command = [sys.executable, "-m", "network", "demo"]
    environment = environment_of(address.url, instance, 8000)
    yield Finding.absolute("", "load the demonstration", kind, "s", Series((_run(command, environment),)), at_most(20))
    began = time.perf_counter()
    with running_trial(address.url, address.owner_url, instance):
        seconds = time.perf_counter() - began
    yield Finding.absolute("P10", "start for the second time", kind, "s", Series((seconds,)), at_most(5))


def checks(kind: str, _folder: Path, _open_empty: Opener) -> Iterator[Finding]:
    """`make check` without its set-up. It is the same on both databases, and needs `.venv`."""
    seconds = _run(["sh", "scripts/check.sh"])
    yield Finding.absolute("P10", "make check", kind, "s", Series((seconds,)), at_most(60))


DAILY: Mapping[str, Daily] = {"demonstration": demonstration, "check": checks, "long-file": long_file}
