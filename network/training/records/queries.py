"""Reading what people completed, narrowed down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from network.core.actor import Actor
from network.core.pagination import Page, paginate
from network.core.streaming import streamed
from network.core.tenancy import scoped
from network.organisations.models import Department
from network.training.models import Completion, Course, Learner, LearnerTier
from network.training.queries.learners import is_within_reach, rows_like
from network.training.records.filters import SOON, RecordFilters, RecordView
from network.training.vocabulary import CompletionStatus

_PERSON = aliased(Learner)
"""The row that stands for whoever completed something."""


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One completion, with its person and its course."""

    id: UUID
    person_id: UUID
    name: str
    email: str | None
    staff_number: str | None
    department: str | None
    course_code: str
    course_title: str
    tier: int | None
    completed_on: date
    expires_on: date
    status: CompletionStatus


def _lines(actor: Actor) -> Select[*tuple[Any, ...]]:
    department = scoped(select(Department.name), actor, Department).where(Department.id == _PERSON.department_id)
    columns = (
        Completion.id,
        _PERSON.id,
        _PERSON.name,
        _PERSON.email,
        _PERSON.staff_number,
        department.scalar_subquery(),
        Course.code,
        Course.title,
        Completion.tier,
        Completion.completed_on,
        Completion.expires_on,
        Completion.status,
    )
    return (
        scoped(select(*columns), actor, Completion, Learner, _PERSON)
        .select_from(Completion)
        .join(Learner, Learner.id == Completion.learner_id)
        .join(_PERSON, _PERSON.id == func.coalesce(Learner.same_as_id, Learner.id))
        .join(Course, Course.id == Completion.course_id)
        .where(Completion.organisation_id == actor.organisation_id, is_within_reach(actor, _PERSON))
        .order_by(Completion.completed_on.desc(), Completion.id.desc())
    )


def narrowed(actor: Actor, filters: RecordFilters, today: date) -> Select[*tuple[Any, ...]]:
    """The records of the actor's own organisation that are asked for, the latest first; a lead's departments' alone.

    *Not renewed* is of the person and the tier: who completed something later in the same tier is not running out. Of
    a course outside the tiers it is of the course.
    """
    chosen = [
        (filters.course_id, Completion.course_id == filters.course_id),
        (filters.tier, Completion.tier == filters.tier),
        (filters.since, Completion.completed_on >= (filters.since or date.min)),
        (filters.until, Completion.completed_on <= (filters.until or date.max)),
        (filters.search, _PERSON.id.in_(rows_like(actor, filters.search))),
        (filters.cut, _PERSON.department_id == (filters.cut.id if filters.cut else None)),
    ]
    asked = [clause for is_asked, clause in chosen if is_asked]
    return _lines(actor).where(_is_of(actor, filters.view, today), *asked)


def _is_of(actor: Actor, view: RecordView, today: date) -> ColumnElement[bool]:
    if view is RecordView.WITHDRAWN:
        return Completion.status == CompletionStatus.WITHDRAWN
    standing = scoped(select(LearnerTier.expires_on), actor, LearnerTier).where(
        LearnerTier.learner_id == _PERSON.id, LearnerTier.tier == Completion.tier
    )
    # Outside the tiers nobody stands anywhere: there the same course renews it.
    again, row = aliased(Completion), aliased(Learner)
    retaken = (
        scoped(select(func.max(again.expires_on)), actor, again, row)
        .join(row, row.id == again.learner_id)
        .where(
            again.organisation_id == actor.organisation_id,
            again.course_id == Completion.course_id,
            again.status == CompletionStatus.CONFIRMED,
            or_(row.id == _PERSON.id, row.same_as_id == _PERSON.id),
        )
    )
    stands_until = func.coalesce(standing.scalar_subquery(), retaken.scalar_subquery())
    ours: dict[RecordView, list[ColumnElement[bool]]] = {
        RecordView.CURRENT: [Completion.expires_on >= today],
        RecordView.LAPSING: [
            Completion.expires_on.between(today, today + SOON),
            stands_until == Completion.expires_on,
            _PERSON.left_on.is_(None),
        ],
        RecordView.LAPSED: [Completion.expires_on < today, stands_until < today, _PERSON.left_on.is_(None)],
    }
    return and_(Completion.status == CompletionStatus.CONFIRMED, *ours.get(view, []))


def list_records(actor: Actor, filters: RecordFilters, today: date, page: int, size: int = 50) -> Page[RecordLine]:
    """One page of the records asked for. Two queries."""
    return paginate(narrowed(actor, filters, today), page, size).map(lambda row: RecordLine(*row))


def stream_records(actor: Actor, filters: RecordFilters, today: date) -> Iterator[RecordLine]:
    """All of the records asked for, one after the other as they are read: the same rows as the page's. One query."""
    return (RecordLine(*row) for row in streamed(actor, narrowed(actor, filters, today)))
