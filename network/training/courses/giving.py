"""What there is to give: the open courses, with who may give each (TR-1) and what it speaks of."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select

from network.core.actor import Anyone
from network.core.database import db
from network.core.permissions import Role
from network.training.courses.queries import list_courses
from network.training.models import Course
from network.training.vocabulary import Deliverer, Mode, Topic

_DELIVERERS: Final = {Role.CHAMPION: Deliverer.CHAMPION, Role.FACILITATOR: Deliverer.FACILITATOR}


def deliverers_in(roles: Iterable[Role]) -> frozenset[Deliverer]:
    """Which kinds of those who give courses somebody with these roles is."""
    return frozenset(_DELIVERERS[role] for role in roles if role in _DELIVERERS)


@dataclass(frozen=True, slots=True)
class CourseToGive:
    """An open course."""

    id: UUID
    code: str
    title: str
    tier: int | None
    topics: frozenset[Topic]
    deliverers: frozenset[Deliverer]
    modes: tuple[Mode, ...]


def list_courses_to_give(actor: Anyone) -> list[CourseToGive]:
    """The open courses by tier and title. One query."""
    return [
        CourseToGive(
            course.id,
            course.code,
            course.title,
            course.tier,
            frozenset(Topic(topic) for topic in course.topics),
            frozenset(Deliverer(each) for each in course.deliverers),
            tuple(Mode(mode) for mode in course.modes),
        )
        for course in list_courses(actor, is_open=True)
    ]


def titles_of(course_ids: Collection[UUID]) -> dict[UUID, str]:
    """The titles of these courses, open or closed. One query."""
    rows = select(Course.id, Course.title).where(Course.id.in_(course_ids))
    return {row.id: row.title for row in db.session.execute(rows)}
