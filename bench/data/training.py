"""People who trained, the sessions they came to and what they completed: the millions of rows.

Each person came to one session in each of three seasons. A season has a tier or two, so that some people reached
the third tier and some repeated the first; the first seasons are long enough ago for some of it to have run out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random
from uuid import UUID

from sqlalchemy import Index, MetaData

from bench.data.partners import name_of
from bench.plain import Plain, Row
from bench.sizes import COMPLETIONS_EACH, Scale
from network.core.database import Base, new_id
from network.training.rules import last_day
from network.training.vocabulary import CompletionStatus, Mode

CONFIRMED = CompletionStatus.CONFIRMED.value
SEASONS = ((900, 1500), (300, 890), (1, 290))
"""First and last day of each season, in days before today. They do not meet: nobody takes a course twice in a day."""
TO_A_SESSION = 25
NAMELESS = 20
"""One person in this many has neither e-mail nor staff number."""
BIG = ("learner", "training_session", "completion", "learner_tier", "coverage_summary")


@dataclass(frozen=True, slots=True)
class TaughtCourse:
    """A course as the filling needs it."""

    id: UUID
    tier: int
    validity_months: int | None


@dataclass(frozen=True, slots=True)
class _Session:
    key: str
    course: str
    tier: int
    held_on: str
    expires_on: str
    people: int


class _Keys:
    """Keys that follow one another as the product's do, without asking the clock four million times."""

    def __init__(self) -> None:
        self._first = new_id().int
        self._next = count().__next__

    def __call__(self) -> str:
        return f"{self._first + self._next():032x}"


class Taught:
    """The training of one organisation after another, as rows of text; days as ISO 8601, which sorts as days do."""

    def __init__(self, courses: list[TaughtCourse], scale: Scale, now: datetime) -> None:
        self._by_tier: dict[int, list[TaughtCourse]] = defaultdict(list)
        for course in courses:
            self._by_tier[course.tier].append(course)
        self._people = scale.people_each
        self._now = now
        self._random = Random(scale.people_each)
        self._new_key = _Keys()
        self.summary: Counter[tuple[str, int, str, bool]] = Counter()

    def organisation(self, organisation_id: UUID) -> Iterator[tuple[str, Row]]:
        """Everything of one organisation: the table, and a row of it."""
        owner = organisation_id.hex
        seasons = [self._season(number) for number in range(COMPLETIONS_EACH)]
        at = self._now.strftime("%Y-%m-%d %H:%M:%S.%f")
        for season in seasons:
            for each in season:
                yield (
                    "training_session",
                    (
                        *(each.key, owner, each.course, each.held_on, Mode.ONLINE.value),
                        *(90, "", each.people, at),
                    ),
                )
        for number in range(self._people):
            key, is_known = self._new_key(), number % NAMELESS != 0
            email = f"person{number}@{owner[-6:]}.example.org" if is_known else None
            yield "learner", (key, owner, name_of(number), email, at)
            yield from self._completions(owner, key, is_known, [season[number // TO_A_SESSION] for season in seasons])

    def _season(self, number: int) -> list[_Session]:
        first, last = SEASONS[number]
        today, sessions = self._now.date(), []
        for begin in range(0, self._people, TO_A_SESSION):
            tier = min(3, max(1, number + self._random.choice((0, 1))))
            course = self._random.choice(self._by_tier[tier])
            held_on = today - timedelta(days=self._random.randint(first, last))
            days = held_on.isoformat(), last_day(held_on, course.validity_months).isoformat()
            came = min(TO_A_SESSION, self._people - begin)
            sessions.append(_Session(self._new_key(), course.id.hex, tier, *days, came))
        return sessions

    def _completions(self, owner: str, learner: str, is_known: bool, came: list[_Session]) -> Iterator[tuple[str, Row]]:
        standings: dict[int, tuple[str, str]] = {}
        for each in came:
            tier, held_on, expires_on = each.tier, each.held_on, each.expires_on
            yield (
                "completion",
                (self._new_key(), owner, learner, each.course, tier, each.key, held_on, expires_on, CONFIRMED),
            )
            before = standings.get(tier, (held_on, expires_on))
            standings[tier] = max(before[0], held_on), max(before[1], expires_on)
        for tier, (last, expires_on) in standings.items():
            yield "learner_tier", (owner, learner, tier, last, expires_on)
            self.summary[owner, tier, expires_on, is_known] += 1

    def summary_rows(self) -> Iterator[Row]:
        """What the product keeps of all this, counted along the way."""
        buckets: dict[tuple[str, int, str], list[int]] = defaultdict(lambda: [0, 0])
        for (owner, tier, expires_on, is_known), people in self.summary.items():
            buckets[owner, tier, expires_on][0 if is_known else 1] += people
        for (owner, tier, expires_on), (people, unidentified) in sorted(buckets.items()):
            yield owner, tier, expires_on, people, unidentified


COLUMNS = {
    "training_session": (
        *("id", "organisation_id", "course_id", "held_on", "mode"),
        *("minutes", "place", "people", "logged_at"),
    ),
    "learner": ("id", "organisation_id", "name", "email", "made_at"),
    "completion": (
        *("id", "organisation_id", "learner_id", "course_id", "tier", "session_id"),
        *("completed_on", "expires_on", "status"),
    ),
    "learner_tier": ("organisation_id", "learner_id", "tier", "last_completed_on", "expires_on"),
    "coverage_summary": ("organisation_id", "tier", "expires_on", "people", "unidentified"),
}
PARTNERS_AT_ONCE = 10


def add_training(plain: Plain, organisation_ids: list[UUID], taught: Taught) -> None:
    """Fills the tables of training, inside a transaction of the caller's."""
    for begin in range(0, len(organisation_ids), PARTNERS_AT_ONCE):
        rows: dict[str, list[Row]] = defaultdict(list)
        for organisation_id in organisation_ids[begin : begin + PARTNERS_AT_ONCE]:
            for table, row in taught.organisation(organisation_id):
                rows[table].append(row)
        for table in BIG[:-1]:
            plain.insert(table, COLUMNS[table], rows[table])
    plain.insert("coverage_summary", COLUMNS["coverage_summary"], taught.summary_rows())


def indexes_of(metadata: MetaData = Base.metadata) -> list[Index]:
    """The indexes of the big tables that are no constraints: made after the rows, they are made faster."""
    return [index for table in BIG for index in sorted(metadata.tables[table].indexes, key=lambda each: str(each.name))]
