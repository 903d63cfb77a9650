"""Two processes under one supervisor: neither is ever left alone."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

SUPERVISOR = """
import sys
from scripts.side_by_side import run_side_by_side
works = {"server": lambda: exec(sys.argv[1]), "job worker": lambda: exec(sys.argv[2])}
sys.exit(run_side_by_side(works, patience_seconds=2.0))
"""
# One write for the whole line: the two share their output.
SAYS_WHO = "import os, signal, time; os.write(1, b'%d\\n' % os.getpid())"
STAYS = f"{SAYS_WHO}; time.sleep(60)"
IS_DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {STAYS}"
ENDS_WELL = f"{SAYS_WHO}; time.sleep(1)"
ENDS_BADLY = f"{ENDS_WELL}; raise SystemExit(3)"


def supervise(server: str, worker: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, server, worker],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def started(supervisor: subprocess.Popen[str]) -> list[int]:
    assert supervisor.stdout is not None
    return [int(supervisor.stdout.readline()) for _ in range(2)]


def is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stops_both_when_asked(asked: signal.Signals) -> None:
    with supervise(STAYS, STAYS) as supervisor:
        children = started(supervisor)
        assert all(map(is_running, children))
        supervisor.send_signal(asked)
        assert supervisor.wait(20) == 0
    assert not any(map(is_running, children))


@pytest.mark.parametrize(
    ("server", "worker", "said"),
    [
        (STAYS, ENDS_BADLY, "The job worker ended by itself (exit status 3)."),
        (ENDS_BADLY, STAYS, "The server ended by itself (exit status 3)."),
        (ENDS_WELL, STAYS, "The server ended by itself (exit status 0)."),
    ],
)
def test_one_that_ends_takes_the_other_with_it(server: str, worker: str, said: str) -> None:
    with supervise(server, worker) as supervisor:
        children = started(supervisor)
        assert supervisor.wait(20) == 1
        assert supervisor.stderr is not None
        assert supervisor.stderr.read().strip() == said
    assert not any(map(is_running, children))


def test_one_that_does_not_listen_is_killed() -> None:
    began = time.monotonic()
    with supervise(STAYS, IS_DEAF) as supervisor:
        children = started(supervisor)
        supervisor.terminate()
        assert supervisor.wait(20) == 0
    assert time.monotonic() - began >= 2.0, "control: it was given its time"
    assert not any(map(is_running, children))
