"""Reading what people completed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from network.core.actor import Actor
from network.core.database import db
from network.core.pagination import Page, paginate
from network.core.tenancy import scoped
from network.training.models import Completion, Course, Learner
from network.training.queries.learners import is_within_reach
from network.training.vocabulary import CompletionStatus


@dataclass(frozen=True, slots=True)
class CompletionLine:
    """One completion with its course and its person."""

    id: UUID
    learner_id: UUID
    learner_name: str
    learner_email: str | None
    course_code: str
    course_title: str
    tier: int | None
    session_id: UUID | None
    completed_on: date
    expires_on: date
    status: CompletionStatus


_PERSON = aliased(Learner)
"""The row that stands for whoever completed something."""


def visible_completions(actor: Actor) -> Select[*tuple[Any, ...]]:
    """What people of the actor's own organisation completed, the latest first."""
    return (
        scoped(
            select(
                Completion.id,
                _PERSON.id,
                _PERSON.name,
                _PERSON.email,
                Course.code,
                Course.title,
                Completion.tier,
                Completion.session_id,
                Completion.completed_on,
                Completion.expires_on,
                Completion.status,
            ),
            actor,
            Completion,
            Learner,
            _PERSON,
        )
        .select_from(Completion)
        .join(Learner, Learner.id == Completion.learner_id)
        .join(_PERSON, _PERSON.id == func.coalesce(Learner.same_as_id, Learner.id))
        .join(Course, Course.id == Completion.course_id)
        .where(is_within_reach(actor))
        .order_by(Completion.completed_on.desc(), Completion.id.desc())
    )


def list_completions(actor: Actor, page: int, size: int = 50) -> Page[CompletionLine]:
    """Completions of the actor's organisation. Two queries."""
    return paginate(visible_completions(actor), page, size).map(lambda row: CompletionLine(*row))


def list_completions_of(actor: Actor, learner_id: UUID) -> list[CompletionLine]:
    """Everything that one person completed, the latest first; what two of their rows say of one day, once."""
    rows = visible_completions(actor).where(or_(Learner.id == learner_id, Learner.same_as_id == learner_id))
    lines = [CompletionLine(*row) for row in db.session.execute(rows)]
    said = {(line.course_code, line.completed_on, line.status): line for line in reversed(lines)}
    return [line for line in lines if said[line.course_code, line.completed_on, line.status] is line]
