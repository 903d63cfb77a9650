"""P1: the list of who trained, 50 people of one organisation with their tiers, against the same page by hand.

CPU a request within 4 times the bare page's; requests a second at 4 connections at least 0.3 of its.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench.arithmetic import at_least, at_most, in_turn
from bench.findings import Finding
from bench.stages import Stages
from bench.visiting import Request, processor_time, requests_a_second

ROUNDS = 5
FLOOR_REQUESTS = 400
PRODUCT_REQUESTS = 80
CONNECTIONS = 4


def measure(stages: Stages) -> Iterator[Finding]:
    """Processor time, then how many at once."""
    stage, champion = stages.base, stages.base.cast.champion
    page = Request("/training/people", stage.browser(champion))
    bare = Request(f"/people?organisation={champion.organisation_id.hex}")
    floor, product = in_turn(
        ROUNDS,
        lambda: processor_time(stage.floor, bare, FLOOR_REQUESTS),
        lambda: processor_time(stage.product, page, PRODUCT_REQUESTS),
    )
    yield Finding.against(
        "P1", "list of 50 people, CPU a request", stage.kind, floor=floor, product=product, goal=at_most(4)
    )
    floor, product = in_turn(
        ROUNDS,
        lambda: requests_a_second(stage.floor, bare, FLOOR_REQUESTS, CONNECTIONS),
        lambda: requests_a_second(stage.product, page, PRODUCT_REQUESTS, CONNECTIONS),
    )
    yield Finding.against(
        "P1",
        f"list of 50 people, {CONNECTIONS} connections",
        stage.kind,
        floor=floor,
        product=product,
        goal=at_least(0.3),
        unit="a second",
    )
