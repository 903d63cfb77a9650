"""Each goal with its floor beside it: what is timed, against what, and how much of it is allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from bench.findings import Finding
from bench.measures import (
    completion_import,
    coverage_page,
    enumeration,
    export,
    first_visit,
    growth,
    list_page,
    register_import,
    writes,
)
from bench.stages import Stages

Measure = Callable[[Stages], Iterable[Finding]]


def _imports(stages: Stages) -> Iterator[Finding]:
    yield from register_import.measure(stages)
    yield from completion_import.measure(stages)


MEASURES: Mapping[str, Measure] = {
    "P1": list_page.measure,
    "P2": coverage_page.measure,
    "P3": _imports,
    "P4": export.measure,
    "P5": writes.measure,
    "P7": first_visit.measure,
    "P8": growth.measure,
    "B4": enumeration.measure,
}
"""By identifier, in the order in which they are taken. P6 and P9 are right or wrong, so tests hold them."""
