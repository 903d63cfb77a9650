"""How the list of records is narrowed down: the same for the page, the download and the programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from network.core.text import LONGEST_SEARCH, one_line
from network.organisations.public import DepartmentCut, department_cut

SOON: Final = timedelta(days=60)
"""How long before its last day a completion runs out *soon*: when people are first reminded."""


class RecordView(StrEnum):
    """Which records are looked at."""

    COUNTING = "counting"
    CURRENT = "current"
    LAPSING = "lapsing"
    LAPSED = "lapsed"
    WITHDRAWN = "taken-back"

    @property
    def label(self) -> str:
        """As the list offers it."""
        return {
            "counting": "Everything recorded",
            "current": "Current today",
            "lapsing": "Runs out within 60 days, not renewed",
            "lapsed": "Has run out, not renewed",
            "taken-back": "Taken back",
        }[self.value]


@dataclass(frozen=True, slots=True)
class RecordFilters:
    """What is asked of the list; by default, everything that counts."""

    view: RecordView = RecordView.COUNTING
    course_id: UUID | None = None
    tier: int | None = None
    since: date | None = None
    until: date | None = None
    """Completed on these days or between them."""
    search: str = ""
    """Part of a name or e-mail address."""
    cut: DepartmentCut | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything is left out that counts."""
        return self != RecordFilters()

    def as_address(self) -> dict[str, str | None]:
        """As the address says them: what `read_filters` reads again."""
        said = {name: value for name, value in asdict(self).items() if name != "cut"}
        said["course"] = said.pop("course_id")
        said["department"] = (self.cut.id or "none") if self.cut else None
        said["q"] = said.pop("search")
        if self.view is RecordView.COUNTING:
            said["view"] = None
        return {name: str(value) if value else None for name, value in said.items()}


def read_filters(address: Mapping[str, str]) -> RecordFilters:
    """What an address asks for. What we do not know narrows nothing."""
    return RecordFilters(
        view=_one_of(address.get("view")),
        course_id=_key(address.get("course")),
        tier=_number(address.get("tier")),
        since=_day(address.get("since")),
        until=_day(address.get("until")),
        search=one_line(address.get("q", ""))[:LONGEST_SEARCH],
        cut=department_cut(address.get("department")),
    )


def _one_of(text: str | None) -> RecordView:
    return RecordView(text) if text in list(RecordView) else RecordView.COUNTING


def _key(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
