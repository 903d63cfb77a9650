"""What is known about a file besides what it says: answered now, or remembered from the last one like it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from sqlalchemy import select

from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import RuleBroken
from network.core.tenancy import scoped
from network.training import queries
from network.training.exports import Choices, Recognised, recognise
from network.training.exports.claims import Field
from network.training.exports.headings import plain_all
from network.training.exports.reading import Source
from network.training.imports.courses import Meaning, called_in_file, catalogue_by_name
from network.training.models.imports import CourseName, FileHabit, TrainingImport

NOTHING_CHOSEN: Final = Choices()


@dataclass(frozen=True, slots=True)
class Answers:
    """Which course a file is about, where somebody said so, and what else they chose."""

    course_id: UUID | None = None
    choices: Choices = NOTHING_CHOSEN


def columns_said(said: Iterable[str]) -> dict[Field, str]:
    """Which heading holds what, from texts like *email=Mailbox*. Raises RuleBroken on `columns`."""
    columns = {}
    for each in said:
        field, equals, heading = each.partition("=")
        if not equals or field not in set(Field):
            fields = ", ".join(each.value for each in Field)
            raise RuleBroken("columns", f"Write FIELD=HEADING, like email=Mailbox. The fields are {fields}.")
        columns[Field(field)] = heading
    return columns


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a file found, with all that is known about it."""

    recognised: Recognised
    meaning: Meaning
    answers: Answers


def look_at(actor: Anyone, organisation_id: UUID, source: Source, answers: Answers) -> Look:
    """What a file is, and what its words for courses mean. Raises TableUnreadable, and NotFound for a course."""
    given = queries.get_course(actor, answers.course_id) if answers.course_id is not None else None
    recognised = recognise(source, answers.choices, course_is_given=given is not None)
    habit = _find_habit(actor, organisation_id, recognised.layout.headings) if recognised.questions else None
    if habit is not None and habit.columns and not answers.choices.columns:
        answers = replace(answers, choices=replace(answers.choices, columns=_columns_of(habit)))
        recognised = recognise(source, answers.choices, course_is_given=given is not None)
    if habit is not None and recognised.asks("dates") and answers.choices.dates is None:
        answers = replace(answers, choices=replace(answers.choices, dates=habit.dates))
        recognised = recognise(source, answers.choices, course_is_given=given is not None)
    catalogue = catalogue_by_name(actor, organisation_id)
    if given is not None and not answers.choices.called:
        called = called_in_file(given, recognised.courses, catalogue)
        if called is not None:
            answers = replace(answers, choices=replace(answers.choices, called=called))
            recognised = replace(recognised, questions=tuple(q for q in recognised.questions if q.about != "called"))
    return Look(recognised, Meaning(given, answers.choices.called, recognised.courses, catalogue), answers)


def _columns_of(habit: FileHabit) -> dict[Field, str]:
    return {Field(each): heading for each, heading in habit.columns.items()}


def _digest(headings: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(plain_all(headings)).encode("utf-8", "surrogatepass")).hexdigest()


def _find_habit(actor: Anyone, organisation_id: UUID, headings: Sequence[str]) -> FileHabit | None:
    habits = scoped(select(FileHabit), actor, FileHabit).where(
        FileHabit.organisation_id == organisation_id, FileHabit.headings == _digest(headings)
    )
    return db.session.scalars(habits).first()


def remember(actor: Anyone, organisation_id: UUID, look: Look, clock: Clock) -> None:
    """Keeps which column is which, and the order of days, for the next file with these headings."""
    choices = look.answers.choices
    if not choices.columns and choices.dates is None:
        return
    headings = look.recognised.layout.headings
    habit = _find_habit(actor, organisation_id, headings)
    if habit is None:
        habit = FileHabit(organisation_id=organisation_id, headings=_digest(headings))
        db.session.add(habit)
    habit.columns = {each.value: heading for each, heading in choices.columns.items()}
    habit.dates, habit.answered_at = choices.dates, clock.now()


def remember_course(actor: Anyone, organisation_id: UUID, name: str, course_id: UUID | None) -> None:
    """Keeps which course an organisation's systems mean by a name; with None, that it is none of the network's."""
    names = scoped(select(CourseName), actor, CourseName).where(
        CourseName.organisation_id == organisation_id, CourseName.name == name
    )
    kept = db.session.scalars(names).first()
    if kept is None:
        kept = CourseName(organisation_id=organisation_id, name=name)
        db.session.add(kept)
    kept.course_id = course_id


def write_answers(kept: TrainingImport, look: Look) -> None:
    """Notes on a file what it is, and what is known about it."""
    choices = look.answers.choices
    kept.system, kept.label = look.recognised.system, look.recognised.label
    kept.course_id = look.answers.course_id
    kept.dates, kept.held_on, kept.called = choices.dates, choices.held_on, choices.called
    kept.learner, kept.takes_names_alone = choices.learner, choices.takes_names_alone
    kept.columns = {each.value: heading for each, heading in choices.columns.items()}


def answers_of(kept: TrainingImport) -> Answers:
    """What is known about a file that was sent."""
    return Answers(
        kept.course_id,
        Choices(
            dates=kept.dates,
            held_on=kept.held_on,
            called=kept.called,
            learner=kept.learner,
            takes_names_alone=kept.takes_names_alone,
            columns={Field(each): heading for each, heading in kept.columns.items()},
        ),
    )
