"""Dates to come: noted by whoever knows of them, a session kept for each, offered quietly by the therapist (CI-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import Conflict, RuleBroken
from network.incidents.models import KeyDate, SupportSession
from network.incidents.queries.referrals import hold_referral
from network.incidents.queries.sessions import get_key_date, get_session, list_key_dates, list_sessions
from network.incidents.rules.answers import DateKind, DateScope
from network.incidents.rules.readers import Capacity
from network.incidents.rules.sessions import SessionState
from network.incidents.rules.states import is_closed
from network.incidents.service.ledger import check_under_way, give_back, take_number, whose
from network.incidents.service.steps import note, tell_provider

FURTHEST_DATE = timedelta(days=5 * 366)
"""Inquests and reviews can take years."""
MOST_DATES = 20


@dataclass(frozen=True, slots=True)
class DateToCome:
    """What happens, whose process it is, and when; None where the day is not known yet."""

    kind: DateKind
    scope: DateScope
    on: date | None = None


def note_key_date(actor: Actor, capacity: Capacity, referral_id: UUID, coming: DateToCome, clock: Clock) -> KeyDate:
    """Notes a date to come, by anybody who sees the referral; the therapist is told (CI-12).

    Raises RuleBroken for a day that has passed or is years away, Conflict where it has ended.
    """
    referral = hold_referral(actor, capacity, referral_id)
    if is_closed(referral.state):
        raise Conflict("This has ended. If a date is to come, ask the incident lead to open it again.")
    _check_day(coming.on, clock)
    if len(list_key_dates(actor, referral)) >= MOST_DATES:
        raise RuleBroken("kind", f"There are {MOST_DATES} dates already. Take out what has passed first")
    noted = KeyDate(
        **whose(referral),
        kind=coming.kind,
        scope=coming.scope,
        on=coming.on,
        noted_at=clock.now(),
        noted_by_id=actor.user_id,
    )
    db.session.add(noted)
    note(actor, referral, "date-noted", clock)
    if capacity is not Capacity.THERAPIST:
        tell_provider(referral, noted.id, clock)
    return noted


def set_key_date(actor: Actor, referral_id: UUID, key_date_id: UUID, on: date | None, clock: Clock) -> KeyDate:
    """Gives a date to come its day, once that is known or has been put off. Raises as `note_key_date`."""
    referral = hold_referral(actor, Capacity.THERAPIST, referral_id)
    coming = get_key_date(actor, referral, key_date_id)
    _check_day(on, clock)
    coming.on, coming.offered_at = on, None
    note(actor, referral, "date-set", clock)
    return coming


def drop_key_date(actor: Actor, referral_id: UUID, key_date_id: UUID, clock: Clock) -> None:
    """Takes a date out again; a session that was kept for it is free."""
    referral = hold_referral(actor, Capacity.THERAPIST, referral_id)
    coming = get_key_date(actor, referral, key_date_id)
    coming.dropped_at = clock.now()
    for session in list_sessions(actor, referral):
        if session.key_date_id == coming.id and session.state is SessionState.KEPT:
            give_back(session, SessionState.LET_GO, clock)
    note(actor, referral, "date-dropped", clock)


def keep_session(actor: Actor, referral_id: UUID, key_date_id: UUID, clock: Clock) -> SupportSession:
    """Keeps one of the sessions for a date to come (D5). Raises RuleBroken where none is left, or one is kept."""
    referral = hold_referral(actor, Capacity.THERAPIST, referral_id)
    check_under_way(referral)
    coming = get_key_date(actor, referral, key_date_id)
    if any(each.key_date_id == coming.id and each.number is not None for each in list_sessions(actor, referral)):
        raise RuleBroken(None, "A session is kept for this date already.")
    kept = SupportSession(
        **whose(referral),
        number=take_number(actor, referral, clock),
        state=SessionState.KEPT,
        key_date_id=coming.id,
        therapist_user_id=actor.user_id,
    )
    db.session.add(kept)
    note(actor, referral, "session-kept", clock)
    return kept


def let_session_go(actor: Actor, referral_id: UUID, session_id: UUID, clock: Clock) -> None:
    """A session that was kept is not needed for its date: it is there for another time."""
    referral = hold_referral(actor, Capacity.THERAPIST, referral_id)
    kept = get_session(actor, referral, session_id)
    if kept.state is not SessionState.KEPT:
        raise Conflict("This session is not kept any more. Open the page again to see how it stands.")
    give_back(kept, SessionState.LET_GO, clock)
    note(actor, referral, "session-let-go", clock)


def note_offer(actor: Actor, referral_id: UUID, key_date_id: UUID, clock: Clock) -> KeyDate:
    """Says that a follow-up was offered for this date: quietly, by the therapist, and by no message (CI-12, U33)."""
    referral = hold_referral(actor, Capacity.THERAPIST, referral_id)
    coming = get_key_date(actor, referral, key_date_id)
    coming.offered_at = clock.now()
    note(actor, referral, "date-offered", clock)
    return coming


def _check_day(on: date | None, clock: Clock) -> None:
    if on is None:
        return
    if on < clock.today():
        raise RuleBroken("on", "Enter a day that is still to come, or leave it empty until it is known")
    if on > clock.today() + FURTHEST_DATE:
        raise RuleBroken("on", "Check the year. Enter a day within five years, or leave it empty until it is known")
