"""Another manager follows: an event of its own, in which the person has the word (RM)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from network.accounts.public import find_person, find_user_id, holds_role
from network.core.actor import Actor
from network.core.clock import LONDON, Clock
from network.core.errors import Conflict, RuleBroken
from network.core.permissions import Role
from network.core.working_days import UnknownBankHolidays
from network.incidents.models import Referral
from network.incidents.queries.referrals import hold_referral
from network.incidents.queries.succession import HandedOver, list_handed_over
from network.incidents.rules.deadlines import contact_limit
from network.incidents.rules.readers import SUCCESSOR, Capacity
from network.incidents.rules.states import AT_THE_DESK, Step
from network.incidents.rules.submission import check_manager
from network.incidents.sealing import read_particulars, write_particulars
from network.incidents.service.steps import note, take_step, tell_leads, tell_manager_of_end, tell_person, tell_provider
from network.organisations.public import calendar_of, get_organisation


@dataclass(frozen=True, slots=True)
class NewManager:
    """Who manages the person now, and how to reach them."""

    name: str
    telephone: str = ""
    email: str = ""


def hand_over(actor: Actor, referral_id: UUID, to: NewManager, clock: Clock) -> Referral:
    """Hands one's own referral over, and sees nothing more of it from now on (RM).

    Whoever it is handed to gets nothing until the person agrees on their own page. RuleBroken as a manager's details
    are, on the manager who hands over too; StepNotAllowed where it never began or was called off.
    """
    referral = hold_referral(actor, Capacity.REFERRER, referral_id)
    check_manager(to.name, to.telephone, to.email)
    _check_is_another(actor, to.email)
    write_particulars(referral, dict(zip(SUCCESSOR, (to.name, to.telephone, to.email), strict=True)), clock)
    referral.handed_over_at = clock.now()
    referral.successor_user_id = None
    taken = take_step(actor, referral, Step.HAND_OVER, clock)
    note(actor, referral, "handed-over", clock)
    tell_person(referral, taken.id, clock)
    return referral


def name_manager(actor: Actor, referral_id: UUID, manager: NewManager, clock: Clock) -> Referral:
    """Says, as the person referred, who their manager is now: whom the therapist contacts from now on (CI-9, RM).

    If that is a manager here, they see from now on what a manager sees, without what the former one wrote. RuleBroken
    for details that cannot be used, Conflict where they asked for themselves.
    """
    referral = hold_referral(actor, Capacity.STAFF_MEMBER, referral_id)
    return _follow(actor, referral, manager, clock)


def answer_handover(actor: Actor, referral_id: UUID, clock: Clock, *, agrees: bool) -> Referral:
    """Agrees to whom it was handed over, or says that nobody follows. Conflict where nothing was handed over."""
    referral = hold_referral(actor, Capacity.STAFF_MEMBER, referral_id)
    if not referral.waits_for_manager:
        raise Conflict("You have answered this already. Open the page again to see how it stands.")
    said = read_particulars(referral, Capacity.STAFF_MEMBER)
    if agrees:
        to = NewManager(said.successor_name or "", said.successor_telephone or "", said.successor_email or "")
        return _follow(actor, referral, to, clock)
    return _follow_nobody(actor, referral, clock)


def open_handed_over(actor: Actor, clock: Clock) -> list[HandedOver]:
    """What the actor wrote and handed over: that, and no more."""
    note(actor, None, "handed-over-listed", clock)
    return list_handed_over(actor)


def _follow(actor: Actor, referral: Referral, manager: NewManager, clock: Clock) -> Referral:
    if referral.is_self_requested:
        raise Conflict("You asked for this yourself, so that no manager is part of it.")
    check_manager(manager.name, manager.telephone, manager.email)
    _check_is_another(actor, manager.email)
    parts = ("manager_name", "manager_telephone", "manager_email")
    _write(referral, dict(zip(parts, (manager.name, manager.telephone, manager.email), strict=True)), clock)
    found = _account_of(referral, manager.email, clock)
    is_author = found is not None and found == referral.referrer_user_id
    referral.handed_over_at = None if is_author else referral.handed_over_at or clock.now()
    referral.successor_user_id = None if is_author else found
    if referral.manager_contact_limit_on is None:
        referral.manager_contact_limit_on = _contact_limit(referral, clock)
    taken = take_step(actor, referral, Step.NAME_MANAGER, clock)
    note(actor, referral, "manager-named", clock, dict.fromkeys(parts, "changed"))
    tell_manager_of_end(referral, taken.id, clock)
    _tell_holders(referral, taken.id, clock)
    return referral


def _follow_nobody(actor: Actor, referral: Referral, clock: Clock) -> Referral:
    """Whom nobody manages any more nobody is contacted about."""
    _write(referral, dict.fromkeys(("manager_name", "manager_telephone", "manager_email"), ""), clock)
    if referral.manager_contacted_at is None:
        referral.manager_contact_limit_on = None
    taken = take_step(actor, referral, Step.NAME_NOBODY, clock)
    note(actor, referral, "nobody-named", clock)
    _tell_holders(referral, taken.id, clock)
    return referral


def _write(referral: Referral, parts: dict[str, str], clock: Clock) -> None:
    write_particulars(referral, {**parts, **dict.fromkeys(SUCCESSOR, "")}, clock)


def _check_is_another(actor: Actor, email: str) -> None:
    own = find_person(actor.user_id)
    if own is not None and email.casefold() == own.email.casefold():
        raise RuleBroken("manager_email", "Enter the other manager’s e-mail address, not yours")


def _account_of(referral: Referral, email: str, clock: Clock) -> UUID | None:
    """A manager of the same organisation who signs in with this address, and is not whom it is about."""
    found = find_user_id(email) if email else None
    if found is None or found == referral.staff_user_id:
        return None
    return found if holds_role(found, referral.organisation_id, Role.MANAGER, clock) else None


def _contact_limit(referral: Referral, clock: Clock) -> date:
    """Five working days from now: before, there was nobody to contact (D3)."""
    try:
        return contact_limit(clock.now(), calendar_of(get_organisation(referral.organisation_id)), LONDON)
    except UnknownBankHolidays:
        raise RuleBroken(None, "This cannot be said here today: the coming bank holidays are not known.") from None


def _tell_holders(referral: Referral, key: UUID, clock: Clock) -> None:
    tell_leads(referral, key, clock)
    if referral.state not in AT_THE_DESK:
        tell_provider(referral, key, clock)
