"""Who is still to be trained, by tier, day and department. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from network.organisations.vocabulary import WorkforceLevel
from network.training.needs.rules import Said


@dataclass(frozen=True, slots=True)
class OfferedTier:
    """A tier, and whom it is for."""

    number: int
    name: str
    level: WorkforceLevel


@dataclass(frozen=True, slots=True)
class Gap:
    """So many people still need a tier by one day."""

    tier: OfferedTier
    needed_by: date | None
    parts: tuple[tuple[UUID | None, int], ...]
    """How many of each department; None for people of no one department."""

    @property
    def people(self) -> int:
        """All of them."""
        return sum(count for _, count in self.parts)


def gaps(
    lines: Iterable[Said],
    trained: Mapping[tuple[UUID | None, int], int],
    tiers: Iterable[OfferedTier],
    everybody: int,
) -> list[Gap]:
    """Who is still to be trained, the lowest tier and the earliest day first.

    `trained` are people by department and tier. They are taken to be those whose need comes first. Whoever trained
    and is of no known department is counted where the first need is left. `everybody` need the first level: those
    who stand in no line need it by no day.
    """
    said = list(lines)
    found = [_of_tier(tier, said, trained, everybody) for tier in tiers]
    return [gap for of_tier in found for gap in of_tier]


def _of_tier(
    tier: OfferedTier, said: Sequence[Said], trained: Mapping[tuple[UUID | None, int], int], everybody: int
) -> list[Gap]:
    missing: dict[tuple[date, UUID | None], int] = {}
    left = {place: people for (place, number), people in trained.items() if number == tier.number}
    needing = [line for line in said if line.level.rank >= tier.level.rank]
    for line in sorted(needing, key=lambda line: line.needed_by or date.max):
        there = min(left.get(line.department_id, 0), line.headcount)
        left[line.department_id] = left.get(line.department_id, 0) - there
        key = (line.needed_by or date.max, line.department_id)
        missing[key] = missing.get(key, 0) + line.headcount - there
    if tier.level is WorkforceLevel.INFORMED:
        rest = max(0, everybody - sum(line.headcount for line in said))
        missing[date.max, None] = missing.get((date.max, None), 0) + rest
    unplaced = max(0, left.get(None, 0))
    by_day: dict[date, list[tuple[UUID | None, int]]] = {}
    for (day, department), people in sorted(missing.items(), key=lambda each: (each[0][0], str(each[0][1]))):
        there = min(unplaced, people)
        unplaced -= there
        if people > there:
            by_day.setdefault(day, []).append((department, people - there))
    return [Gap(tier, None if day == date.max else day, tuple(parts)) for day, parts in by_day.items()]
