"""Reading sessions to come.

People see those of their own organisation and those that are open to all; the coordinator sees every one. What is
shown of another organisation's session is `Coming`, which holds neither its joining link nor its booking link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, true

from network.accounts.models import Membership, User
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import NotAllowed, NotFound
from network.core.pagination import PAGE_SIZE, Page, paginate
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.organisations.models import Organisation
from network.training.delivery.links import LinkUnusable, Purpose, hash_of
from network.training.delivery.models import ScheduledSession, SessionFacilitator, SessionPart
from network.training.delivery.permissions import TRAINERS, DeliveryPermission
from network.training.delivery.rules import Span
from network.training.delivery.vocabulary import SessionState
from network.training.models import Course
from network.training.vocabulary import Mode

_OPEN: Final = "sessions to come that are open to all partners"
_MISSING: Final = "We could not find that session."


@dataclass(frozen=True, slots=True)
class Coming:
    """A session to come as whoever may book it sees it."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    course_id: UUID
    course_code: str
    course_title: str
    tier: int | None
    prerequisites: Sequence[str]
    starts_at: datetime
    ends_at: datetime
    mode: Mode
    place: str
    capacity: int | None
    places_taken: int
    is_open_to_all: bool
    books_until: date | None
    content_note: str | None
    breaks: str
    camera_may_be_off: bool
    may_leave_any_time: bool
    state: SessionState
    because: str
    recorded_at: datetime | None
    version: int

    @property
    def places_left(self) -> int | None:
        """How many can still book; None where there is no limit."""
        return None if self.capacity is None else self.capacity - self.places_taken


_BEFORE_SESSION: Final = 8
"""Fields of `Coming` that stand before those of the session itself."""
_OF_SESSION: Final = [field.name for field in fields(Coming)][_BEFORE_SESSION:]


def _lines(system: SystemActor) -> Select[*tuple[Any, ...]]:
    columns: list[Any] = [
        ScheduledSession.id,
        ScheduledSession.organisation_id,
        Organisation.name,
        Course.id,
        Course.code,
        Course.title,
        Course.tier,
        Course.prerequisites,
        *(getattr(ScheduledSession, name) for name in _OF_SESSION),
    ]
    return (
        scoped(select(*columns), system, ScheduledSession)
        .select_from(ScheduledSession)
        .join(Course, Course.id == ScheduledSession.course_id)
        .join(Organisation, Organisation.id == ScheduledSession.organisation_id)
    )


def _is_within_reach(actor: Actor) -> ColumnElement[bool]:
    if actor.is_network_wide:
        return true()
    return or_(ScheduledSession.organisation_id == actor.organisation_id, ScheduledSession.is_open_to_all)


def visible_sessions(actor: Actor) -> Select[ScheduledSession]:
    """The sessions of the actor's own organisation, whole: for those who hold them. Every one for the coordinator."""
    return scoped(select(ScheduledSession), actor, ScheduledSession)


def list_coming(actor: Actor, now: datetime, number: int = 1, size: int = PAGE_SIZE) -> Page[Coming]:
    """What is not over yet and the actor may book, the soonest first, cancelled ones among them. Two queries."""
    with system_scope(db.session(), _OPEN) as system:
        rows = _lines(system).where(_is_within_reach(actor), ScheduledSession.ends_at > now)
        ordered = rows.order_by(ScheduledSession.starts_at, ScheduledSession.id)
        return paginate(ordered, number, size).map(lambda row: Coming(*row))


def list_held(actor: Actor, now: datetime, number: int = 1, size: int = PAGE_SIZE) -> Page[Coming]:
    """The sessions of the actor's organisation that are over, the latest first. Two queries."""
    with system_scope(db.session(), "sessions that were held") as system:
        rows = _lines(system).where(
            ScheduledSession.organisation_id == actor.organisation_id, ScheduledSession.ends_at <= now
        )
        ordered = rows.order_by(ScheduledSession.starts_at.desc(), ScheduledSession.id)
        return paginate(ordered, number, size).map(lambda row: Coming(*row))


def get_coming(actor: Actor, session_id: UUID) -> Coming:
    """One session that the actor may book, or could have. Raises NotFound."""
    with system_scope(db.session(), _OPEN) as system:
        row = db.session.execute(
            _lines(system).where(_is_within_reach(actor), ScheduledSession.id == session_id)
        ).first()
    if row is None:
        raise NotFound(_MISSING)
    return Coming(*row)


def find_line(system: SystemActor, session_id: UUID) -> Coming:
    """One session, for whoever has a link to it. Raises LinkUnusable."""
    row = db.session.execute(_lines(system).where(ScheduledSession.id == session_id)).first()
    if row is None:
        raise LinkUnusable
    return Coming(*row)


def find_by_link(system: SystemActor, token: str) -> Coming:
    """The session that this link books. Raises LinkUnusable."""
    rows = _lines(system).where(ScheduledSession.link_hash == hash_of(Purpose.BOOK, token))
    row = db.session.execute(rows).first()
    if row is None:
        raise LinkUnusable
    return Coming(*row)


def lock_session(system: SystemActor, session_id: UUID) -> ScheduledSession:
    """The session as it stands now, kept from every other writer until this transaction ends. Raises NotFound."""
    locked = scoped(select(ScheduledSession), system, ScheduledSession).where(ScheduledSession.id == session_id)
    found = db.session.scalars(locked.with_for_update().execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound(_MISSING)
    return found


def find_session(system: SystemActor, session_id: UUID) -> ScheduledSession:
    """The session of a place that somebody has a link to. Raises NotFound."""
    found = db.session.scalars(
        scoped(select(ScheduledSession), system, ScheduledSession).where(ScheduledSession.id == session_id)
    ).first()
    if found is None:
        raise NotFound(_MISSING)
    return found


def list_to_come_of(system: SystemActor, organisation_id: UUID, now: datetime) -> Sequence[ScheduledSession]:
    """The sessions that an organisation is to hold and that have not begun, locked in one order."""
    rows = (
        scoped(select(ScheduledSession), system, ScheduledSession)
        .where(
            ScheduledSession.organisation_id == organisation_id,
            ScheduledSession.state == SessionState.PLANNED,
            ScheduledSession.starts_at > now,
        )
        .order_by(ScheduledSession.id)
        .with_for_update()
    )
    return db.session.scalars(rows).all()


def joining_link_of(session_id: UUID) -> str:
    """How to join; whoever asks has seen that its reader has a place, or holds the session."""
    with system_scope(db.session(), "how to join a session, for somebody with a place") as system:
        return find_session(system, session_id).joining_link


def sessions_to_run(actor: Actor) -> Select[ScheduledSession]:
    """The sessions that the actor holds, or that their organisation does and they lead it.

    Those who share a session may each do everything with it.
    """
    own = visible_sessions(actor).where(ScheduledSession.organisation_id == actor.organisation_id)
    if Role.ORGANISATION_LEAD in actor.roles:
        return own
    held = scoped(select(SessionFacilitator.user_id), actor, SessionFacilitator).where(
        SessionFacilitator.session_id == ScheduledSession.id, SessionFacilitator.user_id == actor.user_id
    )
    return own.where(held.correlate(ScheduledSession).exists())


def list_to_run_ids(actor: Actor, session_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Which of these sessions the actor may do everything with. One query."""
    rows = sessions_to_run(actor).where(ScheduledSession.id.in_(session_ids))
    return frozenset(db.session.scalars(rows.with_only_columns(ScheduledSession.id)))


def find_to_run(actor: Actor, session_id: UUID) -> ScheduledSession | None:
    """A session for somebody who may do everything with it; None for anybody else. One query."""
    if not actor.can(DeliveryPermission.RUN):
        return None
    return db.session.scalars(sessions_to_run(actor).where(ScheduledSession.id == session_id)).first()


def get_to_run(actor: Actor, session_id: UUID, *, lock: bool = False) -> ScheduledSession:
    """A session that the actor may do everything with. Raises NotFound, and NotAllowed for a colleague's."""
    rows = sessions_to_run(actor).where(ScheduledSession.id == session_id)
    if lock:
        rows = rows.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(rows).first()
    if found is not None:
        return found
    colleagues = visible_sessions(actor).where(
        ScheduledSession.id == session_id, ScheduledSession.organisation_id == actor.organisation_id
    )
    if db.session.scalars(colleagues).first() is None:
        raise NotFound(_MISSING)
    raise NotAllowed("This session is changed by those who hold it, and by your organisation’s leads.")


def parts_of(session_ids: Iterable[UUID]) -> dict[UUID, tuple[Span, ...]]:
    """The days of these sessions, in the order of time. One query; whoever asks has seen that they may."""
    found: dict[UUID, list[Span]] = defaultdict(list)
    with system_scope(db.session(), "the days of sessions that somebody may see") as system:
        rows = scoped(select(SessionPart), system, SessionPart).where(SessionPart.session_id.in_(list(session_ids)))
        for part in db.session.scalars(rows.order_by(SessionPart.session_id, SessionPart.number)):
            found[part.session_id].append(Span(part.starts_at, part.ends_at))
    return {key: tuple(parts) for key, parts in found.items()}


def list_facilitators(session_id: UUID) -> Sequence[tuple[UUID, str]]:
    """Who holds a session, by name. One query; whoever asks has seen that they may."""
    with system_scope(db.session(), "who holds a session that somebody may see") as system:
        rows = (
            scoped(select(User.id, User.name), system, User, SessionFacilitator)
            .join(SessionFacilitator, SessionFacilitator.user_id == User.id)
            .where(SessionFacilitator.session_id == session_id)
            .order_by(User.name, User.id)
        )
        return [(row.id, row.name) for row in db.session.execute(rows)]


def list_trainers(actor: Actor, clock: Clock) -> Sequence[tuple[UUID, str]]:
    """Who can hold a session of the actor's organisation: whoever has a trainer's role there today, by name."""
    holders = scoped(select(Membership.user_id), actor, Membership).where(
        Membership.organisation_id == actor.organisation_id,
        Membership.role.in_(TRAINERS),
        ~Membership.is_private,
        Membership.held_on(clock.today()),
    )
    people = scoped(select(User.id, User.name), actor, User).where(User.active, User.id.in_(holders))
    return [(row.id, row.name) for row in db.session.execute(people.order_by(User.name, User.id))]
