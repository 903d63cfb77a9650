"""A reader who wants to find out what is hidden: everything said is a linear programme in whole numbers.

They share no code with what they attack, except the figures and what was said of them, and use an exact solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import highspy

from network.core.suppression import Cell, Figure, Relation, Shown

MOST = 500
"""More people than any cell could have."""


class Pinned(AssertionError):
    """The reader found out between which two counts a hidden figure lies."""


class AttackingReader:
    def __init__(self, said: Mapping[Figure, Shown], relations: Iterable[Relation]) -> None:
        self.said = said
        self.relations = tuple(relations)
        cells = [cell for figure in said for cell in figure.cells]
        cells += [cell for each in self.relations for cell in (*each.left, *each.right)]
        self.numbers = {cell: number for number, cell in enumerate(dict.fromkeys(cells))}
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
        self.solver.setOptionValue("mip_rel_gap", 0.0)
        for number in self.numbers.values():
            self.solver.addVar(0, MOST)
            self.solver.changeColIntegrality(number, highspy.HighsVarType.kInteger)
        self.rows = [self.row(each.left, 1) + self.row(each.right, -1) + [(0, 0)] for each in self.relations]
        self.rows += [
            self.row(figure.cells, 1) + [limits] for figure, shown in said.items() if (limits := known(shown))
        ]
        for row in self.rows:
            terms, (low, high) = row[:-1], row[-1]
            self.solver.addRow(low, high, len(terms), [number for number, _ in terms], [factor for _, factor in terms])

    def row(self, cells: Iterable[Cell], factor: int) -> list[tuple[int, int]]:
        return [(self.numbers[cell], factor) for cell in cells]

    def narrowest(self, figures: Iterable[Figure]) -> tuple[int, Figure | None]:
        """The narrowest interval among figures, as the difference of its ends, where it is below 5."""
        wanted = list(figures)
        seen = dict.fromkeys(wanted, (MOST, 0))
        found: tuple[int, Figure | None] = (5, None)
        for figure in wanted:
            for sense in (highspy.ObjSense.kMaximize, highspy.ObjSense.kMinimize):
                low, high = seen[figure]
                if high - low < 5:
                    world = self.solve(figure, sense)
                    for each in wanted:
                        value = sum(world[self.numbers[cell]] for cell in each.cells)
                        seen[each] = min(seen[each][0], value), max(seen[each][1], value)
            low, high = seen[figure]
            if high - low < found[0]:
                found = high - low, figure
        return found

    def solve(self, figure: Figure, sense: highspy.ObjSense) -> list[int]:
        wanted = {self.numbers[cell] for cell in figure.cells}
        for number in self.numbers.values():
            self.solver.changeColCost(number, float(number in wanted))
        self.solver.changeObjectiveSense(sense)
        # Most answers without the whole numbers are in whole numbers, and those are the answer.
        for is_relaxed in (True, False):
            self.solver.setOptionValue("solve_relaxation", is_relaxed)
            self.solver.run()
            assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            values = self.solver.getSolution().col_value
            world = [round(value) for value in values]
            if all(abs(value - number) < 1e-6 for value, number in zip(values, world, strict=True)):
                break
        for row in self.rows:
            assert row[-1][0] <= sum(factor * world[number] for number, factor in row[:-1]) <= row[-1][1]
        return world


def known(shown: Shown) -> tuple[int, int] | None:
    """What the rules of publishing tell a reader of one figure."""
    if shown.value is None:
        return (1, 7) if shown.is_small else None
    return (0, 0) if shown.value == 0 else (shown.value - 2, shown.value + 2)
