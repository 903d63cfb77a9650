"""Sessions as a therapist keeps them: book, move, call off, say how it went, look back (CI-8, CI-10, CI-11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock, in_utc
from network.core.database import db, new_id
from network.core.errors import Conflict, RuleBroken
from network.incidents.models import Referral, SessionReview, SupportSession
from network.incidents.queries.groups import is_with_a_group
from network.incidents.queries.module import list_modes
from network.incidents.queries.referrals import hold_referral
from network.incidents.queries.sessions import get_session, is_busy, list_sessions, read_ledger
from network.incidents.rules.answers import MeetingMode, ReviewOutcome
from network.incidents.rules.readers import Capacity
from network.incidents.rules.sessions import HELD, Outcome, SessionState
from network.incidents.rules.states import State, Step, StepNotAllowed, is_closed
from network.incidents.rules.submission import check_mode
from network.incidents.service.ledger import (
    Why,
    check_under_way,
    give_back,
    grant_more,
    keep_what_was,
    take_number,
    whose,
)
from network.incidents.service.steps import note, take_step, tell_person

FURTHEST_FIRST_MEETING = timedelta(days=92)
FURTHEST_SESSION = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class When:
    """When a session is to be, and how they meet (CI-15)."""

    at: datetime
    mode: MeetingMode


def book_session(actor: Actor, referral_id: UUID, when: When, clock: Clock) -> SupportSession:
    """Books the first meeting or a further session, where one is left (CI-8, CI-10, D4).

    Raises RuleBroken for a time that has passed, is far off, or in which the therapist is with somebody else; and
    where a review or an exception has to come first. StepNotAllowed where support has ended.
    """
    referral = hold_referral(actor, Capacity.THERAPIST, referral_id)
    if referral.state is State.MEETING_BOOKED:
        raise RuleBroken(None, "A first meeting is booked. Move it, or say how it went, before you book another.")
    _check_time(actor, referral, when, clock)
    number = take_number(actor, referral, clock)
    session = SupportSession(**whose(referral), number=number, therapist_user_id=actor.user_id)
    _book(session, when, clock)
    db.session.add(session)
    _tell_of(actor, referral, Step.BOOK_FIRST_MEETING, session, clock)
    note(actor, referral, "session-booked", clock, _facts(session))
    return session


def book_kept_session(actor: Actor, referral_id: UUID, session_id: UUID, when: When, clock: Clock) -> SupportSession:
    """Gives a session that was kept for a key date its time (CI-12). Raises as `book_session`."""
    referral, session = _get(actor, referral_id, session_id, SessionState.KEPT)
    _check_time(actor, referral, when, clock)
    _book(session, when, clock)
    tell_person(referral, new_id(), clock)
    note(actor, referral, "session-booked", clock, _facts(session))
    return session


def move_session(
    actor: Actor, referral_id: UUID, session_id: UUID, when: When, why: Why, clock: Clock
) -> SupportSession:
    """Gives a booked session another time; what was stays, with who asked and why (RM). Raises as `book_session`."""
    referral, session = _get(actor, referral_id, session_id, SessionState.BOOKED)
    _check_time(actor, referral, when, clock, besides=session.id)
    keep_what_was(actor, session, why, clock)
    _book(session, when, clock)
    _tell_of(actor, referral, Step.BOOK_FIRST_MEETING, session, clock)
    note(actor, referral, "session-moved", clock, _facts(session))
    return session


def call_off_session(actor: Actor, referral_id: UUID, session_id: UUID, why: Why, clock: Clock) -> SupportSession:
    """Calls a booked session off: it is there to be booked at another time (RM)."""
    referral, session = _get(actor, referral_id, session_id, SessionState.BOOKED)
    keep_what_was(actor, session, why, clock)
    give_back(session, SessionState.CALLED_OFF, clock)
    _tell_of(actor, referral, Step.MISS_FIRST_MEETING, session, clock)
    note(actor, referral, "session-called-off", clock)
    return session


def say_outcome(actor: Actor, referral_id: UUID, session_id: UUID, outcome: Outcome, clock: Clock) -> SupportSession:
    """Says how a session went, or puts that right; the first one that is held begins the support (CI-10).

    One that was not held takes no session from the person, whoever could not come (D4). Raises RuleBroken before its
    time, and where putting it right would leave support without its first session or take one that is used meanwhile.
    """
    referral = hold_referral(actor, Capacity.THERAPIST, referral_id)
    session = get_session(actor, referral, session_id)
    if session.at is None or session.state in {SessionState.KEPT, SessionState.CALLED_OFF, SessionState.LET_GO}:
        raise Conflict("This session was called off, or has no time yet. Open the page again to see how it stands.")
    if session.at > clock.now():
        raise RuleBroken("outcome", "This session is still to come. If it was held earlier, move it first")
    if outcome.state in HELD:
        _hold(actor, referral, session, outcome, clock)
    else:
        _let_pass(actor, referral, session, outcome, clock)
    note(actor, referral, "session-noted", clock)
    return session


def _hold(actor: Actor, referral: Referral, session: SupportSession, outcome: Outcome, clock: Clock) -> None:
    """It was one; where none was before, support begins with it."""
    session.number = session.number or take_number(actor, referral, clock)
    session.state, session.noted_at = outcome.state, clock.now()
    if referral.state is State.ALLOCATED:
        # It was said that it had not been held, and is put right.
        take_step(actor, referral, Step.BOOK_FIRST_MEETING, clock)
    if referral.state is not State.UNDER_WAY:
        take_step(actor, referral, Step.BEGIN_SUPPORT, clock)
    _set_beginning(actor, referral)


def _let_pass(actor: Actor, referral: Referral, session: SupportSession, outcome: Outcome, clock: Clock) -> None:
    """It was none, and takes none."""
    was_booked = session.state is SessionState.BOOKED
    if session.state in HELD and read_ledger(actor, referral).held == 1:
        raise RuleBroken("outcome", "Support began with this session. If none was held, close the support instead")
    give_back(session, outcome.state, clock)
    if referral.state is State.MEETING_BOOKED and was_booked:
        _tell_of(actor, referral, Step.MISS_FIRST_MEETING, session, clock)
    elif referral.state is State.UNDER_WAY:
        _set_beginning(actor, referral)
    elif is_closed(referral.state):
        raise StepNotAllowed(referral.state, Step.MISS_FIRST_MEETING)


def _set_beginning(actor: Actor, referral: Referral) -> None:
    """The first meeting is the earliest session that was held (M5)."""
    db.session.flush()
    first = next(each for each in list_sessions(actor, referral) if each.state in HELD)
    referral.begun_at = referral.first_meeting_at = first.at
    referral.first_meeting_mode = first.mode


def review_sessions(actor: Actor, referral_id: UUID, outcome: ReviewOutcome, clock: Clock) -> SessionReview:
    """Keeps what they found when they looked back after the first sessions; more grants three more (CI-10, CI-11).

    Raises RuleBroken before the first three are used, StepNotAllowed where support is not under way.
    """
    referral = hold_referral(actor, Capacity.THERAPIST, referral_id)
    check_under_way(referral)
    ledger = read_ledger(actor, referral)
    if not ledger.may_be_reviewed:
        raise RuleBroken(None, "You look back together once the first three sessions are used, and none is to come.")
    review = SessionReview(**whose(referral), outcome=outcome, reviewed_at=clock.now(), reviewed_by_id=actor.user_id)
    db.session.add(review)
    db.session.flush()
    if outcome is ReviewOutcome.MORE:
        grant_more(referral, ledger.granted, review.id, clock)
    note(actor, referral, "reviewed", clock)
    return review


def _get(actor: Actor, referral_id: UUID, session_id: UUID, state: SessionState) -> tuple[Referral, SupportSession]:
    referral = hold_referral(actor, Capacity.THERAPIST, referral_id)
    session = get_session(actor, referral, session_id)
    if session.state is not state:
        raise Conflict("This session has changed since you opened the page. Open it again to see how it stands.")
    return referral, session


def _check_time(actor: Actor, referral: Referral, when: When, clock: Clock, *, besides: UUID | None = None) -> None:
    check_mode("mode", when.mode, list_modes(referral.organisation_id))
    at, has_begun = in_utc(when.at), referral.state is State.UNDER_WAY
    if at < clock.now():
        raise RuleBroken("day", "Enter a day and a time that are still to come")
    if not has_begun and at > clock.now() + FURTHEST_FIRST_MEETING:
        raise RuleBroken("day", "Check the year. A first meeting is within days of the referral")
    if at > clock.now() + FURTHEST_SESSION:
        raise RuleBroken("day", "Check the year. A session is within a year")
    if is_busy(actor, actor.user_id, at, besides) or is_with_a_group(actor, at):
        raise RuleBroken("time", "You have another session then. Choose a time at least an hour from it")


def _book(session: SupportSession, when: When, clock: Clock) -> None:
    session.state, session.at, session.mode = SessionState.BOOKED, in_utc(when.at), when.mode
    session.booked_at = clock.now()


def _tell_of(actor: Actor, referral: Referral, step: Step, session: SupportSession, clock: Clock) -> None:
    """Before support has begun this is a step of the referral; after that it is one of its sessions."""
    if referral.state is State.UNDER_WAY:
        tell_person(referral, new_id(), clock)
        return
    taken = take_step(actor, referral, step, clock)
    is_booked = session.state is SessionState.BOOKED
    referral.first_meeting_booked_at = clock.now() if is_booked else None
    referral.first_meeting_at, referral.first_meeting_mode = (session.at, session.mode) if is_booked else (None, None)
    tell_person(referral, taken.id, clock)


def _facts(session: SupportSession) -> dict[str, str]:
    return {"at": session.at.isoformat() if session.at else "", "mode": session.mode or ""}
