"""Reading the offer: tiers, courses, and what was decided about courses outside the tiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, select

from network.accounts.models import User
from network.core.actor import Anyone
from network.core.database import db
from network.core.errors import NotFound
from network.core.tenancy import scoped
from network.organisations.vocabulary import WorkforceLevel
from network.training.models import Course, CourseEquivalence, OfferSetting, Tier


def list_tiers() -> Sequence[Tier]:
    """The steps of the network's offer, first to last. Everybody's to read."""
    return db.session.scalars(select(Tier).order_by(Tier.number)).all()


def get_tier(number: int) -> Tier:
    """One tier. Raises NotFound."""
    tier = db.session.get(Tier, number)
    if tier is None:
        raise NotFound("We could not find that tier.")
    return tier


@dataclass(frozen=True, slots=True)
class Counting:
    """How tiers are counted. `version` is 1 also where nobody has chosen yet: as it is kept, it begins with that."""

    is_cumulative: bool = False
    version: int = 1
    is_under_way: bool = False
    """Whether some people are still counted the other way."""


def get_counting() -> Counting:
    """How the network counts its tiers: each by itself, until the coordinator chooses otherwise."""
    setting = db.session.scalars(select(OfferSetting)).first()
    return Counting() if setting is None else Counting(setting.is_cumulative, setting.version, setting.is_under_way)


def visible_courses(actor: Anyone) -> Select[Course]:  # noqa: ARG001 - the shape of every `visible_x`
    """The catalogue is everybody's to read."""
    return select(Course)


def list_courses(actor: Anyone, *, is_open: bool | None = None) -> Sequence[Course]:
    """The catalogue by tier and title, courses outside the tiers last; only open or closed courses where asked."""
    courses = visible_courses(actor).order_by(Course.tier.is_(None), Course.tier, Course.title, Course.id)
    if is_open is not None:
        courses = courses.where(Course.is_open == is_open)
    return db.session.scalars(courses).all()


def get_course(actor: Anyone, course_id: UUID) -> Course:  # noqa: ARG001 - the catalogue is everybody's to read
    """One course; no query where this transaction has read it already. Raises NotFound."""
    course = db.session.get(Course, course_id)
    if course is None:
        raise NotFound("We could not find that course.")
    return course


def list_titles_before(prerequisites: Sequence[str]) -> Sequence[str]:
    """The titles of the courses that come before one, in the order of the catalogue. One query; none where none do."""
    if not prerequisites:
        return []
    before = select(Course.title).where(Course.id.in_([UUID(each) for each in prerequisites]))
    return db.session.scalars(before.order_by(Course.tier.is_(None), Course.tier, Course.title, Course.id)).all()


def find_course(actor: Anyone, code: str) -> Course | None:
    """The course with this code, in capitals or not; None where there is none."""
    return db.session.scalars(visible_courses(actor).where(Course.code == code.strip().upper())).first()


def level_of(course: Course, tiers: Sequence[Tier]) -> WorkforceLevel | None:
    """Whom a course is for: as it says itself, else as its tier does (TR-6)."""
    return course.level or next((tier.level for tier in tiers if tier.number == course.tier), None)


def list_decisions(course_id: UUID | None = None) -> dict[UUID, list[CourseEquivalence]]:
    """What was decided about each course, or about this one, in the order in which it was. One query."""
    rows = select(CourseEquivalence).order_by(CourseEquivalence.decided_at, CourseEquivalence.id)
    if course_id is not None:
        rows = rows.where(CourseEquivalence.course_id == course_id)
    found: dict[UUID, list[CourseEquivalence]] = defaultdict(list)
    for decision in db.session.scalars(rows):
        found[decision.course_id].append(decision)
    return found


def get_decision(course_id: UUID, decision_id: UUID) -> CourseEquivalence:
    """One decision about a course. Raises NotFound."""
    decision = db.session.get(CourseEquivalence, decision_id)
    if decision is None or decision.course_id != course_id:
        raise NotFound("We could not find that decision.")
    return decision


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision as the coordinator reads it: names are None where nobody knows them any more."""

    id: UUID
    course_id: UUID
    tier: int
    from_on: date
    ended_on: date | None
    reason: str
    decided_at: datetime
    decided_by: str | None
    ended_by: str | None


def list_decision_lines(actor: Anyone, course_id: UUID) -> list[DecisionLine]:
    """What was decided about a course, by whom, when and why; the first decision first. Two queries."""
    decisions = list_decisions(course_id).get(course_id, [])
    people = {each for row in decisions for each in (row.decided_by_id, row.ended_by_id) if each is not None}
    names = {}
    if people:
        named = scoped(select(User.id, User.name), actor, User).where(User.id.in_(people))
        names = {row.id: row.name for row in db.session.execute(named)}
    return [
        DecisionLine(
            row.id,
            row.course_id,
            row.tier,
            row.from_on,
            row.ended_on,
            row.reason,
            row.decided_at,
            names.get(row.decided_by_id),
            names.get(row.ended_by_id),
        )
        for row in decisions
    ]
