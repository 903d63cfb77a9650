"""A seventh session: asked for by the therapist with a reason, approved by an incident lead by name (CI-13, D4)."""

from __future__ import annotations

from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import Conflict, RuleBroken
from network.incidents.models import SessionException
from network.incidents.queries.referrals import hold_referral
from network.incidents.queries.sessions import find_last_review_id, find_waiting_exception, read_ledger
from network.incidents.rules.answers import ExceptionReason
from network.incidents.rules.readers import Capacity
from network.incidents.rules.sessions import MOST_SESSIONS
from network.incidents.service.ledger import check_under_way, grant_last, whose
from network.incidents.service.steps import note, tell_leads, tell_provider


def ask_for_one_more(actor: Actor, referral_id: UUID, reason: ExceptionReason, clock: Clock) -> SessionException:
    """Asks the incident leads for a seventh session.

    Raises RuleBroken before all six are used and where it waits for an answer already, StepNotAllowed where support
    is not under way.
    """
    referral = hold_referral(actor, Capacity.THERAPIST, referral_id)
    check_under_way(referral)
    if not read_ledger(actor, referral).may_ask_for_one_more:
        raise RuleBroken(None, "One more can be asked for once all six sessions are used, and none is to come.")
    if find_waiting_exception(actor, referral) is not None:
        raise RuleBroken(None, "You have asked already. The incident leads have been told, and answer on this page.")
    asked = SessionException(**whose(referral), reason=reason, asked_at=clock.now(), asked_by_id=actor.user_id)
    db.session.add(asked)
    note(actor, referral, "exception-asked", clock, {"reason": reason})
    tell_leads(referral, asked.id, clock)
    return asked


def answer_exception(actor: Actor, referral_id: UUID, clock: Clock, *, is_granted: bool) -> SessionException:
    """Approves or refuses it, by name; approved, there is a seventh session (CI-13). Conflict where none waits."""
    referral = hold_referral(actor, Capacity.LEAD, referral_id)
    asked = find_waiting_exception(actor, referral)
    if asked is None:
        raise Conflict("Nobody waits for an answer here any more. Open the page again to see how it stands.")
    check_under_way(referral)
    asked.decided_at, asked.decided_by_id, asked.is_granted = clock.now(), actor.user_id, is_granted
    review_id = find_last_review_id(actor, referral)
    if is_granted and review_id is not None:
        grant_last(referral, MOST_SESSIONS, review_id, actor.user_id, asked.reason, clock)
    note(actor, referral, "exception-granted" if is_granted else "exception-refused", clock)
    tell_provider(referral, asked.id, clock)
    return asked
