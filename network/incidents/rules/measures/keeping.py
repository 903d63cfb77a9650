"""Everything that was ever said as text and back, so that it can be sealed between two quarters (B17, B24)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from network.core.suppression import Cell, Figure, Published, Quarter, Relation, Shown

Clusters = list[tuple[str, ...]]


def as_text(published: Published, clusters: Iterable[Iterable[str]]) -> str:
    """All of it, with who was counted together. It holds what nobody may read: seal it."""
    cells = {cell: number for number, cell in enumerate(sorted(published.counts))}
    kept = {
        "cells": [[*cell[:3], *cell.quarter, published.counts[cell]] for cell in cells],
        "said": [
            [each.name, [cells[cell] for cell in each.cells], shown.value, shown.is_small]
            for each, shown in published.said.items()
        ],
        "relations": [
            [[cells[cell] for cell in each.left], [cells[cell] for cell in each.right]] for each in published.relations
        ],
        "proof": [[[cells[cell], moved] for cell, moved in each.items()] for each in published.proof],
        "clusters": [list(each) for each in clusters],
    }
    return json.dumps(kept, separators=(",", ":"))


def from_text(text: str) -> tuple[Published, Clusters]:
    """What was said and who was counted together. Raises ValueError for another text."""
    kept = json.loads(text)
    cells = [
        Cell(subject, measure, part, Quarter(year, number)) for subject, measure, part, year, number, _ in kept["cells"]
    ]
    said = {
        Figure(name, tuple(cells[number] for number in numbers)): Shown(value, is_small)
        for name, numbers, value, is_small in kept["said"]
    }
    counts = {cell: each[-1] for cell, each in zip(cells, kept["cells"], strict=True)}
    relations = tuple(
        Relation(tuple(cells[each] for each in left), tuple(cells[each] for each in right))
        for left, right in kept["relations"]
    )
    proof: tuple[Mapping[Cell, int], ...] = tuple(
        {cells[number]: moved for number, moved in each} for each in kept["proof"]
    )
    return Published(said, counts, relations, proof), [tuple(each) for each in kept["clusters"]]
