"""What the verbs of the ledger share: granting, taking and giving back one of the sessions that there can be (D4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import update

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import RuleBroken
from network.core.tenancy import scoped
from network.incidents.models import (
    KeyDate,
    Lateness,
    Referral,
    SessionAllowance,
    SessionException,
    SessionMove,
    SessionReview,
    SupportSession,
)
from network.incidents.queries.sessions import list_sessions, read_ledger
from network.incidents.rules.answers import AskedBy, ExceptionReason, MoveReason
from network.incidents.rules.sessions import SESSIONS_BEFORE_REVIEW, SessionNeed, SessionState, granted_by_review
from network.incidents.rules.states import State, Step, StepNotAllowed

NEEDS = {
    SessionNeed.REVIEW: "The first three sessions are used. Look back together first: then three more can be booked.",
    SessionNeed.EXCEPTION: "All six sessions are used. One more is an exception that an incident lead approves.",
    SessionNeed.IMPOSSIBLE: "There can be no eighth session. A GP or the wellbeing service can go on from here.",
}


@dataclass(frozen=True, slots=True)
class Why:
    """Who asked for another time, and why, from a list (RM)."""

    asked_by: AskedBy
    reason: MoveReason


def whose(referral: Referral) -> dict[str, Any]:
    """The columns of a new row that say whose it is and what it belongs to."""
    return {
        "id": new_id(),
        "organisation_id": referral.organisation_id,
        "provider_organisation_id": referral.provider_organisation_id,
        "referral_id": referral.id,
    }


def check_under_way(referral: Referral, step: Step = Step.END_SUPPORT) -> None:
    """Raises StepNotAllowed unless support is under way."""
    if referral.state is not State.UNDER_WAY:
        raise StepNotAllowed(referral.state, step)


def take_number(actor: Actor, referral: Referral, clock: Clock) -> int:
    """The number that one more session takes; the first three are granted with the first (D4).

    Raises RuleBroken where a review or an exception has to come first, or none can come any more.
    """
    ledger = read_ledger(actor, referral)
    if ledger.granted == 0:
        _grant(referral, range(1, SESSIONS_BEFORE_REVIEW + 1), clock)
        return 1
    if ledger.free is None:
        raise RuleBroken(None, NEEDS[ledger.need])
    return ledger.free


def grant_more(referral: Referral, granted: int, review_id: UUID, clock: Clock) -> None:
    """Up to three more, which a review granted (CI-11)."""
    _grant(referral, granted_by_review(granted), clock, review_id=review_id)


def grant_last(
    referral: Referral, number: int, review_id: UUID, approver_id: UUID, because: ExceptionReason, clock: Clock
) -> None:
    """The seventh, with the name of whoever approved it, and the reason (CI-13)."""
    _grant(referral, (number,), clock, review_id=review_id, approved_by_id=approver_id, approved_because=because)


def _grant(referral: Referral, numbers: Iterable[int], clock: Clock, **because: Any) -> None:
    granted = [
        SessionAllowance(**whose(referral), number=number, granted_at=clock.now(), **because) for number in numbers
    ]
    db.session.add_all(granted)
    referral.sessions_granted += len(granted)
    db.session.flush()


def give_back(session: SupportSession, state: SessionState, clock: Clock) -> None:
    """The session was not one: its number is free again."""
    session.state, session.number, session.noted_at = state, None, clock.now()


def keep_what_was(actor: Actor, session: SupportSession, why: Why | None, clock: Clock) -> None:
    """Keeps the time that a session was to have (RM). ValueError for one that had none."""
    if session.at is None or session.mode is None:
        raise ValueError("A session without a time cannot be moved")
    move = SessionMove(
        id=new_id(),
        organisation_id=session.organisation_id,
        provider_organisation_id=session.provider_organisation_id,
        referral_id=session.referral_id,
        session_id=session.id,
        was_at=session.at,
        was_mode=session.mode,
        moved_at=clock.now(),
        moved_by_id=actor.user_id,
        asked_by=why.asked_by if why else None,
        reason=why.reason if why else None,
    )
    db.session.add(move)


def call_off_what_is_to_come(actor: Actor, referral: Referral, clock: Clock) -> None:
    """Nothing is booked or kept any more where it has ended, however it did."""
    for session in list_sessions(actor, referral):
        if session.state is SessionState.BOOKED:
            keep_what_was(actor, session, None, clock)
            give_back(session, SessionState.CALLED_OFF, clock)
        elif session.state is SessionState.KEPT:
            give_back(session, SessionState.LET_GO, clock)
    if referral.begun_at is None:
        referral.first_meeting_at = referral.first_meeting_mode = referral.first_meeting_booked_at = None


def share_ledger(actor: Actor, referral: Referral) -> None:
    """What was granted and held before goes with a referral to the provider that it is passed to, and to no other."""
    for model in (SessionReview, SessionException, SessionAllowance, KeyDate, SupportSession, SessionMove, Lateness):
        of_referral = scoped(update(model), actor, model).where(
            model.organisation_id == referral.organisation_id, model.referral_id == referral.id
        )
        db.session.execute(of_referral.values(provider_organisation_id=referral.provider_organisation_id))


def hand_sessions_over(actor: Actor, referral: Referral) -> None:
    """What is booked or kept is the new therapist's to hold, or to move."""
    for session in list_sessions(actor, referral):
        if session.state in {SessionState.BOOKED, SessionState.KEPT} and referral.therapist_user_id is not None:
            session.therapist_user_id = referral.therapist_user_id
