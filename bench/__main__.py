"""`python -m bench --size 1x`: builds, measures, prints a table. Exits with 1 where a goal is missed."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.databases import KINDS, databases
from bench.findings import Finding, Verdict, table
from bench.measures import MEASURES
from bench.measures.daily_work import DAILY
from bench.sizes import SIZES, Plan
from bench.stages import say, set_up

NOTHING = "nothing"
"""No goal at all: for what `--also` names, alone."""


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where every goal that could be measured is met."""
    asked = _parser().parse_args(arguments)
    began = time.perf_counter()
    findings = []
    with tempfile.TemporaryDirectory(prefix="network-bench-", ignore_cleanup_errors=True) as folder:
        for kind in asked.database or KINDS:
            for finding in _measure(kind, SIZES[asked.size], asked.only or list(MEASURES), asked.also or [], folder):
                say(table([finding]).splitlines()[1])
                findings.append(finding)
    seconds = time.perf_counter() - began
    print(table(findings))
    missed = [finding for finding in findings if finding.verdict is Verdict.MISSED]
    print(f"\n{len(findings)} measures at {asked.size} in {seconds:.0f} s, {len(missed)} of them missed their goal")
    if asked.json is not None:
        asked.json.write_text(json.dumps(_as_json(asked.size, seconds, findings), indent=1), encoding="utf-8")
    return 1 if missed else 0


def _measure(kind: str, plan: Plan, only: list[str], also: list[str], folder: str) -> Iterator[Finding]:
    own = Path(folder) / kind
    own.mkdir()
    with databases(kind, own) as open_empty:
        for name in also:
            yield from DAILY[name](kind, own, open_empty)
        if only == [NOTHING]:
            return
        with set_up(plan, kind, own, open_empty) as stages:
            for goal_id in only:
                say(f"{kind}: {goal_id}")
                yield from MEASURES[goal_id](stages)


def _as_json(size: str, seconds: float, findings: list[Finding]) -> dict[str, Any]:
    return {
        "size": size,
        "seconds": seconds,
        "machine": {"processors": os.cpu_count(), "system": platform.system(), "python": platform.python_version()},
        "findings": [finding.as_json() for finding in findings],
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="1x", help="how much data; 1x is 300,000 completions")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write what was found to this file")
    parser.add_argument("--database", choices=KINDS, action="append", help="only this one; can be said twice")
    parser.add_argument("--only", choices=[*MEASURES, NOTHING], action="append", help="only this goal")
    parser.add_argument("--also", choices=DAILY, action="append", help="what is left out unless it is asked for")
    return parser


if __name__ == "__main__":
    sys.exit(main())
