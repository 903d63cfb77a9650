"""Counts of cases as they are published, quarter after quarter, and what everybody knows to be equal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from network.core.suppression import Cell, Figure, Published, Quarter, Relation, figure_of, publish, year_to

FIRST = Quarter(2026, 1)
ALL = "the network"
MEETINGS = ("48 hours", "5 days", "late")
MANAGERS = ("in time", "behind")
PATHWAYS = ("recovered", "to the GP", "left")
LENGTHS = ("1 to 3", "4 to 7")
WHOLE, IN_48_HOURS, IN_5_DAYS = ("",), MEETINGS[:1], MEETINGS[:2]
BREAKDOWNS = {"meeting": "referrals", "manager": "referrals", "pathway": "closures", "length": "closures"}

SHOWN = [
    *[("referrals", WHOLE), ("closures", WHOLE), ("active", WHOLE), ("sessions", WHOLE)],
    *[("meeting", IN_5_DAYS), ("meeting", MEETINGS[2:]), ("meeting", IN_48_HOURS), ("meeting", MEETINGS[1:])],
    *[("manager", (part,)) for part in MANAGERS],
    *[("pathway", (part,)) for part in PATHWAYS],
    *[("length", (part,)) for part in LENGTHS],
]
"""Each measure, with the parts that are counted together; the rest of each too."""


@dataclass(frozen=True)
class Counted:
    """One subject in one quarter: people by part."""

    meeting: tuple[int, int, int]
    behind: int
    pathway: tuple[int, int, int]
    short: int
    sessions: int


def counts_of(subjects: Mapping[str, Sequence[Counted]]) -> dict[Cell, int]:
    """Every cell, made to agree: nobody is behind who was not referred, and nobody ends who had not begun."""
    counts = {}
    for subject, quarters in subjects.items():
        changes = [sum(each.meeting) - sum(each.pathway) for each in quarters]
        active = max(0, *(-sum(changes[: end + 1]) for end in range(len(changes))))
        counts[Cell(subject, "active", "", FIRST.after(-1))] = active
        for number, each in enumerate(quarters):
            quarter, referred, closed = FIRST.after(number), sum(each.meeting), sum(each.pathway)
            active += referred - closed
            behind, short = min(each.behind, referred), min(each.short, closed)
            totals = {"referrals": referred, "closures": closed, "active": active, "sessions": each.sessions}
            counts |= {Cell(subject, measure, "", quarter): count for measure, count in totals.items()}
            for measure, parts, split in [
                ("meeting", MEETINGS, each.meeting),
                ("manager", MANAGERS, (referred - behind, behind)),
                ("pathway", PATHWAYS, each.pathway),
                ("length", LENGTHS, (short, closed - short)),
            ]:
                counts |= {
                    Cell(subject, measure, part, quarter): count for part, count in zip(parts, split, strict=True)
                }
    return counts


def figures_of(subjects: Sequence[str], quarter: Quarter, measures: Sequence[str]) -> list[Figure]:
    """All that a quarter publishes of some measures, the whole network first."""
    figures: dict[str, Figure] = {}
    for who, some in ((ALL, list(subjects)), *((each, [each]) for each in subjects)):
        for measure, parts in (each for each in SHOWN if each[0] in measures):
            for period in ("quarter", "year"):
                quarters = (quarter,) if period == "quarter" or measure == "active" else year_to(quarter)
                if quarters[0] < FIRST or (measure == "active" and period == "year"):
                    continue
                about = f"{period} to {quarter.year}-{quarter.number}"
                name = f"{who}, {measure} {' or '.join(parts)}, {about}"
                whole = figures.get(f"{who}, {BREAKDOWNS.get(measure)} , {about}")
                figures[name] = figure_of(name, some, measure, quarters, parts, whole)
    return list(figures.values())


def relations_of(counts: Mapping[Cell, int]) -> list[Relation]:
    """Parts are their whole, and who is active was active or came, and did not end (M6)."""
    found = []
    for subject, quarter in sorted({(each.subject, each.quarter) for each in counts if each.measure == "referrals"}):
        cell = {each: Cell(subject, each, "", quarter) for each in ("referrals", "closures", "active")}
        parts = {"meeting": MEETINGS, "manager": MANAGERS, "pathway": PATHWAYS, "length": LENGTHS}
        for measure, names in parts.items():
            split = tuple(Cell(subject, measure, part, quarter) for part in names)
            found.append(Relation((cell[BREAKDOWNS[measure]],), split))
        before = Cell(subject, "active", "", quarter.after(-1))
        found.append(Relation((cell["active"], cell["closures"]), (before, cell["referrals"])))
    return found


def published(
    subjects: Mapping[str, Sequence[Counted]], measures: Sequence[str], *, is_forgetful: bool = False
) -> tuple[Published, dict[Cell, int]]:
    """Everything said of a history, quarter after quarter, with its counts."""
    counts = counts_of(subjects)
    everything = Published()
    for number in range(len(next(iter(subjects.values())))):
        quarter = FIRST.after(number)
        earlier = Published() if is_forgetful else everything
        known = {cell: count for cell, count in counts.items() if cell.quarter <= quarter}
        new = {cell: count for cell, count in known.items() if cell not in earlier.counts}
        now = publish(new, figures_of(list(subjects), quarter, measures), relations_of(new), earlier)
        everything = Published({**everything.said, **now.said}, now.counts, now.relations, now.proof)
    return everything, counts
