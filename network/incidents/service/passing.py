"""From the incident lead to the provider, and there to a therapist: a forward with a clock (CI-6, CI-7)."""

from __future__ import annotations

from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.errors import RuleBroken
from network.core.permissions import Role
from network.incidents.models import Referral
from network.incidents.queries.module import get_service
from network.incidents.queries.people import list_handlers
from network.incidents.queries.referrals import hold_referral
from network.incidents.routes import SUPERVISION, WELLBEING
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.states import State, Step
from network.incidents.service.ledger import call_off_what_is_to_come, hand_sessions_over, share_ledger
from network.incidents.service.steps import note, take_step, tell_leads, tell_manager, tell_person, tell_provider


def pass_on(actor: Actor, referral_id: UUID, clock: Clock) -> Referral:
    """Passes a referral to the organisation's provider, in one action (CI-7).

    Raises StepNotAllowed where another lead did so already, RuleBroken where nobody there could receive it.
    """
    referral = hold_referral(actor, Capacity.LEAD, referral_id)
    provider_id = get_service(actor).provider_id
    if provider_id is None or not list_handlers(provider_id, Role.PROVIDER_ALLOCATOR, referral.concerned, clock):
        raise RuleBroken(
            None,
            "The provider has nobody who receives referrals at the moment. It waits for you here. "
            "Ask your organisation’s lead to have somebody named there, and say no more than that.",
            routes=(SUPERVISION, WELLBEING),
        )
    # First to whom, then the step: its row is the provider's to see as well.
    referral.provider_organisation_id = provider_id
    share_ledger(actor, referral)
    taken = take_step(actor, referral, Step.PASS_TO_PROVIDER, clock)
    referral.passed_on_at = clock.now()
    note(actor, referral, "passed-on", clock)
    tell_provider(referral, taken.id, clock)
    tell_person(referral, taken.id, clock)
    return referral


def allocate(actor: Actor, referral_id: UUID, therapist_user_id: UUID, clock: Clock) -> Referral:
    """Gives a referral to a therapist of the provider (CI-7). A second time gives it to another, with what is booked.

    Raises RuleBroken for anybody who is not a therapist there today, StepNotAllowed where it has moved on.
    """
    referral = hold_referral(actor, Capacity.ALLOCATOR, referral_id)
    therapists = list_handlers(actor.organisation_id, Role.THERAPIST, referral.concerned, clock)
    if therapist_user_id not in {each.id for each in therapists}:
        raise RuleBroken("therapist_id", "Choose a therapist from the list")
    has_begun = referral.state is State.UNDER_WAY
    if not has_begun:
        call_off_what_is_to_come(actor, referral, clock)
    referral.therapist_user_id = therapist_user_id
    taken = take_step(actor, referral, Step.NAME_THERAPIST, clock)
    referral.allocated_at = clock.now()
    if has_begun:
        hand_sessions_over(actor, referral)
    note(actor, referral, "allocated", clock, {"therapist": str(therapist_user_id)})
    tell_provider(referral, taken.id, clock)
    tell_person(referral, taken.id, clock)
    return referral


def hand_back(actor: Actor, referral_id: UUID, reason: StepReason, clock: Clock) -> Referral:
    """Gives it back to the incident lead, where nobody at the provider can take it; the clocks go on (D2).

    Raises RuleBroken for a reason that is not of the list, StepNotAllowed where it has moved on.
    """
    referral = hold_referral(actor, Capacity.ALLOCATOR, referral_id)
    call_off_what_is_to_come(actor, referral, clock)
    taken = take_step(actor, referral, Step.HAND_BACK, clock, reason)
    note(actor, referral, "handed-back", clock, {"reason": reason})
    tell_leads(referral, taken.id, clock)
    tell_person(referral, taken.id, clock)
    return referral


def send_back(actor: Actor, referral_id: UUID, reason: StepReason, clock: Clock) -> Referral:
    """Asks the manager for something that is missing; the clocks go on (D2). Raises as `hand_back`."""
    referral = hold_referral(actor, Capacity.LEAD, referral_id)
    taken = take_step(actor, referral, Step.SEND_BACK, clock, reason)
    note(actor, referral, "sent-back", clock, {"reason": reason})
    tell_manager(referral, taken.id, clock)
    return referral
