"""Reading sheets and their lines.

A sheet is seen by the trainers of its organisation; one of a session to come by those who hold that, and by leads.
Whoever has its code or its link sees what it is for, and nobody's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, false, func, or_, select

from network.accounts.models import User
from network.core.actor import Actor, SystemActor
from network.core.clock import local_date
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import PAGE_SIZE, Page, paginate
from network.core.tenancy import scoped, system_scope
from network.organisations.models import Organisation
from network.training.delivery.models import ScheduledSession
from network.training.delivery.permissions import DeliveryPermission
from network.training.delivery.queries.places import list_held
from network.training.delivery.queries.sessions import lock_session, parts_of, sessions_to_run
from network.training.delivery.vocabulary import Presence, SessionState
from network.training.models import Course
from network.training.permissions import TrainingPermission
from network.training.roster import Attendee, Roster, merge_people
from network.training.signing import rules
from network.training.signing.codes import hash_of, marks_of
from network.training.signing.models import SheetLine, SignInSheet
from network.training.signing.rules import Window
from network.training.vocabulary import Mode

_MISSING: Final = "We could not find that sheet."


class SheetUnusable(NotFound):
    """The code or link opens no sheet: it never did, or not yet, or not any more; nobody learns which (`B12`)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as pages show it: of a session to come, as that stands by now."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    course_title: str
    course_code: str
    deliverers: tuple[str, ...]
    held_on: date
    mode: Mode
    place: str
    minutes: int
    window: Window
    scheduled_id: UUID | None
    part: int | None
    is_closed: bool
    """By hand, or because the session to come is cancelled or recorded."""
    logged_at: datetime | None
    logged_session_id: UUID | None

    def is_open(self, now: datetime) -> bool:
        """Whether people can sign."""
        return rules.is_open(self.window, is_ended=self.is_closed or self.logged_at is not None, now=now)


_Row = tuple[SignInSheet, str, str, str, list[str]]


def _rows(actor: Actor | SystemActor) -> Select[*tuple[Any, ...]]:
    return (
        scoped(select(SignInSheet, Organisation.name, Course.title, Course.code, Course.deliverers), actor, SignInSheet)
        .join(Organisation, Organisation.id == SignInSheet.organisation_id)
        .join(Course, Course.id == SignInSheet.course_id)
    )


def _shown(rows: Sequence[_Row]) -> list[Sheet]:
    """The rows with what the sessions to come say by now. Two queries, none where there is no such session."""
    keys = {row[0].scheduled_id for row in rows if row[0].scheduled_id is not None}
    sessions: dict[UUID, ScheduledSession] = {}
    if keys:
        with system_scope(db.session(), "sessions to come of sheets that somebody may see") as system:
            found = scoped(select(ScheduledSession), system, ScheduledSession).where(ScheduledSession.id.in_(keys))
            sessions = {each.id: each for each in db.session.scalars(found)}
    parts = parts_of(keys) if keys else {}
    shown = []
    for sheet, *names in rows:
        said = _of_day(sheet)
        if sheet.scheduled_id is not None:
            said = _of_part(sheet, sessions[sheet.scheduled_id], parts[sheet.scheduled_id])
        shown.append(_sheet(sheet, names, said))
    return shown


def _of_day(sheet: SignInSheet) -> dict[str, Any]:
    facts: dict[str, Any] = {name: getattr(sheet, name) for name in ("held_on", "mode", "place")}
    return {**facts, "window": rules.window_of_day(sheet.held_on), "is_closed": sheet.closed_at is not None}


def _of_part(sheet: SignInSheet, session: ScheduledSession, parts: Sequence[Any]) -> dict[str, Any]:
    number = sheet.part or 1
    is_there = number <= len(parts)  # a day that was taken out again has nobody to sign
    part = parts[number - 1] if is_there else parts[-1]
    is_over = session.state is SessionState.CANCELLED or session.recorded_at is not None
    return {
        "held_on": local_date(part.starts_at),
        "mode": session.mode,
        "place": session.place,
        "window": rules.window_of_part(part.starts_at, part.ends_at),
        "is_closed": sheet.closed_at is not None or is_over or not is_there,
    }


def _sheet(sheet: SignInSheet, names: Sequence[Any], said: dict[str, Any]) -> Sheet:
    return Sheet(
        id=sheet.id,
        organisation_id=sheet.organisation_id,
        organisation_name=names[0],
        course_title=names[1],
        course_code=names[2],
        deliverers=tuple(names[3]),
        minutes=sheet.minutes,
        scheduled_id=sheet.scheduled_id,
        part=sheet.part,
        logged_at=sheet.logged_at,
        logged_session_id=sheet.logged_session_id,
        **said,
    )


def _is_within_reach(actor: Actor) -> Any:
    """Of the actor's own organisation, and for those who may hold the session that it is for."""
    if not actor.can(TrainingPermission.LOG_SESSION):
        return false()
    own = SignInSheet.organisation_id == actor.organisation_id
    if not actor.can(DeliveryPermission.RUN):
        return own & SignInSheet.scheduled_id.is_(None)
    held = sessions_to_run(actor).with_only_columns(ScheduledSession.id)
    return own & or_(SignInSheet.scheduled_id.is_(None), SignInSheet.scheduled_id.in_(held))


def visible_sheets(actor: Actor) -> Select[SignInSheet]:
    """The sheets that the actor may do everything with."""
    return scoped(select(SignInSheet), actor, SignInSheet).where(_is_within_reach(actor))


def get_sheet(actor: Actor, sheet_id: UUID, *, lock: bool = False) -> SignInSheet:
    """A sheet's row. Raises NotFound, for another organisation's and for a colleague's session too."""
    rows = visible_sheets(actor).where(SignInSheet.id == sheet_id)
    if lock:
        rows = rows.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(rows).first()
    if found is None:
        raise NotFound(_MISSING)
    return found


def show_sheet(actor: Actor, sheet_id: UUID) -> Sheet:
    """A sheet as pages show it. Raises NotFound as `get_sheet` does."""
    row = db.session.execute(_rows(actor).where(_is_within_reach(actor), SignInSheet.id == sheet_id)).first()
    if row is None:
        raise NotFound(_MISSING)
    return _shown([(row[0], row[1], row[2], row[3], row[4])])[0]


def list_sheets(actor: Actor, number: int = 1, size: int = PAGE_SIZE) -> Page[Sheet]:
    """The sheets that nobody has logged, the latest day first. Four queries at most."""
    rows = _rows(actor).where(_is_within_reach(actor), SignInSheet.logged_at.is_(None))
    page = paginate(rows.order_by(SignInSheet.held_on.desc(), SignInSheet.id.desc()), number, size)
    shown = {each.id: each for each in _shown([(row[0], row[1], row[2], row[3], row[4]) for row in page.items])}
    return page.map(lambda row: shown[row[0].id])


def count_sheets(actor: Actor) -> int:
    """How many sheets nobody has logged. One query."""
    rows = scoped(select(func.count(SignInSheet.id)), actor, SignInSheet)
    return db.session.scalar(rows.where(_is_within_reach(actor), SignInSheet.logged_at.is_(None))) or 0


def find_sheet_of(actor: Actor, scheduled_id: UUID, part: int) -> SignInSheet | None:
    """The sheet of one part of a session to come that the actor holds, where there is one. One query."""
    rows = visible_sheets(actor).where(SignInSheet.scheduled_id == scheduled_id, SignInSheet.part == part)
    return db.session.scalars(rows).first()


def list_lines(actor: Actor | SystemActor, sheet_id: UUID) -> Sequence[SheetLine]:
    """Who has signed, in their order. One query; whoever asks has seen that they may."""
    rows = scoped(select(SheetLine), actor, SheetLine).where(SheetLine.sheet_id == sheet_id)
    return db.session.scalars(rows.order_by(SheetLine.id)).all()


def get_line(actor: Actor, sheet_id: UUID, line_id: UUID) -> SheetLine | None:
    """One line of a sheet that the actor may see; None where it is struck out already."""
    rows = scoped(select(SheetLine), actor, SheetLine).where(SheetLine.sheet_id == sheet_id, SheetLine.id == line_id)
    return db.session.scalars(rows).first()


def roster_of(lines: Sequence[SheetLine]) -> Roster:
    """The lines as a pasted list: each person once, numbered as they stand."""
    return merge_people(
        [Attendee(each.name, each.email, each.staff_number, number) for number, each in enumerate(lines, 1)]
    )


def count_present(sheet: Sheet) -> int:
    """How many are marked as here at the part of a session to come. One query; whoever asks may see it."""
    if sheet.scheduled_id is None:
        return 0
    with system_scope(db.session(), "how many are here, for those who hold the session") as system:
        places = list_held(system, sheet.scheduled_id)
    return sum(each.presence.get(str(sheet.part)) == Presence.PRESENT for each in places)


def find_logger_name(actor: Actor, user_id: UUID | None) -> str | None:
    """Who logged a sheet; None where they are no longer here."""
    return db.session.scalar(scoped(select(User.name), actor, User).where(User.id == user_id))


def find_by_code(system: SystemActor, code: str | None, now: datetime) -> SignInSheet:
    """The open sheet of this code. Raises SheetUnusable, the same for a wrong code and a closed sheet."""
    marks = marks_of(code) if code else []
    return _usable(_rows(system).where(SignInSheet.code_mark.in_(marks)), now)[0]


def find_by_link(system: SystemActor, token: str, now: datetime) -> Sheet:
    """The open sheet of this link. Raises SheetUnusable."""
    return _usable(_rows(system).where(SignInSheet.link_hash == hash_of(token)), now)[1]


def _usable(rows: Select[*tuple[Any, ...]], now: datetime) -> tuple[SignInSheet, Sheet]:
    row = db.session.execute(rows).first()
    if row is None:
        raise SheetUnusable
    (shown,) = _shown([(row[0], row[1], row[2], row[3], row[4])])
    if not shown.is_open(now):
        raise SheetUnusable
    return row[0], shown


def lock_by_link(system: SystemActor, token: str) -> SignInSheet:
    """The row behind a link, kept from every other writer. Raises SheetUnusable.

    Of a session to come that is locked first, as whoever opens its sheet does: so neither waits for the other.
    """
    rows = scoped(select(SignInSheet), system, SignInSheet).where(SignInSheet.link_hash == hash_of(token))
    known = db.session.scalars(rows).first()
    if known is None:
        raise SheetUnusable
    if known.scheduled_id is not None:
        lock_session(system, known.scheduled_id)
    return db.session.scalars(rows.with_for_update().execution_options(populate_existing=True)).one()


def list_to_forget(system: SystemActor, now: datetime, most: int) -> Sequence[SignInSheet]:
    """Sheets whose day, or whose session to come, is over for as long as they are kept."""
    since = now - rules.KEPT_FOR
    over = scoped(select(ScheduledSession.id), system, ScheduledSession).where(ScheduledSession.ends_at <= since)
    of_a_day = SignInSheet.scheduled_id.is_(None) & (SignInSheet.held_on < local_date(since))
    rows = scoped(select(SignInSheet), system, SignInSheet).where(or_(of_a_day, SignInSheet.scheduled_id.in_(over)))
    return db.session.scalars(rows.order_by(SignInSheet.id).limit(most)).all()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sheet with people on it that nobody has logged, though its day is over."""

    id: UUID
    organisation_id: UUID
    held_on: date
    opened_by_id: UUID | None
    people: int


def list_waiting(system: SystemActor, today: date) -> list[Waiting]:
    """The sheets that wait to be logged, of the days before. One query."""
    people = (
        scoped(select(func.count(SheetLine.id)), system, SheetLine)
        .where(SheetLine.sheet_id == SignInSheet.id)
        .correlate(SignInSheet)
        .scalar_subquery()
    )
    columns = (SignInSheet.id, SignInSheet.organisation_id, SignInSheet.held_on, SignInSheet.opened_by_id, people)
    rows = scoped(select(*columns), system, SignInSheet).where(
        SignInSheet.scheduled_id.is_(None),
        SignInSheet.logged_at.is_(None),
        SignInSheet.held_on < today,
        SignInSheet.held_on >= today - timedelta(days=rules.KEPT_FOR.days),
        people > 0,
    )
    return [Waiting(*row) for row in db.session.execute(rows.order_by(SignInSheet.id))]
