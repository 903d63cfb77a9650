"""What `docs/columns.md` says of every column: what takes it away, and whom it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "columns.md"
ROW: Final = re.compile(r"^\| `([a-z_]+)` \| ([a-z_ ]+) \| ([^|]+) \| ([^|]+) \|$")
OF_ANOTHER: Final = ", of another too"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of one column."""

    table: str
    column: str
    kept: str
    about: str

    @property
    def job(self) -> str | None:
        """The job that takes it away; None where another word stands."""
        return self.kept.strip("`") if self.kept.startswith("`") else None

    @property
    def given_by(self) -> str | None:
        """The download that gives it to its person; None where none does."""
        how, _, what = self.about.removesuffix(OF_ANOTHER).partition(": ")
        return what if how == "given" else None


def decisions() -> list[Decision]:
    """Every decision of the page, in its order."""
    _, _, tables = PAGE.read_text(encoding="utf-8").partition("\n## Tables\n")
    return [
        Decision(match[1], column, match[3].strip(), match[4].strip())
        for match in map(ROW.match, tables.splitlines())
        if match
        for column in match[2].split()
    ]
