"""The floor of an import of completions: parse, match by e-mail, check, insert, keep the summary. Nothing else.

No look at what the file is, no audit, no undoing later, no policy; a row that cannot be taken is only counted.
"""

from __future__ import annotations

import csv
import re
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from bench.plain import Plain

_ADDRESS = re.compile(r"[^@\s,]+@[^@\s,]+\.[^@\s,]+")
KNOWN = "SELECT id, email FROM learner WHERE organisation_id = :organisation AND email IS NOT NULL"
RECORDED = "SELECT learner_id, course_id, completed_on FROM completion WHERE organisation_id = :organisation"


class Taught(NamedTuple):
    """A course as an import by hand needs it."""

    id: UUID
    tier: int
    last_day: Callable[[date], date]


class Columns(NamedTuple):
    """Which heading holds what, and how a day is written. Without a heading for it, the file is about one course."""

    name: str
    email: str
    day: str
    day_format: str
    course: str = ""


def import_by_hand(
    plain: Plain, organisation_id: UUID, path: Path, columns: Columns, courses: Mapping[str, Taught], now: datetime
) -> int:
    """Imports a file into the records of an organisation in which nobody completed anything; how many it added."""
    owner, at, today = organisation_id.hex, now.strftime("%Y-%m-%d %H:%M:%S.%f"), now.date()
    people = {email: _key(found) for found, email in plain.rows(KNOWN, organisation=owner)}
    recorded = {
        (_key(person), _key(course), str(day)) for person, course, day in plain.rows(RECORDED, organisation=owner)
    }
    newcomers, completions = [], []
    standings: dict[tuple[str, int], tuple[str, str]] = {}
    days: dict[tuple[str, str], tuple[date, str, str]] = {}
    with path.open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            email, said = row[columns.email].strip().lower(), row[columns.course] if columns.course else ""
            course = courses.get(said)
            if course is None or not _ADDRESS.fullmatch(email):
                continue
            written = row[columns.day]
            if (written, said) not in days:
                day = datetime.strptime(written, columns.day_format).date()
                days[written, said] = day, day.isoformat(), course.last_day(day).isoformat()
            day, completed_on, expires_on = days[written, said]
            if day > today:
                continue
            person = people.get(email)
            if person is None:
                person = people[email] = uuid.uuid4().hex
                newcomers.append((person, owner, row[columns.name].strip(), email, True, at))
            key = person, course.id.hex, completed_on
            if key in recorded:
                continue
            recorded.add(key)
            completions.append(
                (uuid.uuid4().hex, owner, person, key[1], course.tier, completed_on, expires_on, "confirmed", True)
            )
            last = standings.get((person, course.tier), ("", ""))
            standings[person, course.tier] = max(last[0], completed_on), max(last[1], expires_on)
    summary = Counter((tier, expires_on) for (_, tier), (_, expires_on) in standings.items())
    with plain.transaction():
        plain.insert("learner", LEARNER, newcomers)
        plain.insert("completion", COMPLETION, completions)
        plain.insert("learner_tier", STANDING, ((owner, *key, *days) for key, days in standings.items()))
        plain.insert("coverage_summary", SUMMARY, ((owner, *key, people, 0) for key, people in summary.items()))
    return len(completions)


LEARNER = ("id", "organisation_id", "name", "email", "came_with_import", "made_at")
COMPLETION = (
    *("id", "organisation_id", "learner_id", "course_id", "tier"),
    *("completed_on", "expires_on", "status", "came_with_import"),
)
STANDING = ("organisation_id", "learner_id", "tier", "last_completed_on", "expires_on")
SUMMARY = ("organisation_id", "tier", "expires_on", "people", "unidentified")


def _key(found: object) -> str:
    return str(found).replace("-", "")
