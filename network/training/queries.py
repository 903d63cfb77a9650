"""Every read of training but the coverage: courses, sessions, the people who trained and what they completed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from network.accounts.models import User
from network.core.actor import Actor, Anyone
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import Page, paginate
from network.core.tenancy import scoped
from network.organisations.models import Organisation
from network.training.models import Completion, Course, Learner, LearnerTier, Tier, TrainingSession
from network.training.vocabulary import CompletionStatus


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


def visible_sessions(actor: Actor) -> Select[TrainingSession]:
    """The sessions of the actor's organisation; every partner's for the coordinator."""
    return scoped(select(TrainingSession), actor, TrainingSession)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session as lists show it. `people` is how many it trained; who they were is the organisation's."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    course_code: str
    course_title: str
    tier: int
    held_on: date
    mode: str
    minutes: int
    place: str
    people: int
    logged_at: datetime
    withdrawn_at: datetime | None

    @property
    def hours(self) -> float:
        """Its length in hours."""
        return self.minutes / 60


def _session_lines(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        scoped(
            select(
                TrainingSession.id,
                TrainingSession.organisation_id,
                Organisation.name,
                Course.code,
                Course.title,
                Course.tier,
                TrainingSession.held_on,
                TrainingSession.mode,
                TrainingSession.minutes,
                TrainingSession.place,
                TrainingSession.people,
                TrainingSession.logged_at,
                TrainingSession.withdrawn_at,
            ),
            actor,
            TrainingSession,
        )
        .join(Course, Course.id == TrainingSession.course_id)
        .join(Organisation, Organisation.id == TrainingSession.organisation_id)
        .order_by(TrainingSession.held_on.desc(), TrainingSession.id.desc())
    )


def list_sessions(actor: Actor, page: int, size: int = 50) -> Page[SessionLine]:
    """Sessions that the actor may see, the latest first. Two queries."""
    return paginate(_session_lines(actor), page, size).map(lambda row: SessionLine(*row))


def recent_sessions(actor: Actor, most: int = 5) -> list[SessionLine]:
    """The latest sessions that were not taken back."""
    rows = _session_lines(actor).where(TrainingSession.withdrawn_at.is_(None)).limit(most)
    return [SessionLine(*row) for row in db.session.execute(rows)]


def get_session(actor: Actor, session_id: UUID) -> TrainingSession:
    """One session. Raises NotFound, for another organisation's too."""
    found = db.session.scalars(visible_sessions(actor).where(TrainingSession.id == session_id)).first()
    if found is None:
        raise NotFound("We could not find that session.")
    return found


def get_session_line(actor: Actor, session_id: UUID) -> SessionLine:
    """One session as lists show it. Raises NotFound."""
    row = db.session.execute(_session_lines(actor).where(TrainingSession.id == session_id)).first()
    if row is None:
        raise NotFound("We could not find that session.")
    return SessionLine(*row)


def find_last_session(actor: Actor) -> TrainingSession | None:
    """What this person logged last: its course, place and mode are chosen for them the next time."""
    return db.session.scalars(
        visible_sessions(actor)
        .where(
            TrainingSession.organisation_id == actor.organisation_id,
            TrainingSession.logged_by_id == actor.user_id,
            TrainingSession.withdrawn_at.is_(None),
        )
        .order_by(TrainingSession.id.desc())
        .limit(1)
    ).first()


def find_logger_name(actor: Actor, session_id: UUID) -> str | None:
    """Who logged a session; None where a job did, or they are no longer here."""
    return db.session.scalars(
        scoped(select(User.name), actor, User, TrainingSession)
        .join(TrainingSession, TrainingSession.logged_by_id == User.id)
        .where(TrainingSession.id == session_id)
    ).first()


def visible_learners(actor: Actor) -> Select[Learner]:
    """Who trained in the actor's own organisation: nobody else's to see, not the coordinator's either."""
    return scoped(select(Learner), actor, Learner)


def get_learner(actor: Actor, learner_id: UUID) -> Learner:
    """One person's record. Raises NotFound."""
    learner = db.session.scalars(visible_learners(actor).where(Learner.id == learner_id)).first()
    if learner is None:
        raise NotFound("We could not find that person.")
    return learner


@dataclass(frozen=True, slots=True)
class LearnerLine:
    """A person as lists show them. `tiers` holds the last day of each tier that they completed."""

    id: UUID
    name: str
    email: str | None
    staff_number: str | None
    left_on: date | None
    tiers: dict[int, date]

    @property
    def is_known(self) -> bool:
        """Whether there is anything to know them by the next time they train."""
        return self.email is not None or self.staff_number is not None


_LINE = (Learner.id, Learner.name, Learner.email, Learner.staff_number, Learner.left_on)


def list_learners(actor: Actor, page: int, *, search: str = "", without_email: bool = False) -> Page[LearnerLine]:
    """People by name, 50 a page, with their tiers (P1). Three queries. `search` is part of a name or e-mail."""
    people = scoped(select(*_LINE), actor, Learner).order_by(Learner.name, Learner.id)
    if search:
        people = people.where(
            or_(
                func.lower(Learner.name).contains(search.lower(), autoescape=True),
                Learner.email.contains(search.lower(), autoescape=True),
            )
        )
    if without_email:
        people = people.where(Learner.email.is_(None), Learner.staff_number.is_(None))
    return _with_tiers(actor, paginate(people, page))


def list_roster(actor: Actor, session_id: UUID, page: int) -> Page[LearnerLine]:
    """Who a session trained, by name; empty for an actor of another organisation. Three queries."""
    people = (
        scoped(select(*_LINE), actor, Learner, Completion)
        .join(Completion, Completion.learner_id == Learner.id)
        .where(Completion.session_id == session_id)
        .order_by(Learner.name, Learner.id)
    )
    return _with_tiers(actor, paginate(people, page, 100))


def _with_tiers(actor: Actor, found: Page[Any]) -> Page[LearnerLine]:
    tiers = find_tiers(actor, [row.id for row in found.items])
    return found.map(lambda row: LearnerLine(row[0], row[1], row[2], row[3], row[4], tiers[row[0]]))


def find_tiers(actor: Actor, learner_ids: Iterable[UUID]) -> dict[UUID, dict[int, date]]:
    """The last day of each tier that these people completed."""
    rows = scoped(select(LearnerTier.learner_id, LearnerTier.tier, LearnerTier.expires_on), actor, LearnerTier)
    tiers: dict[UUID, dict[int, date]] = defaultdict(dict)
    for learner_id, tier, expires_on in db.session.execute(rows.where(LearnerTier.learner_id.in_(learner_ids))):
        tiers[learner_id][tier] = expires_on
    return tiers


@dataclass(frozen=True, slots=True)
class CompletionLine:
    """One completion with its course and its person."""

    id: UUID
    learner_id: UUID
    learner_name: str
    learner_email: str | None
    course_code: str
    course_title: str
    tier: int
    session_id: UUID | None
    completed_on: date
    expires_on: date
    status: CompletionStatus


def visible_completions(actor: Actor) -> Select[*tuple[Any, ...]]:
    """What people of the actor's own organisation completed, the latest first."""
    return (
        scoped(
            select(
                Completion.id,
                Completion.learner_id,
                Learner.name,
                Learner.email,
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
        )
        .join(Learner, Learner.id == Completion.learner_id)
        .join(Course, Course.id == Completion.course_id)
        .order_by(Completion.completed_on.desc(), Completion.id.desc())
    )


def list_completions(actor: Actor, page: int, size: int = 50) -> Page[CompletionLine]:
    """Completions of the actor's organisation. Two queries."""
    return paginate(visible_completions(actor), page, size).map(lambda row: CompletionLine(*row))


def list_completions_of(actor: Actor, learner_id: UUID) -> list[CompletionLine]:
    """Everything that one person completed, the latest first."""
    rows = visible_completions(actor).where(Completion.learner_id == learner_id)
    return [CompletionLine(*row) for row in db.session.execute(rows)]


def count_unidentified(actor: Actor, session_id: UUID) -> int:
    """How many people of a session have neither e-mail nor staff number."""
    people = (
        scoped(select(func.count()), actor, Learner, Completion)
        .select_from(Completion)
        .join(Learner, Learner.id == Completion.learner_id)
        .where(Completion.session_id == session_id, Learner.email.is_(None), Learner.staff_number.is_(None))
    )
    return db.session.scalar(people) or 0
