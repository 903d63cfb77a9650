"""What a run found: one line for each goal and database, as a table for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bench.arithmetic import Goal, Series, ratio


class Verdict(StrEnum):
    """Whether a goal was met."""

    MET = "met"
    MISSED = "MISSED"
    NOTED = "-"
    """There is no goal for it: it stands here for comparison."""
    NOT_BUILT = "not built yet"


@dataclass(frozen=True, slots=True)
class Finding:
    """One measure of one database. `figure` is what the goal is held against: a ratio, or seconds, or bytes."""

    goal_id: str
    what: str
    database: str
    unit: str = ""
    floor: Series | None = None
    product: Series | None = None
    figure: float | None = None
    goal: Goal | None = None

    @classmethod
    def against(
        cls, goal_id: str, what: str, database: str, *, floor: Series, product: Series, goal: Goal, unit: str = "ms"
    ) -> Finding:
        """The product held against its floor."""
        return cls(goal_id, what, database, unit, floor, product, ratio(product, floor), goal)

    @classmethod
    def absolute(
        cls,
        goal_id: str,
        what: str,
        database: str,
        unit: str,
        product: Series,
        goal: Goal | None,
        floor: Series | None = None,
    ) -> Finding:
        """A figure that is held to a goal as it is. A floor may stand beside it, to say what the machine was like."""
        return cls(goal_id, what, database, unit, floor, product, product.median, goal)

    @property
    def verdict(self) -> Verdict:
        """What the goal says of the figure."""
        if self.figure is None:
            return Verdict.NOT_BUILT
        if self.goal is None:
            return Verdict.NOTED
        return Verdict.MET if self.goal.is_met(self.figure) else Verdict.MISSED

    def as_json(self) -> dict[str, Any]:
        """Everything that was found, samples left out."""
        return {
            "goal_id": self.goal_id,
            "what": self.what,
            "database": self.database,
            "unit": self.unit,
            "floor": _series_as_json(self.floor),
            "product": _series_as_json(self.product),
            "figure": self.figure,
            "goal": str(self.goal) if self.goal else None,
            "verdict": self.verdict.value,
        }


def _series_as_json(series: Series | None) -> dict[str, Any] | None:
    if series is None:
        return None
    low, high = series.quartiles
    return {"median": series.median, "quartiles": [low, high], "samples": len(series.values)}


HEADINGS = ("", "what", "database", "floor", "product", "unit", "figure", "goal", "verdict")


def table(findings: Iterable[Finding]) -> str:
    """The findings in columns: medians with their quartiles in brackets."""
    rows: list[Sequence[str]] = [HEADINGS, *map(_row, findings)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


def _row(finding: Finding) -> Sequence[str]:
    return (
        finding.goal_id,
        finding.what,
        finding.database,
        _in_words(finding.floor),
        _in_words(finding.product),
        finding.unit,
        "" if finding.figure is None else _number(finding.figure),
        str(finding.goal or ""),
        finding.verdict.value,
    )


def _in_words(series: Series | None) -> str:
    if series is None:
        return ""
    low, high = series.quartiles
    spread = f" ({_number(low)} to {_number(high)})" if low != high else ""
    return f"{_number(series.median)}{spread}"


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
