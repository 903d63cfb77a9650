"""Reading sessions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from network.accounts.models import User
from network.core.actor import Actor
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import Page, paginate
from network.core.streaming import streamed
from network.core.tenancy import scoped
from network.organisations.models import Organisation
from network.training.models import Course, TrainingSession
from network.training.vocabulary import Deliverer


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
    tier: int | None
    held_on: date
    mode: str
    minutes: int
    place: str
    people: int
    logged_at: datetime
    withdrawn_at: datetime | None
    given_by: Deliverer | None

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
                TrainingSession.given_by,
            ),
            actor,
            TrainingSession,
        )
        .select_from(TrainingSession)
        .join(Course, Course.id == TrainingSession.course_id)
        .join(Organisation, Organisation.id == TrainingSession.organisation_id)
        .order_by(TrainingSession.held_on.desc(), TrainingSession.id.desc())
    )


def list_sessions(actor: Actor, page: int, size: int = 50) -> Page[SessionLine]:
    """Sessions that the actor may see, the latest first. Two queries."""
    counted = scoped(select(TrainingSession.id), actor, TrainingSession)
    return paginate(_session_lines(actor), page, size, counted=counted).map(lambda row: SessionLine(*row))


def stream_sessions(actor: Actor) -> Iterator[SessionLine]:
    """The sessions of `list_sessions`, all of them, as they are read. One query."""
    return (SessionLine(*row) for row in streamed(actor, _session_lines(actor)))


def recent_sessions(actor: Actor, most: int = 5) -> list[SessionLine]:
    """The latest sessions that were not taken back."""
    rows = _session_lines(actor).where(TrainingSession.withdrawn_at.is_(None)).limit(most)
    return [SessionLine(*row) for row in db.session.execute(rows)]


def get_session(actor: Actor, session_id: UUID, *, lock: bool = False) -> TrainingSession:
    """One session. Raises NotFound, for another organisation's too."""
    rows = visible_sessions(actor).where(TrainingSession.id == session_id)
    if lock:
        rows = rows.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(rows).first()
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
