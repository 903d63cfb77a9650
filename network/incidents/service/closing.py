"""How a referral closes, and how it is opened again: each with its short list of reasons (CI-16 to CI-19, RM)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.errors import Conflict
from network.incidents.models import Referral
from network.incidents.queries.referrals import hold_referral
from network.incidents.rules.answers import ExitPathway, Reading
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.states import AT_THE_DESK, State, Step, StepNotAllowed
from network.incidents.service.ledger import call_off_what_is_to_come
from network.incidents.service.questions import open_turn
from network.incidents.service.steps import (
    note,
    take_step,
    tell_leads,
    tell_manager_of_end,
    tell_person,
    tell_provider,
)

MAY_REOPEN = {
    Capacity.REFERRER: frozenset({State.WITHDRAWN}),
    Capacity.LEAD: frozenset({State.ENDED, State.WITHDRAWN, State.REDIRECTED, State.MISTAKEN, State.CLOSED}),
    Capacity.THERAPIST: frozenset({State.ENDED}),
}
"""Who opens what again. A person who said no does so by themselves, and gives no reason (U15)."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Where the person goes from here, and whether something outside the incident is for their GP (CI-17, CI-18)."""

    exit_pathway: ExitPathway
    is_gp_advised: bool = False


def end_support(actor: Actor, referral_id: UUID, ending: Ending, clock: Clock) -> Referral:
    """Says that support has ended, and where the person goes from here (CI-16 to CI-19).

    The manager is told that it ended, and no more (D10). StepNotAllowed where it is not under way.
    """
    referral = hold_referral(actor, Capacity.THERAPIST, referral_id)
    referral.exit_pathway, referral.is_gp_advised = ending.exit_pathway, ending.is_gp_advised
    return _close(actor, referral, Step.END_SUPPORT, "ended", clock)


def close_early(actor: Actor, capacity: Capacity, referral_id: UUID, reason: StepReason, clock: Clock) -> Referral:
    """Closes it before its end, by the therapist or a lead (RM). RuleBroken for a reason that is not of the list."""
    referral = hold_referral(actor, capacity, referral_id)
    return _close(actor, referral, Step.CLOSE_EARLY, "closed-early", clock, reason)


def mark_mistaken(actor: Actor, referral_id: UUID, reason: StepReason, clock: Clock) -> Referral:
    """Says that it should never have been sent; nothing of it counts (RM). StepNotAllowed once support has begun."""
    referral = hold_referral(actor, Capacity.LEAD, referral_id)
    return _close(actor, referral, Step.MARK_MISTAKEN, "mistaken", clock, reason)


def withdraw(actor: Actor, referral_id: UUID, reason: StepReason, clock: Clock) -> Referral:
    """Takes back one's own referral, until support begins. Raises StepNotAllowed after that."""
    referral = hold_referral(actor, Capacity.REFERRER, referral_id)
    return _close(actor, referral, Step.WITHDRAW, "withdrawn", clock, reason)


def decline(actor: Actor, referral_id: UUID, clock: Clock) -> Referral:
    """Says no, or stops, without a reason (U15). The manager learns only that it has ended (D10)."""
    referral = hold_referral(actor, Capacity.STAFF_MEMBER, referral_id)
    return _close(actor, referral, Step.DECLINE, "declined", clock)


def redirect(actor: Actor, referral_id: UUID, route: StepReason, clock: Clock) -> Referral:
    """Leads to another route, by an incident lead, who tells the person and the manager where (CI-2, CI-4)."""
    referral = hold_referral(actor, Capacity.LEAD, referral_id)
    return _close(actor, referral, Step.REDIRECT, "redirected", clock, route)


def reopen(actor: Actor, capacity: Capacity, referral_id: UUID, reason: StepReason, clock: Clock) -> Referral:
    """Opens again what has closed: where it was, if support had begun; otherwise at the lead's desk (RM, U26).

    Raises StepNotAllowed where it is not this capacity's to open, Conflict once what it said was deleted.
    """
    referral = hold_referral(actor, capacity, referral_id)
    if referral.state not in MAY_REOPEN[capacity]:
        raise StepNotAllowed(referral.state, Step.REOPEN)
    if referral.forgotten_at is not None:
        raise Conflict("What this referral said has been deleted, so it cannot be opened again. Start a new one.")
    taken = take_step(actor, referral, Step.REOPEN, clock, reason)
    referral.exit_pathway, referral.is_gp_advised = None, False
    if referral.state in AT_THE_DESK:
        return_to_desk(referral)
    note(actor, referral, "reopened", clock, {"reason": reason})
    tell_leads(referral, taken.id, clock)
    if referral.state is State.UNDER_WAY:
        tell_provider(referral, taken.id, clock)
    tell_person(referral, taken.id, clock)
    return referral


def change_mind(actor: Actor, referral_id: UUID, clock: Clock) -> Referral:
    """Takes a no back: it starts again with the incident lead, who may choose who helps (U15, U26)."""
    referral = hold_referral(actor, Capacity.STAFF_MEMBER, referral_id)
    taken = take_step(actor, referral, Step.CHANGE_MIND, clock)
    referral.reading = Reading.READ
    return_to_desk(referral)
    note(actor, referral, "reconsidered", clock)
    tell_leads(referral, taken.id, clock)
    return referral


def return_to_desk(referral: Referral) -> None:
    """Whoever had it has it no longer, until it is passed on again; the clocks go on (D2)."""
    referral.provider_organisation_id = referral.therapist_user_id = None
    referral.passed_on_at = referral.allocated_at = None
    referral.first_meeting_booked_at = referral.first_meeting_at = referral.first_meeting_mode = None


def _close(
    actor: Actor, referral: Referral, step: Step, verb: str, clock: Clock, reason: StepReason | None = None
) -> Referral:
    was_at_the_desk = referral.state in AT_THE_DESK
    taken = take_step(actor, referral, step, clock, reason)
    if was_at_the_desk:
        # A provider that handed it back learns nothing more of it.
        return_to_desk(referral)
    else:
        call_off_what_is_to_come(actor, referral, clock)
    if referral.state is State.ENDED:
        open_turn(referral, clock)
    note(actor, referral, verb, clock, {"reason": reason} if reason else None)
    _tell_of_end(referral, taken.id, clock, besides=actor)
    return referral


def _tell_of_end(referral: Referral, key: UUID, clock: Clock, *, besides: Actor) -> None:
    """Everybody whom it concerns and who did not do it, each in words that say nothing of how it ended (D10)."""
    tell_leads(referral, key, clock, besides=besides.user_id)
    tell_provider(referral, key, clock, besides=besides.user_id)
    if besides.user_id != referral.manager_user_id:
        tell_manager_of_end(referral, key, clock)
    if besides.user_id != referral.staff_user_id:
        tell_person(referral, key, clock)
