"""The product served as it is served, and the floor beside it: gunicorn with two workers each, on this machine only."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.support.ports import free_port

PATIENCE_SECONDS = 60.0
WORKERS = "2"
_TICKS = os.sysconf("SC_CLK_TCK")
_PROCESSES = Path("/proc")


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: its port, and its first process, whose children do the work."""

    port: int
    process_id: int

    @property
    def cpu_seconds(self) -> float:
        """The processor time that its workers have used so far."""
        return sum(_cpu_by_parent().get(self.process_id, ()))


def _cpu_by_parent() -> dict[int, list[float]]:
    """Of every process of this machine, by its parent: from /proc where there is one, else from `ps` (macOS)."""
    found: dict[int, list[float]] = {}
    for parent, seconds in _from_proc() if _PROCESSES.is_dir() else _from_ps():
        found.setdefault(parent, []).append(seconds)
    return found


def _from_proc() -> Iterator[tuple[int, float]]:
    for path in _PROCESSES.glob("[0-9]*/stat"):
        try:
            # The name in brackets may hold spaces. After it: state, parent, ... user and system time.
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        yield int(fields[1]), (int(fields[11]) + int(fields[12])) / _TICKS


def _from_ps() -> Iterator[tuple[int, float]]:
    listed = subprocess.run(["ps", "-A", "-o", "ppid=,time="], capture_output=True, text=True, check=True)
    for line in listed.stdout.splitlines():
        parent, used = line.split()
        *minutes, seconds = used.split(":")
        yield int(parent), sum(float(part) * 60**power for power, part in enumerate([seconds, *reversed(minutes)]))


def environment_of(database_url: str, folder: Path, port: int) -> dict[str, str]:
    """The settings of an installation on this machine. The key is no secret: nobody else reaches it."""
    return {
        "SECRET_KEY": "a key for benchmarks, of more than enough characters",
        "DATABASE_URL": database_url,
        "INSTANCE_FOLDER": str(folder),
        "PUBLIC_ORIGIN": f"http://127.0.0.1:{port}",
        "WEB_CONCURRENCY": WORKERS,
    }


@contextmanager
def serving_product(database_url: str, folder: Path) -> Iterator[Served]:
    """`network serve`, checks and all."""
    port = free_port()
    command = [sys.executable, "-m", "network", "serve", "--bind", f"127.0.0.1:{port}"]
    with _serving(command, environment_of(database_url, folder, port), port, "/accessibility") as served:
        yield served


@contextmanager
def running_trial(database_url: str, owner_url: str, folder: Path) -> Iterator[Served]:
    """What `make run` starts, server and worker, once everything is installed."""
    port = free_port()
    told = {**environment_of(database_url, folder, port), "DATABASE_OWNER_URL": owner_url, "PORT": str(port)}
    with _serving([sys.executable, "-m", "scripts.run"], told, port, "/accessibility") as served:
        yield served


@contextmanager
def serving_floor(owner_url: str) -> Iterator[Served]:
    """`bench.bare`, by the same server with the same workers and threads."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "bench.bare:app", "--bind", f"127.0.0.1:{port}", "--no-control-socket"),
        *("--workers", WORKERS, "--threads", "4", "--preload", "--log-level", "warning"),
    ]
    with _serving(command, {"WEB_CONCURRENCY": WORKERS, "BENCH_DATABASE": owner_url}, port, "/nothing") as served:
        yield served


@contextmanager
def _serving(command: list[str], environment: Mapping[str, str], port: int, first_page: str) -> Iterator[Served]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "LANG") if name in os.environ}
    process = subprocess.Popen(command, env={**kept, **environment}, stdin=subprocess.DEVNULL)
    try:
        _wait_until_served(process, port, first_page)
        yield Served(port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_served(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"The server did not start (exit status {process.returncode})")
        time.sleep(0.1)
