"""P8: from 1x to 10x no page's p50 grows by more than a fifth. Each page's floor is itself with less data."""

from __future__ import annotations

from collections.abc import Iterator

from bench.arithmetic import at_most, in_turn
from bench.findings import Finding
from bench.stages import Stage, Stages
from bench.visiting import VISITOR, Browser, Request, times

ROUNDS = 12
REQUESTS = 4
LIMIT = 1.2
COORDINATOR, CHAMPION, NOBODY = "coordinator", "champion", "visitor"

PAGES = (
    ("desk", "/desk", COORDINATOR),
    ("coverage of the network", "/training/", COORDINATOR),
    ("every organisation", "/desk/organisations", COORDINATOR),
    ("directory", "/organisations/", COORDINATOR),
    ("champions of the network", "/champions/", COORDINATOR),
    ("sessions of the network", "/training/sessions", COORDINATOR),
    ("coverage of one organisation", "/training/", CHAMPION),
    ("people who trained", "/training/people", CHAMPION),
    ("find a person", "/training/people?q=Kaur", CHAMPION),
    ("sessions of one organisation", "/training/sessions", CHAMPION),
    ("signatories", "/charter/signatories", NOBODY),
    ("events", "/events", NOBODY),
    ("events that are over", "/events/past", NOBODY),
)


def measure(stages: Stages) -> Iterator[Finding]:
    """Every page that people open every day, and the long lists."""
    for name, path, who in PAGES:
        less, more = in_turn(
            ROUNDS,
            lambda path=path, who=who: _visit(stages.first, path, who),  # type: ignore[misc]
            lambda path=path, who=who: _visit(stages.large, path, who),  # type: ignore[misc]
        )
        yield Finding.against(
            "P8",
            f"{name}, {stages.first.scale.name} to {stages.large.scale.name}",
            stages.kind,
            floor=less,
            product=more,
            goal=at_most(LIMIT),
        )


def _visit(stage: Stage, path: str, who: str) -> list[float]:
    return times(stage.product, [Request(path, _browser(stage, who))] * REQUESTS)


def _browser(stage: Stage, who: str) -> Browser:
    if who == NOBODY:
        return VISITOR
    return stage.browser(stage.cast.coordinator if who == COORDINATOR else stage.cast.champion)
