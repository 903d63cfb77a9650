"""What somebody asks of a list of organisations: which ones, in which order. An unknown word asks nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from network.core.pagination import PAGE_SIZE, Page
from network.organisations.vocabulary import Sector
from network.reports.queries import Roll
from network.reports.rules.lines import Cut, Line, Sort, cut, ordered


@dataclass(frozen=True, slots=True)
class Asked:
    """One list, as its address says it."""

    show: Cut = Cut.ALL
    sector: Sector | None = None
    sort: str = ""

    @classmethod
    def read(cls, words: Mapping[str, str]) -> Asked:
        """From the words of an address."""
        show, sector = words.get("show", ""), words.get("sector", "")
        return cls(
            Cut(show) if show in set(Cut) else Cut.ALL,
            Sector(sector) if sector in set(Sector) else None,
            words.get("sort", ""),
        )

    def but(self, **changes: Any) -> dict[str, Any]:
        """The words of an address that asks the same, but for these changes; what asks nothing is left out."""
        asked = replace(self, **changes)
        words = {"show": asked.show if asked.show is not Cut.ALL else None, "sector": asked.sector, "sort": asked.sort}
        return {name: word for name, word in words.items() if word}

    def sort_in(self, roll: Roll) -> Sort:
        """The order asked for, of the columns that there are."""
        return Sort.read(self.sort, len(roll.tiers))

    def page_of(self, roll: Roll, number: int, size: int = PAGE_SIZE) -> Page[Line]:
        """One page of the lines that are asked for."""
        chosen = cut(roll.lines, self.show, self.sector)
        lines = ordered(chosen, self.sort_in(roll))
        return Page(lines[(number - 1) * size : number * size], number, size, len(lines))
