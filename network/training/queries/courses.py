"""Reading the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select

from network.core.actor import Anyone
from network.core.database import db
from network.core.errors import NotFound
from network.training.models import Course, Tier


def list_tiers() -> Sequence[Tier]:
    """The steps of the network's offer, first to last. Everybody's to read."""
    return db.session.scalars(select(Tier).order_by(Tier.number)).all()


def visible_courses(actor: Anyone) -> Select[Course]:  # noqa: ARG001 - the shape of every `visible_x`
    """The catalogue is everybody's to read."""
    return select(Course)


def list_courses(actor: Anyone, *, is_open: bool | None = None) -> Sequence[Course]:
    """The catalogue by tier and title; only open or closed courses where asked."""
    courses = visible_courses(actor).order_by(Course.tier, Course.title, Course.id)
    if is_open is not None:
        courses = courses.where(Course.is_open == is_open)
    return db.session.scalars(courses).all()


def get_course(actor: Anyone, course_id: UUID) -> Course:
    """One course. Raises NotFound."""
    course = db.session.scalars(visible_courses(actor).where(Course.id == course_id)).first()
    if course is None:
        raise NotFound("We could not find that course.")
    return course


def find_course(actor: Anyone, code: str) -> Course | None:
    """The course with this code, in capitals or not; None where there is none."""
    return db.session.scalars(visible_courses(actor).where(Course.code == code.strip().upper())).first()
