"""How a system's file is known by its headings, and the headings that mean the same in every system."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from network.training.exports.claims import Field

Headings = tuple[str, ...]

PEOPLE: Final[Mapping[Field, Headings]] = {
    Field.NAME: (
        "name",
        "full name",
        "fullname",
        "user's fullname",
        "user's full name",
        "user fullname",
        "user full name",
        "employee name",
        "learner name",
        "learner",
        "staff member",
        "display name",
        "participant",
        "attendee",
        "name (original name)",
        "user name (original name)",
        "participant name",
        "delegate",
        "delegate name",
    ),
    Field.GIVEN_NAME: (
        "first name",
        "firstname",
        "given name",
        "forename",
        "user first name",
        "user's first name",
        "user's firstname",
    ),
    Field.FAMILY_NAME: (
        "last name",
        "lastname",
        "surname",
        "family name",
        "user last name",
        "user's last name",
        "user's lastname",
    ),
    Field.EMAIL: (
        "email address",
        "email",
        "e-mail",
        "e-mail address",
        "mail",
        "work email address",
        "work email",
        "user email",
        "user's email",
        "user's email address",
        "learner email",
        "participant id (upn)",
        "upn",
        "your email address",
        "your email",
    ),
    Field.STAFF_NUMBER: (
        "staff number",
        "staff id",
        "employee number",
        "employee id",
        "employee no",
        "id number",
        "user id number",
        "user's id number",
        "user's user id number",
        "assignment number",
        "payroll number",
        "personnel number",
        "user id",
        "user identifier",
        "idnumber",
    ),
    Field.USERNAME: ("username", "user name", "user login", "login"),
    Field.DEPARTMENT: ("department", "user's department", "user department", "team", "directorate"),
}
"""Headings of people, the best first, in whatever system."""

TRAINING: Final[Mapping[Field, Headings]] = {
    Field.COURSE: (
        "course",
        "course name",
        "course title",
        "course fullname",
        "course full name",
        "training title",
        "training",
        "item title",
        "title",
        "event",
        "module",
        "learning",
    ),
    Field.COURSE_CODE: ("course code", "course id number", "course shortname", "course short name"),
    Field.COMPLETED_ON: (
        "completed on",
        "completion date",
        "date completed",
        "completed date",
        "course completion date",
        "date of completion",
        "training completion date",
        "date of training",
        "training date",
        "attended on",
        "date attended",
        "session date",
        "date of session",
        "event date",
        "completed",
        "date",
    ),
    Field.STATUS: (
        "status",
        "completion status",
        "course status",
        "is complete?",
        "is complete",
        "is complete (y/n)",
        "completed (y/n)",
        "completed?",
        "attendance",
        "attendance status",
        "attended",
        "result",
    ),
}
"""Headings of what was done, in files of which nobody knows the system."""


def _as_it_stands(course: str) -> str:
    return course


def _every_row(_status: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class System:
    """One kind of file that one system writes."""

    key: str
    label: str
    signature: tuple[Headings, ...]
    """Of each of these one heading is there."""
    columns: Mapping[Field, Headings]
    """Where what was done stands. People are found by `PEOPLE`, unless this says otherwise."""
    is_one_of_several: bool = False
    """Whether the file holds several tables: the title of the next one ends this one."""
    is_of_completions: bool = False
    """Whether every row is said to be complete, so that a row without a day is a fault and not *not yet*."""
    course_of: Callable[[str], str] = _as_it_stands
    takes: Callable[[str], bool] = _every_row
    """Whether a row with this status is one of somebody taking part, and not of their going."""
    begins_blank: bool = False
    """Whether the first heading is empty: it is the person's name."""
    lacks: Headings = ()
    """None of these is there."""
    likely: Mapping[Field, str] = field(default_factory=dict)
    """Words in the headings of columns that somebody named themselves, after those that the system names."""
    refuses: str = ""
    """Why this kind of file cannot be taken at all."""

    def names(self, of: Field) -> Headings:
        """The headings of a field, the best first."""
        return self.columns[of] if of in self.columns else PEOPLE.get(of, ())

    def columns_of(self, of: Field, headings: Sequence[str]) -> tuple[int, ...]:
        """Where these headings, made plain, hold a field: the best first, and of one name each column that has it."""
        named = [at for name in self.names(of) for at, heading in enumerate(headings) if heading == name]
        likely = self.likely.get(of)
        if likely:
            named += [at for at, heading in enumerate(headings) if at not in named and re.search(likely, heading)]
        return tuple(named)

    def is_written_under(self, headings: Sequence[str]) -> bool:
        """Whether these headings, made plain, are those of this kind of file."""
        if self.begins_blank and (not headings or headings[0]):
            return False
        present = set(headings)
        if present.intersection(self.lacks):
            return False
        return all(any(name in present for name in names) for names in self.signature)
