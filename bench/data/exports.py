"""Files of other systems that say who trained: a plain table, and what Moodle writes of one course. Nobody is real.

Half of the people are in the organisation's records already, and one row in a hundred has an address that is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from bench.data.partners import name_of

UNREADABLE = 100
"""One row in this many has an address that is none."""
DAYS = 700
"""Everything was completed in so many days before today."""


class Line(NamedTuple):
    """What one row says, before it is written as a system writes it."""

    name: str
    email: str
    course: str
    day: date


@dataclass(frozen=True, slots=True)
class Kind:
    """How one system writes its file."""

    name: str
    headings: str
    row: str
    day: str
    """The day of completion, as `strftime` writes it."""
    courses: int
    """How many courses it is about; a file about one does not say which."""

    def write(self, path: Path, lines: Iterator[Line]) -> Path:
        """Writes the file, a row at a time: it may be a long one."""
        with path.open("w", encoding="utf-8") as sink:
            sink.write(self.headings)
            for number, line in enumerate(lines):
                sink.write(self.row.format(number=number, line=line, day=line.day.strftime(self.day)))
        return path


PLAIN = Kind(
    "plain table",
    headings="Name,E-mail,Course code,Completed on\n",
    row="{line.name},{line.email},{line.course},{day}\n",
    day="%Y-%m-%d",
    courses=3,
)
MOODLE = Kind(
    "Moodle",
    headings='ID,Name,Username,"Email address","First look","First look - Completion date","Course complete"\n',
    row='{number},"{line.name}",u{number},{line.email},Completed,"{day}","{day}"\n',
    day="%d/%m/%y, 10:17",
    courses=1,
)


def known_people(rows: int, kind: Kind) -> int:
    """How many of the people of a file stand in the organisation's records before it comes."""
    return people_of(rows, kind) // 2


def people_of(rows: int, kind: Kind) -> int:
    """How many people a file is about: each completed each of its courses."""
    return rows // kind.courses + 1


def address_of(person: int) -> str:
    """Where somebody is written to."""
    return f"person{person}@learners.example.org"


def lines_of(rows: int, kind: Kind, courses: list[str], today: date) -> Iterator[Line]:
    """The rows of a file of this length, people in turn."""
    people = people_of(rows, kind)
    for number in range(rows):
        person, course = number % people, number // people
        email = address_of(person) if number % UNREADABLE else f"person {person} at example"
        day = today - timedelta(days=1 + (person * 7 + course) % DAYS)
        yield Line(name_of(person), email, courses[course], day)
