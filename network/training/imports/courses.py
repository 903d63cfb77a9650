"""Which course of the catalogue a file means by what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from network.core.actor import Anyone
from network.core.database import db
from network.core.tenancy import scoped
from network.training import rules
from network.training.courses.queries import list_courses, list_decisions
from network.training.courses.rules import tier_on
from network.training.exports.headings import plain_name
from network.training.models import Course, CourseEquivalence
from network.training.models.imports import CourseName

OTHER: Final = "other"
UNKNOWN: Final = "unknown"


@dataclass(slots=True)
class Meant:
    """One course of the catalogue, and until when somebody is current who completes it on a day."""

    id: UUID
    tier: int | None
    validity_months: int | None
    decisions: Sequence[CourseEquivalence] = ()
    """That it counts as a tier, for a course outside them."""
    _last_days: dict[date, date] = field(default_factory=dict)

    def expires_on(self, completed_on: date) -> date:
        """The last day on which it is current."""
        last = self._last_days.get(completed_on)
        if last is None:
            last = self._last_days[completed_on] = rules.last_day(completed_on, self.validity_months)
        return last

    def tier_on(self, completed_on: date) -> int | None:
        """The tier in which it counts; None for none."""
        return tier_on(completed_on, self.tier, self.decisions)

    @classmethod
    def of(cls, course: Course, decisions: Mapping[UUID, Sequence[CourseEquivalence]]) -> Meant:
        """As the catalogue has it, and as was decided about it."""
        return cls(course.id, course.tier, course.validity_months, decisions.get(course.id, ()))


class Meaning:
    """What a file's words for courses mean: a course, one that nobody asked for, or nothing that we know."""

    def __init__(
        self, given: Course | None, called: str, names: Iterable[str], catalogue: Mapping[str, Meant | None]
    ) -> None:
        """`names` are the file's words, `catalogue` what each of them is known to mean: None for none of ours."""
        self._given = Meant.of(given, list_decisions(given.id)) if given is not None else None
        self._called = called
        self._has_names = any(names)
        self._catalogue = catalogue

    def of(self, name: str) -> Meant | str:
        """The course, or `OTHER` or `UNKNOWN`."""
        if self._given is not None and self._has_names and self._called:
            return self._given if name == self._called else OTHER
        known = self._catalogue.get(plain_name(name), UNKNOWN)
        if self._given is not None:
            # A word that is known to mean another course is not overruled by a choice for the whole file.
            is_meant = isinstance(known, str) or (known is not None and known.id == self._given.id)
            return self._given if is_meant else OTHER
        return OTHER if known is None else known


def catalogue_by_name(actor: Anyone, organisation_id: UUID) -> dict[str, Meant | None]:
    """Every course by its code and title, and by what this organisation's systems call it. Three queries."""
    courses, decisions = list_courses(actor), list_decisions()
    by_id = {course.id: Meant.of(course, decisions) for course in courses}
    titles = {plain_name(course.title): by_id[course.id] for course in courses}
    codes = {plain_name(course.code): by_id[course.id] for course in courses}
    names = scoped(select(CourseName), actor, CourseName).where(CourseName.organisation_id == organisation_id)
    said = {
        each.name: by_id[each.course_id] if each.course_id is not None else None for each in db.session.scalars(names)
    }
    return {**titles, **codes, **said}


def called_in_file(given: Course, names: Iterable[str], catalogue: Mapping[str, Meant | None]) -> str | None:
    """The one of a file's courses that is the given one, where exactly one is known to be."""
    found = [name for name in names if (known := catalogue.get(plain_name(name))) is not None and known.id == given.id]
    return found[0] if len(found) == 1 else None
