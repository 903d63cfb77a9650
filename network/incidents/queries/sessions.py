"""The ledger of a referral: its allowances, sessions, moves, review, exception and key dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from network.core.actor import Actor
from network.core.database import db
from network.core.errors import NotFound
from network.core.tenancy import scoped, system_scope
from network.incidents.models import (
    KeyDate,
    Referral,
    SessionException,
    SessionMove,
    SessionReview,
    SupportSession,
)
from network.incidents.rules.answers import ReviewOutcome
from network.incidents.rules.sessions import SESSION_LASTS, Ledger, SessionState, overlaps

Row = TypeVar("Row", KeyDate, SessionException, SupportSession)


def _of(actor: Actor, model: type[Row], referral: Referral) -> Select[Row]:
    """What belongs to a referral that the actor was shown; whoever reads it has been asked for that before."""
    return scoped(select(model), actor, model).where(
        model.organisation_id == referral.organisation_id, model.referral_id == referral.id
    )


def read_ledger(actor: Actor, referral: Referral) -> Ledger:
    """How many sessions were granted, and what they are used for (D4)."""
    return ledger_of(referral, list_sessions(actor, referral))


def ledger_of(referral: Referral, sessions: Iterable[SupportSession]) -> Ledger:
    """The ledger of a referral whose sessions are at hand."""
    return Ledger(referral.sessions_granted, {each.number: each.state for each in sessions if each.number is not None})


def list_sessions(actor: Actor, referral: Referral) -> list[SupportSession]:
    """Every session, those with a time first and in its order, then what is kept for a date."""
    listed = _of(actor, SupportSession, referral).order_by(
        SupportSession.at.is_(None), SupportSession.at, SupportSession.id
    )
    return list(db.session.scalars(listed))


def get_session(actor: Actor, referral: Referral, session_id: UUID) -> SupportSession:
    """One session of a referral. Raises NotFound."""
    found = db.session.scalars(_of(actor, SupportSession, referral).where(SupportSession.id == session_id)).first()
    if found is None:
        raise NotFound()
    return found


def list_sessions_with_moves(actor: Actor, referral: Referral) -> tuple[list[SupportSession], list[SessionMove]]:
    """Every session as `list_sessions`, and what was moved or called off, in the order in which it was (RM)."""
    # Scoped by itself: what it is restricted to must not take away the sessions that were never moved.
    moves = aliased(SessionMove, scoped(select(SessionMove), actor, SessionMove).subquery())
    both = (
        _of(actor, SupportSession, referral)
        .add_columns(moves)
        .outerjoin(moves, moves.session_id == SupportSession.id)
        .order_by(SupportSession.at.is_(None), SupportSession.at, SupportSession.id)
    )
    rows = db.session.execute(both).all()
    sessions = {session.id: session for session, _ in rows}
    moved = sorted((move for _, move in rows if move is not None), key=lambda move: (move.moved_at, move.id))
    return list(sessions.values()), moved


def list_key_dates(actor: Actor, referral: Referral) -> list[KeyDate]:
    """The dates to come that were not dropped, by their day; those whose day is not known yet come last (CI-12)."""
    listed = _of(actor, KeyDate, referral).where(KeyDate.dropped_at.is_(None))
    return list(db.session.scalars(listed.order_by(KeyDate.on.is_(None), KeyDate.on, KeyDate.id)))


def get_key_date(actor: Actor, referral: Referral, key_date_id: UUID) -> KeyDate:
    """One date to come of a referral. Raises NotFound, for one that was dropped too."""
    dates = _of(actor, KeyDate, referral).where(KeyDate.id == key_date_id, KeyDate.dropped_at.is_(None))
    found = db.session.scalars(dates).first()
    if found is None:
        raise NotFound()
    return found


def find_waiting_exception(actor: Actor, referral: Referral) -> SessionException | None:
    """The seventh session that was asked for and not answered yet; None where there is none (CI-13)."""
    return db.session.scalars(
        _of(actor, SessionException, referral).where(SessionException.decided_at.is_(None))
    ).one_or_none()


def is_busy(actor: Actor, therapist_user_id: UUID, at: datetime, besides: UUID | None) -> bool:
    """Whether this therapist has a session booked that one at this instant would run into (CI-10)."""
    near = scoped(select(SupportSession.id, SupportSession.at), actor, SupportSession).where(
        SupportSession.therapist_user_id == therapist_user_id,
        SupportSession.state == SessionState.BOOKED,
        SupportSession.at.between(at - SESSION_LASTS, at + SESSION_LASTS),
    )
    return any(key != besides and other is not None and overlaps(other, at) for key, other in db.session.execute(near))


def find_last_review_id(actor: Actor, referral: Referral) -> UUID | None:
    """The review that granted more sessions; None where there was none (CI-11)."""
    reviews = scoped(select(SessionReview.id), actor, SessionReview).where(
        SessionReview.organisation_id == referral.organisation_id,
        SessionReview.referral_id == referral.id,
        SessionReview.outcome == ReviewOutcome.MORE,
    )
    return db.session.scalars(reviews).first()


def days_of_quiet(referral: Referral) -> frozenset[date]:
    """The key dates of whoever a referral is about, of all their referrals: nobody writes to them on these (U33)."""
    with system_scope(db.session(), "the days on which somebody is not written to") as system:
        days = scoped(select(KeyDate.on), system, KeyDate).where(KeyDate.on.is_not(None), KeyDate.dropped_at.is_(None))
        if referral.staff_user_id is None:
            days = days.where(KeyDate.referral_id == referral.id)
        else:
            theirs = scoped(select(Referral.id), system, Referral).where(
                Referral.staff_user_id == referral.staff_user_id
            )
            days = days.where(or_(KeyDate.referral_id == referral.id, KeyDate.referral_id.in_(theirs)))
        return frozenset(day for day in db.session.scalars(days) if day is not None)
