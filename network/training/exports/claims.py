"""What a row of somebody else's file claims, and what has to be asked before it can be believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from network.training.exports.days import DayOrder


class Field(StrEnum):
    """What a column can be."""

    NAME = "name"
    GIVEN_NAME = "given-name"
    FAMILY_NAME = "family-name"
    EMAIL = "email"
    STAFF_NUMBER = "staff-number"
    USERNAME = "username"
    COURSE = "course"
    COURSE_CODE = "course-code"
    COMPLETED_ON = "completed-on"
    STATUS = "status"
    DEPARTMENT = "department"

    @property
    def label(self) -> str:
        """The field as people call it: *Staff number*."""
        return {"email": "E-mail address", "completed-on": "Day of completion"}.get(
            self.value, self.value.replace("-", " ").capitalize()
        )


class Claim(NamedTuple):
    """One row says that one person completed one course, or did not yet, or something that cannot be taken."""

    row: int
    """As a spreadsheet numbers it."""
    name: str = ""
    email: str | None = None
    """In lower case."""
    staff_number: str | None = None
    course: str = ""
    """What the file calls the course: its code where it has one, else its title; empty where it names none."""
    completed_on: date | None = None
    """None where it is not complete."""
    department: str = ""
    problem: str = ""
    """Why the row cannot be taken, and what to do."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the file leaves open. Nothing of it is taken before somebody has answered."""

    about: str
    """One word: *dates*, *day*, *course*, *called*, *person*, *columns*."""
    asks: str
    answers: tuple[str, ...] = ()
    """What can be answered; empty where any day, course or address can be."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person has answered about a file, and what they ask for besides."""

    dates: DayOrder | None = None
    held_on: date | None = None
    """The day for rows that have none of their own."""
    called: str = ""
    """Which course, or activity, of the file is meant."""
    learner: str = ""
    """The e-mail address or staff number of whom the whole file is about."""
    takes_names_alone: bool = False
    columns: Mapping[Field, str] = field(default_factory=dict)
    """Which heading holds what, where the file's own headings do not say."""
