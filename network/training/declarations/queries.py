"""Every read of declarations: an organisation's own, and those of whoever has an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import undefer

from network.accounts.models import User
from network.core.actor import Anyone, SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import NotFound
from network.core.files.checked import CheckedFile
from network.core.pagination import Page, paginate
from network.core.tenancy import scoped
from network.organisations.models import Organisation
from network.training.declarations import rules
from network.training.declarations.vocabulary import DeclarationState
from network.training.models import Course, Declaration

NOT_FOUND: Final = "We could not find that declaration."


def visible_declarations(actor: Anyone) -> Select[Declaration]:
    """What people declared to the actor's organisation."""
    return scoped(select(Declaration), actor, Declaration)


@dataclass(frozen=True, slots=True)
class DeclarationLine:
    """A declaration as lists and its own page show it."""

    id: UUID
    name: str
    email: str
    course_id: UUID
    course_title: str
    completed_on: date
    state: DeclarationState
    declared_at: datetime
    has_certificate: bool
    filename: str
    answered_at: datetime | None
    answered_by: str | None
    why: str


def _lines(actor: Anyone) -> Select[*tuple[Any, ...]]:
    name = scoped(select(User.name), actor, User).where(User.id == Declaration.answered_by_id).scalar_subquery()
    columns = (
        Declaration.id,
        Declaration.name,
        Declaration.email,
        Course.id,
        Course.title,
        Declaration.completed_on,
        Declaration.state,
        Declaration.declared_at,
        Declaration.file_kind.is_not(None),
        Declaration.filename,
        Declaration.answered_at,
        name,
        Declaration.why,
    )
    joined = scoped(select(*columns), actor, Declaration).select_from(Declaration)
    return joined.join(Course, Course.id == Declaration.course_id)


def list_declarations(
    actor: Anyone, state: DeclarationState | None, page: int, size: int = 50
) -> Page[DeclarationLine]:
    """What people declared to the actor's organisation: of those that wait the oldest first, else the latest first.

    Two queries.
    """
    rows = _lines(actor)
    if state is not None:
        rows = rows.where(Declaration.state == state)
    if state is DeclarationState.WAITING:
        rows = rows.order_by(Declaration.declared_at, Declaration.id)
    else:
        rows = rows.order_by(Declaration.declared_at.desc(), Declaration.id.desc())
    return paginate(rows, page, size).map(lambda row: DeclarationLine(*row))


def get_line(actor: Anyone, declaration_id: UUID) -> DeclarationLine:
    """One declaration to the actor's organisation. Raises NotFound."""
    found = db.session.execute(_lines(actor).where(Declaration.id == declaration_id)).first()
    if found is None:
        raise NotFound(NOT_FOUND)
    return DeclarationLine(*found)


def get_declaration(actor: Anyone, declaration_id: UUID) -> Declaration:
    """The row, locked: of two who answer at once, one is second. Raises NotFound."""
    rows = visible_declarations(actor).where(Declaration.id == declaration_id).with_for_update()
    found = db.session.scalars(rows).first()
    if found is None:
        raise NotFound(NOT_FOUND)
    return found


def get_certificate(actor: Anyone, declaration_id: UUID) -> tuple[CheckedFile, str]:
    """The certificate of a declaration, and what it is called. Raises NotFound, also where it was removed."""
    rows = visible_declarations(actor).where(Declaration.id == declaration_id)
    found = db.session.scalars(rows.options(undefer(Declaration.content))).first()
    if found is None or found.content is None or found.file_kind is None:
        raise NotFound(NOT_FOUND)
    extension = found.filename.rpartition(".")[2]
    return CheckedFile(found.file_kind, found.media_type, extension, found.content), found.filename


def count_waiting(actor: Anyone) -> int:
    """How many declarations nobody of the actor's organisation has looked at yet."""
    rows = scoped(select(func.count()).select_from(Declaration), actor, Declaration)
    return db.session.scalar(rows.where(Declaration.state == DeclarationState.WAITING)) or 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many declarations wait in an organisation, and when the last of them came."""

    people: int
    last_at: datetime


def list_waiting(system: SystemActor) -> dict[UUID, Waiting]:
    """What waits, by organisation. One query."""
    columns = (Declaration.organisation_id, func.count(), func.max(Declaration.declared_at))
    rows = scoped(select(*columns), system, Declaration).where(Declaration.state == DeclarationState.WAITING)
    return {row[0]: Waiting(row[1], row[2]) for row in db.session.execute(rows.group_by(Declaration.organisation_id))}


@dataclass(frozen=True, slots=True)
class OwnDeclaration:
    """A declaration as its person sees it."""

    id: UUID
    organisation: str
    course_title: str
    completed_on: date
    state: DeclarationState
    declared_at: datetime
    why: str


def list_own(system: SystemActor, email: str) -> list[OwnDeclaration]:
    """What somebody declared by this verified address, wherever: all but what was confirmed and stands as a record."""
    columns = (
        Declaration.id,
        Organisation.name,
        Course.title,
        Declaration.completed_on,
        Declaration.state,
        Declaration.declared_at,
        Declaration.why,
    )
    rows = (
        scoped(select(*columns), system, Declaration)
        .select_from(Declaration)
        .join(Course, Course.id == Declaration.course_id)
        .join(Organisation, Organisation.id == Declaration.organisation_id)
        .where(Declaration.email == email, Declaration.state != DeclarationState.CONFIRMED)
        .order_by(Declaration.declared_at.desc(), Declaration.id.desc())
    )
    return [OwnDeclaration(*row) for row in db.session.execute(rows)]


def get_own(system: SystemActor, email: str, declaration_id: UUID) -> Declaration:
    """Somebody's own that nobody has confirmed, locked. Raises NotFound."""
    declaration = get_declaration(system, declaration_id)
    if declaration.email != email or declaration.state is DeclarationState.CONFIRMED:
        raise NotFound(NOT_FOUND)
    return declaration


def find_waiting(actor: Anyone, organisation_id: UUID, email: str, course_id: UUID) -> Declaration | None:
    """The one that waits of this person, of this course, in this organisation; locked."""
    rows = visible_declarations(actor).where(
        Declaration.organisation_id == organisation_id,
        Declaration.email == email,
        Declaration.course_id == course_id,
        Declaration.state == DeclarationState.WAITING,
    )
    return db.session.scalars(rows.with_for_update()).first()


def is_confirmed_elsewhere(actor: Anyone, completion_id: UUID) -> bool:
    """Whether a completion rests on a declaration that is confirmed: somebody may have declared it twice."""
    rows = visible_declarations(actor).where(Declaration.completion_id == completion_id)
    return db.session.scalars(rows.limit(1)).first() is not None


def count_waiting_of(system: SystemActor, email: str) -> int:
    """How many of somebody's declarations nobody has looked at yet, wherever."""
    rows = scoped(select(func.count()).select_from(Declaration), system, Declaration)
    waiting = rows.where(Declaration.email == email, Declaration.state == DeclarationState.WAITING)
    return db.session.scalar(waiting) or 0


def list_to_forget(system: SystemActor, clock: Clock, most: int) -> list[Declaration]:
    """Those that were answered 90 days ago, or have waited for a year (`B30`)."""
    now = clock.now()
    over = or_(
        Declaration.answered_at <= now - rules.KEPT_AFTER_ANSWER,
        and_(Declaration.answered_at.is_(None), Declaration.declared_at <= now - rules.KEPT_WAITING),
    )
    rows = visible_declarations(system).where(over).order_by(Declaration.id).limit(most)
    return list(db.session.scalars(rows))
