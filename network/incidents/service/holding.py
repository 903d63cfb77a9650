"""A legal hold is set, renewed and lifted by an incident lead, and its person is told (B30)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.erasures import erase
from network.core.errors import Conflict
from network.incidents.kept import Kept, read_kept
from network.incidents.models import LegalHold
from network.incidents.queries.holding import find_hold
from network.incidents.queries.referrals import get_sent_referral, hold_referral
from network.incidents.rules.holding import HoldReason, check_hold, holds
from network.incidents.rules.readers import Capacity
from network.incidents.service.steps import note, tell_person


def set_hold(actor: Actor, referral_id: UUID, reason: HoldReason, until_on: date, clock: Clock) -> LegalHold:
    """Keeps everything of a referral until a day, or until another than before (B30).

    RuleBroken for a day that is over or too far off, Conflict where what it said is deleted already.
    """
    referral = hold_referral(actor, Capacity.LEAD, referral_id)
    check_hold(until_on, clock.today(), is_forgotten=referral.forgotten_at is not None)
    hold = find_hold(actor, referral)
    verb = "hold-set" if hold is None else "hold-renewed"
    if hold is None:
        hold = LegalHold(organisation_id=referral.organisation_id, referral_id=referral.id)
        db.session.add(hold)
    hold.reason, hold.until_on, hold.set_at, hold.set_by_id = reason, until_on, clock.now(), actor.user_id
    referral.held_until = until_on
    note(actor, referral, verb, clock, {"reason": reason, "until": until_on.isoformat()})
    tell_person(referral, uuid4(), clock)
    return hold


@dataclass(frozen=True, slots=True)
class HoldOnPage:
    """A referral by its reference, and the hold on it as it stands: nothing where there is none."""

    reference: str
    reason: HoldReason | None = None
    until_on: date | None = None


def open_hold(actor: Actor, referral_id: UUID, clock: Clock) -> HoldOnPage:
    """What a lead is asked before they hold it: nothing of what it says is read. Raises NotFound."""
    referral = get_sent_referral(actor, Capacity.LEAD, referral_id)
    note(actor, referral, "hold-opened", clock)
    hold = find_hold(actor, referral)
    if hold is None:
        return HoldOnPage(referral.reference or "")
    return HoldOnPage(referral.reference or "", hold.reason, hold.until_on)


def open_kept(actor: Actor, clock: Clock) -> Kept:
    """What will be deleted next month, and what is held, for an incident lead. Three statements."""
    note(actor, None, "kept-listed", clock)
    return read_kept(actor, clock)


def lift_hold(actor: Actor, referral_id: UUID, clock: Clock) -> None:
    """Ends a hold before its day: the usual days count again. Conflict where none stands."""
    referral = hold_referral(actor, Capacity.LEAD, referral_id)
    hold = find_hold(actor, referral)
    if hold is None or not holds(hold.until_on, clock.today()):
        raise Conflict("There is no hold any more. Open the page again to see how it stands.")
    erase(hold, clock)
    referral.held_until = None
    note(actor, referral, "hold-lifted", clock)
    tell_person(referral, uuid4(), clock)
