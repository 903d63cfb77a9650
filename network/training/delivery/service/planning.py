"""Planning sessions, changing and moving them, cancelling them, and the link by which people book."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm.attributes import flag_modified

from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock, local_date
from network.core.database import db, new_id
from network.core.errors import Conflict, RuleBroken
from network.core.tenancy import scoped, system_scope
from network.core.text import several_lines
from network.training.courses.queries import get_course
from network.training.delivery import rules
from network.training.delivery.links import give_links
from network.training.delivery.messages import PlaceCancelled, PlaceChanged
from network.training.delivery.models import ScheduledSession, SessionFacilitator, SessionPart
from network.training.delivery.queries.places import list_held
from network.training.delivery.queries.sessions import get_to_run, list_facilitators, list_trainers, parts_of
from network.training.delivery.rules import SessionDraft, Span
from network.training.delivery.service.places import move_up
from network.training.delivery.service.seating import facts_of, record
from network.training.delivery.service.telling import write_to
from network.training.delivery.vocabulary import SessionState
from network.training.delivery.words import when_words
from network.training.rules import check_course

LABELS: Final = {
    "course_id": "Course",
    "parts": "Days and times",
    "mode": "How it is held",
    "place": "Place",
    "joining_link": "Joining link",
    "capacity": "Places",
    "is_open_to_all": "Open to all partners",
    "books_until": "People book until",
    "facilitators": "Who holds it",
    "content_note": "Content note",
    "breaks": "Breaks",
    "camera_may_be_off": "Camera may be off",
    "may_leave_any_time": "May leave at any time",
}
"""Each part of a session in the words of those who hold it."""
_APART: Final = frozenset({"parts", "facilitators"})
"""What stands in rows of its own."""
_UNNOTED: Final = frozenset({"joining_link", "content_note", "facilitators"})
"""What the audit names and does not copy: the link lets people in."""


def plan_sessions(actor: Actor, draft: SessionDraft, weeks: int, clock: Clock) -> list[ScheduledSession]:
    """Plans a session of the actor's organisation, or as many as `weeks`, one a week. RuleBroken names the field."""
    draft = rules.tidy(draft)
    rules.check_weeks(weeks)
    _check(actor, draft, clock)
    days = rules.weekly(draft.parts, weeks)
    for parts in days:
        rules.check_parts(parts, clock.now())
    rules.check_books_until(draft.books_until, draft.parts[0].starts_at)
    series_id = new_id() if weeks > 1 else None
    ahead = [local_date(parts[0].starts_at) - local_date(days[0][0].starts_at) for parts in days]
    until = draft.books_until
    sessions = [
        _new_session(actor, replace(draft, parts=parts, books_until=until + later if until else None), series_id, clock)
        for parts, later in zip(days, ahead, strict=True)
    ]
    give_links(sessions, clock)
    db.session.add_all(sessions)
    db.session.flush()
    for session, parts in zip(sessions, days, strict=True):
        _keep_parts(session, parts)
        _keep_facilitators(session, draft.facilitators)
        _record(actor, "planned", session, clock, _noted(replace(draft, parts=parts), LABELS))
    db.session.flush()
    return sessions


def _new_session(actor: Actor, draft: SessionDraft, series_id: UUID | None, clock: Clock) -> ScheduledSession:
    said = {name: getattr(draft, name) for name in LABELS if name not in _APART}
    return ScheduledSession(
        id=new_id(),
        organisation_id=actor.organisation_id,
        series_id=series_id,
        starts_at=draft.parts[0].starts_at,
        ends_at=draft.parts[-1].ends_at,
        places_taken=0,
        state=SessionState.PLANNED,
        because="",
        made_by_id=actor.user_id,
        made_at=clock.now(),
        **said,
    )


def _keep_parts(session: ScheduledSession, parts: Sequence[Span]) -> None:
    db.session.add_all(
        SessionPart(
            organisation_id=session.organisation_id,
            session_id=session.id,
            number=number,
            starts_at=part.starts_at,
            ends_at=part.ends_at,
        )
        for number, part in enumerate(parts, 1)
    )


def _keep_facilitators(session: ScheduledSession, people: Sequence[UUID]) -> None:
    db.session.add_all(
        SessionFacilitator(organisation_id=session.organisation_id, session_id=session.id, user_id=each)
        for each in people
    )


def _check(actor: Actor, draft: SessionDraft, clock: Clock, before: SessionDraft | None = None) -> None:
    """What the records say of a draft that is fit by itself; what it was before stays possible."""
    rules.check_draft(draft)
    if before is None or (draft.course_id, draft.mode) != (before.course_id, before.mode):
        course = get_course(actor, draft.course_id)
        check_course(is_open=course.is_open, modes=course.modes, mode=draft.mode)
    new = set(draft.facilitators) - set(before.facilitators if before else ())
    if not new <= {key for key, _ in list_trainers(actor, clock)}:
        raise RuleBroken("facilitators", "Choose people from the list.")


def change_session(
    actor: Actor, session_id: UUID, draft: SessionDraft, reason: str, seen_version: int, clock: Clock
) -> ScheduledSession:
    """Changes a session, and moves it to other days or another place with a reason. Who has a place is told once.

    Raises NotFound, NotAllowed, `RuleBroken` on the field, and `Conflict` with both texts if it was changed since.
    """
    session = get_to_run(actor, session_id, lock=True)
    rules.check_can_change(session.state, session.starts_at, clock.now())
    draft, stored = rules.tidy(draft), draft_of(session)
    changed = [name for name in LABELS if getattr(draft, name) != getattr(stored, name)]
    if session.version != seen_version:
        raise Conflict(yours=_shown(draft, changed), theirs=_shown(stored, changed))
    _check(actor, draft, clock, stored)
    if "parts" in changed:
        rules.check_parts(draft.parts, clock.now())
    rules.check_books_until(draft.books_until, draft.parts[0].starts_at)
    rules.check_capacity(draft.capacity, session.places_taken)
    if not changed:
        return session
    if rules.MOVES & set(changed):
        session.because = several_lines(reason)
        rules.check_reason(session.because)
    _apply(actor, session, draft, changed)
    _forget_marks(session, rules.other_days(stored.parts, draft.parts), clock)
    _record(actor, "changed", session, clock, {**_noted(draft, changed), "because": session.because})
    _follow_up(session, changed, clock)
    return session


def _apply(actor: Actor, session: ScheduledSession, draft: SessionDraft, changed: list[str]) -> None:
    for name in changed:
        if name not in _APART:
            setattr(session, name, getattr(draft, name))
    if "parts" in changed:
        session.starts_at, session.ends_at = draft.parts[0].starts_at, draft.parts[-1].ends_at
        gone = scoped(delete(SessionPart), actor, SessionPart).where(SessionPart.session_id == session.id)
        db.session.execute(gone)
        _keep_parts(session, draft.parts)
    if "facilitators" in changed:
        gone = scoped(delete(SessionFacilitator), actor, SessionFacilitator)
        db.session.execute(gone.where(SessionFacilitator.session_id == session.id))
        _keep_facilitators(session, draft.facilitators)
    # Who holds it and when stand in rows of their own: it is the session that was changed, and its version says so.
    flag_modified(session, "because")
    db.session.flush()


def _forget_marks(session: ScheduledSession, parts: frozenset[str], clock: Clock) -> None:
    """Whoever was marked as here on a day that it is not held on any more is not marked."""
    if not parts:
        return
    with system_scope(db.session(), "marks of a day that is another one now") as system:
        for place in list_held(system, session.id):
            if parts & set(place.presence):
                place.presence = {part: how for part, how in place.presence.items() if part not in parts}
                record(system, "unmarked", place, clock, {"parts": sorted(parts)})
        db.session.flush()


def _follow_up(session: ScheduledSession, changed: list[str], clock: Clock) -> None:
    with system_scope(db.session(), "tell everybody with a place that it changed") as system:
        if rules.TOLD_OF & set(changed):
            facts, held = facts_of(session), list_held(system, session.id)
            about = f"changed:{session.version}"
            write_to(held, about, lambda to, token: PlaceChanged(to, token, *facts), clock)
        if "capacity" in changed:
            move_up(system, session, clock)


def cancel_session(actor: Actor, session_id: UUID, reason: str, clock: Clock) -> ScheduledSession:
    """Cancels a session; everybody with a place, and everybody who waits, is told once.

    Raises NotFound, NotAllowed and `RuleBroken`.
    """
    session = get_to_run(actor, session_id, lock=True)
    rules.check_can_change(session.state, session.starts_at, clock.now())
    reason = several_lines(reason)
    rules.check_reason(reason)
    call_off(actor, session, reason, clock)
    return session


def call_off(actor: Actor, session: ScheduledSession, reason: str, clock: Clock) -> None:
    """Cancels a session that was not held yet, and tells everybody who has a place or waits for one."""
    session.state, session.because = SessionState.CANCELLED, reason
    db.session.flush()
    _record(actor, "cancelled", session, clock, {"because": reason})
    when = when_words(parts_of([session.id])[session.id])
    with system_scope(db.session(), "tell everybody with a place that it is cancelled") as system:
        held = list_held(system, session.id)
        write_to(held, "cancelled", lambda to, token: PlaceCancelled(to, token, when), clock)


def renew_link(actor: Actor, session_id: UUID, clock: Clock) -> ScheduledSession:
    """Another link to book by; the one that was shared opens nothing any more. Raises NotFound, NotAllowed."""
    session = get_to_run(actor, session_id, lock=True)
    rules.check_can_change(session.state, session.starts_at, clock.now())
    give_links([session], clock)
    db.session.flush()
    _record(actor, "link_renewed", session, clock, {})
    return session


def draft_of(session: ScheduledSession) -> SessionDraft:
    """What is said of a session, to be changed. Two queries."""
    said: dict[str, Any] = {
        field.name: getattr(session, field.name) for field in fields(SessionDraft) if field.name not in _APART
    }
    people = sorted(key for key, _ in list_facilitators(session.id))
    return SessionDraft(parts=parts_of([session.id])[session.id], facilitators=tuple(people), **said)


def _noted(draft: SessionDraft, names: Iterable[str]) -> dict[str, object]:
    return {name: "changed" if name in _UNNOTED else _plain(getattr(draft, name)) for name in names}


def _plain(value: object) -> object:
    match value:
        case tuple():
            return [f"{part.starts_at.isoformat()}/{part.ends_at.isoformat()}" for part in value]
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return value


def _shown(draft: SessionDraft, names: Iterable[str]) -> dict[str, str]:
    return {LABELS[name]: _in_words(name, getattr(draft, name)) for name in names}


def _in_words(name: str, value: Any) -> str:
    if name == "parts":
        return when_words(value)
    if name in ("facilitators", "course_id"):
        return "Another choice"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(getattr(value, "label", value)) if value not in (None, "") else "None"


def _record(actor: Actor, what: str, session: ScheduledSession, clock: Clock, changes: dict[str, object]) -> None:
    audit.record(
        actor,
        clock.now(),
        f"delivery.session.{what}",
        "scheduled_session",
        session.id,
        organisation_id=session.organisation_id,
        changes=changes,
    )
