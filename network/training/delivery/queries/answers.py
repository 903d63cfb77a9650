"""Reading what people say of sessions: nothing below five answers, and never whose they are.

Those who hold a session read of it. The coordinator reads by course, of every partner together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from network.core import crypto
from network.core.actor import Actor
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import Page, paginate
from network.core.tenancy import scoped
from network.training.delivery.feedback import ENOUGH, Said, Summary, summed_up
from network.training.delivery.models import ScheduledSession, SessionAnswer
from network.training.delivery.vocabulary import Occasion
from network.training.models import Course


def visible_answers(actor: Actor) -> Select[SessionAnswer]:
    """The answers about sessions of the actor's organisation; every partner's for the coordinator."""
    return scoped(select(SessionAnswer), actor, SessionAnswer)


def summaries_of(actor: Actor, session: ScheduledSession) -> dict[Occasion, Summary | None]:
    """What people say of a session, for those who hold it; None where fewer than five answered. Two queries."""
    rows = db.session.scalars(visible_answers(actor).where(SessionAnswer.session_id == session.id)).all()
    found = {}
    for occasion in Occasion:
        answers = [row for row in rows if row.occasion is occasion]
        words = _words_of(answers) if len(answers) >= ENOUGH else {}
        found[occasion] = summed_up([_said(row) for row in answers], words.values())
    return found


def _said(row: SessionAnswer) -> Said:
    return Said(row.clear, row.safe, row.useful, row.change)


def _words_of(rows: Sequence[SessionAnswer]) -> dict[UUID, str]:
    sealed = {row.words_place(): row.words_sealed for row in rows if row.words_sealed is not None}
    opened = crypto.unseal_all(sealed)
    return {row.id: opened[row.words_place()] for row in rows if row.words_sealed is not None}


@dataclass(frozen=True, slots=True)
class CourseAnswers:
    """What people of every partner say of one course on one occasion."""

    course_id: UUID
    course_code: str
    course_title: str
    occasion: Occasion
    summary: Summary


def list_by_course(actor: Actor) -> list[CourseAnswers]:
    """Figures and themes by course, those with five answers or more. One query; words are not read."""
    columns: list[Any] = [
        Course.id,
        Course.code,
        Course.title,
        SessionAnswer.occasion,
        SessionAnswer.clear,
        SessionAnswer.safe,
        SessionAnswer.useful,
        SessionAnswer.change,
        SessionAnswer.themes,
    ]
    rows = (
        scoped(select(*columns), actor, SessionAnswer)
        .select_from(SessionAnswer)
        .join(Course, Course.id == SessionAnswer.course_id)
        .order_by(Course.title, Course.id, SessionAnswer.occasion)
    )
    grouped: dict[tuple[UUID, str, str, Occasion], list[Any]] = defaultdict(list)
    for row in db.session.execute(rows):
        grouped[tuple(row[:4])].append(row)
    summed = {
        key: summed_up([Said(*row[4:8]) for row in answers], themes=[row[8] for row in answers])
        for key, answers in grouped.items()
    }
    return [CourseAnswers(*key, summary) for key, summary in summed.items() if summary is not None]


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody wrote, and what it is about."""

    answer: SessionAnswer
    words: str


def list_lines(actor: Actor, course_id: UUID, occasion: Occasion, number: int = 1) -> Page[Line]:
    """What people of every partner wrote about a course, in no order of time. Raises NotFound below five answers."""
    answers = visible_answers(actor).where(SessionAnswer.course_id == course_id, SessionAnswer.occasion == occasion)
    if _count(answers) < ENOUGH:
        raise NotFound("Fewer than five people have answered about that.")
    page = paginate(answers.where(SessionAnswer.words_sealed.is_not(None)).order_by(SessionAnswer.id), number)
    words = _words_of(page.items)
    return page.map(lambda row: Line(row, words[row.id]))


def get_line(actor: Actor, answer_id: UUID) -> Line:
    """What somebody wrote. Raises NotFound, also while fewer than five have answered about the course."""
    row = db.session.scalars(
        visible_answers(actor).where(SessionAnswer.id == answer_id, SessionAnswer.words_sealed.is_not(None))
    ).first()
    if row is not None:
        alike = visible_answers(actor).where(
            SessionAnswer.course_id == row.course_id, SessionAnswer.occasion == row.occasion
        )
        if _count(alike) >= ENOUGH:
            return Line(row, _words_of([row])[row.id])
    raise NotFound("We could not find that.")


def _count(answers: Select[SessionAnswer]) -> int:
    return db.session.scalar(select(func.count()).select_from(answers.order_by(None).subquery())) or 0
