"""What importing a file did, or would do: numbers, and an answer in words for each row that was refused. Pure."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from network.training.exports import Question

_QUOTED = re.compile(r"“[^”]*”")


class Refusal(NamedTuple):
    """A row that was not taken, as a spreadsheet numbers it, and what to do."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """One kind of trouble: how often it came, and the first row that had it."""

    rows: int
    first: Refusal


@dataclass(slots=True)
class Outcome:
    """The numbers are rows of the file, but for `people`."""

    system: str
    label: str
    questions: tuple[Question, ...] = ()
    rows: int = 0
    added: int = 0
    already: int = 0
    """Recorded before, or twice in the file."""
    not_complete: int = 0
    other_courses: int = 0
    """About a course that was not asked for, or is none of the network's."""
    people: int = 0
    """Different people who are new to the organisation's records."""
    refused: list[Refusal] = field(default_factory=list)

    def refuse(self, row: int, why: str) -> None:
        """Notes that a row is not taken."""
        self.refused.append(Refusal(row, why))

    @property
    def is_open(self) -> bool:
        """Whether something is to be answered before anything is imported."""
        return bool(self.questions)

    def troubles(self) -> list[Trouble]:
        """Each kind of trouble once, the most frequent first; what a row says in quotation marks makes no kind."""
        counts = Counter[str]()
        first: dict[str, Refusal] = {}
        for refusal in self.refused:
            kind = _QUOTED.sub("“”", refusal.why)
            counts[kind] += 1
            first.setdefault(kind, refusal)
        return [Trouble(count, first[kind]) for kind, count in counts.most_common()]

    @property
    def digest(self) -> str:
        """The same for two files that would do the same: it tells whether something changed in between."""
        return hashlib.sha256(repr(self.report()).encode("utf-8", "surrogatepass")).hexdigest()

    def numbers(self) -> dict[str, int]:
        """Every number, by its name."""
        return {
            "rows": self.rows,
            "added": self.added,
            "already": self.already,
            "not_complete": self.not_complete,
            "other_courses": self.other_courses,
            "people": self.people,
        }

    def report(self) -> dict[str, Any]:
        """All of it, as a program reads it."""
        return {
            "system": self.system,
            **self.numbers(),
            "refused": [refusal._asdict() for refusal in self.refused],
            "questions": [
                {"about": question.about, "question": question.asks, "answers": list(question.answers)}
                for question in self.questions
            ],
        }

    def answers(self) -> Iterator[str]:
        """Each refused row with what to do, as people read it."""
        return (f"Row {refusal.row}: {refusal.why}" for refusal in self.refused)
