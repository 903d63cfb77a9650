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
from network.incidents.queries.referrals import get_sent_referral
from network.incidents.routes import SUPERVISION, WELLBEING
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import Step
from network.incidents.service.steps import note, take_step, tell_person, tell_provider


def pass_on(actor: Actor, referral_id: UUID, clock: Clock) -> Referral:
    """Passes a referral to the organisation's provider, in one action (CI-7).

    Raises StepNotAllowed where another lead did so already, RuleBroken where nobody there could receive it.
    """
    referral = get_sent_referral(actor, Capacity.LEAD, referral_id)
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
    taken = take_step(actor, referral, Step.PASS_TO_PROVIDER, clock)
    referral.passed_on_at = clock.now()
    note(actor, referral, "passed-on", clock)
    tell_provider(referral, taken, clock)
    tell_person(referral, taken, clock)
    return referral


def allocate(actor: Actor, referral_id: UUID, therapist_user_id: UUID, clock: Clock) -> Referral:
    """Gives a referral to a therapist of the provider (CI-7). A second time gives it to another.

    Raises RuleBroken for anybody who is not a therapist there today, StepNotAllowed where it has moved on.
    """
    referral = get_sent_referral(actor, Capacity.ALLOCATOR, referral_id)
    therapists = list_handlers(actor.organisation_id, Role.THERAPIST, referral.concerned, clock)
    if therapist_user_id not in {each.id for each in therapists}:
        raise RuleBroken("therapist_id", "Choose a therapist from the list")
    referral.therapist_user_id = therapist_user_id
    taken = take_step(actor, referral, Step.NAME_THERAPIST, clock)
    referral.allocated_at = clock.now()
    note(actor, referral, "allocated", clock, {"therapist": str(therapist_user_id)})
    tell_provider(referral, taken, clock)
    tell_person(referral, taken, clock)
    return referral
