"""P2: the coordinator's coverage page, organisation by tier, against the aggregate by hand and against itself.

At 3,000,000 completions at most 0.1 of the hand-written aggregate's time, which gets a covering index for the
while; and at most 1.2 times its own time at 30,000.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.arithmetic import at_most, in_turn
from bench.findings import Finding
from bench.plain import Plain
from bench.stages import Stage, Stages
from bench.visiting import MILLISECONDS, Request, times

ROUNDS = 10
REQUESTS = 6

AGGREGATE = """
SELECT organisation_id, tier, count(*) FROM completion
WHERE expires_on >= :today GROUP BY organisation_id, tier
"""
COVERING_INDEX = "CREATE INDEX bench_coverage ON completion (organisation_id, tier, expires_on)"


def measure(stages: Stages) -> Iterator[Finding]:
    """The largest amount of data by hand, and through the page; then the page on the smallest."""
    large, small = stages.large, stages.small
    with _covering_index(large.plain):
        by_hand, page = in_turn(ROUNDS, lambda: _aggregate(large), lambda: _visit(large))
    yield Finding.against(
        "P2",
        f"coverage page at {large.scale.completions:,}, by hand",
        large.kind,
        floor=by_hand,
        product=page,
        goal=at_most(0.1),
    )
    few, many = in_turn(ROUNDS, lambda: _visit(small), lambda: _visit(large))
    yield Finding.against(
        "P2",
        f"coverage page, {small.scale.completions:,} to {large.scale.completions:,}",
        large.kind,
        floor=few,
        product=many,
        goal=at_most(1.2),
    )


@contextmanager
def _covering_index(plain: Plain) -> Iterator[None]:
    plain.execute(COVERING_INDEX)
    plain.tidy()
    try:
        yield
    finally:
        plain.execute("DROP INDEX bench_coverage")


def _aggregate(stage: Stage) -> float:
    began = time.perf_counter()
    stage.plain.rows(AGGREGATE, today=stage.cast.today.isoformat())
    return (time.perf_counter() - began) * MILLISECONDS


def _visit(stage: Stage) -> list[float]:
    page = Request("/training/", stage.browser(stage.cast.coordinator))
    return times(stage.product, [page] * REQUESTS)
