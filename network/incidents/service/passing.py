"""From the incident lead to the provider, and there to a therapist: a forward with a clock (CI-6, CI-7)."""

from __future__ import annotations

from collections.abc import Container, Mapping
from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.errors import Conflict, RuleBroken
from network.core.permissions import Role
from network.incidents.models import Referral
from network.incidents.queries.module import providers_for
from network.incidents.queries.people import list_handlers
from network.incidents.queries.referrals import hold_referral
from network.incidents.routes import SUPERVISION, WELLBEING
from network.incidents.rules.answers import Reading
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.states import AT_THE_DESK, State, Step
from network.incidents.service.contact import check_has_manager
from network.incidents.service.ledger import call_off_what_is_to_come, hand_sessions_over, share_ledger
from network.incidents.service.steps import note, take_step, tell_leads, tell_manager, tell_person, tell_provider


def pass_on(actor: Actor, referral_id: UUID, clock: Clock, provider_id: UUID | None = None) -> Referral:
    """Passes a referral to a provider of the organisation, in one action (CI-7).

    Unless a provider is named, to the first that did not hand it back and can receive it; so a second is there where
    the first is not. Raises StepNotAllowed where another lead did so already, RuleBroken where nobody could receive
    it, where its person has not read it and did not ask that it goes at once (U19), and where it came too late (D6).
    """
    referral = hold_referral(actor, Capacity.LEAD, referral_id)
    _check_may_go(referral)
    return _pass_on(actor, referral, provider_id, clock)


def pass_on_without_waiting(actor: Actor, referral_id: UUID, reason: StepReason, clock: Clock) -> Referral:
    """Passes it on though its person has not read it yet, for a reason that they see (U19). Raises as `pass_on`."""
    referral = hold_referral(actor, Capacity.LEAD, referral_id)
    if not referral.waits_for_person:
        raise Conflict("The staff member has answered meanwhile. Open the page again: you can pass it on.")
    take_step(actor, referral, Step.DO_NOT_WAIT, clock, reason)
    referral.reading = Reading.NOT_WAITED
    _check_may_go(referral)
    return _pass_on(actor, referral, None, clock, {"without-waiting": reason})


def let_through(actor: Actor, referral_id: UUID, reason: StepReason, clock: Clock) -> Referral:
    """Lets through what was sent after its window had closed, where the organisation allows that (D6).

    Raises Conflict where it was not late or was let through already.
    """
    referral = hold_referral(actor, Capacity.LEAD, referral_id)
    if not referral.waits_for_leave:
        raise Conflict("This came in time, or was let through already. Open the page again to see how it stands.")
    take_step(actor, referral, Step.LET_THROUGH, clock, reason)
    referral.let_through_at = clock.now()
    note(actor, referral, "let-through", clock, {"reason": reason})
    return referral


def _check_may_go(referral: Referral) -> None:
    if referral.waits_for_leave:
        raise RuleBroken(
            None, "This came after three months. Let it through first, or lead to another kind of support."
        )
    if referral.waits_for_person and referral.state in AT_THE_DESK:
        raise RuleBroken(
            None,
            "The staff member reads it first, and has not answered yet. If you have asked them, or cannot, choose why "
            "on the page, and it goes on.",
        )


def _pass_on(
    actor: Actor,
    referral: Referral,
    provider_id: UUID | None,
    clock: Clock,
    changes: Mapping[str, StepReason] | None = None,
) -> Referral:
    handed_back_by = referral.provider_organisation_id
    provider_id = find_provider(actor, handed_back_by, referral.concerned, clock, provider_id)
    # First to whom, then the step: its row is the provider's to see as well.
    referral.provider_organisation_id = provider_id
    share_ledger(actor, referral)
    taken = take_step(actor, referral, Step.PASS_TO_PROVIDER, clock)
    referral.passed_on_at = clock.now()
    note(actor, referral, "passed-on", clock, changes)
    tell_provider(referral, taken.id, clock)
    tell_person(referral, taken.id, clock)
    return referral


def find_provider(
    actor: Actor,
    handed_back_by: UUID | None,
    concerned: Container[UUID | None],
    clock: Clock,
    wanted: UUID | None = None,
) -> UUID:
    """The first provider of the organisation that can receive what is sent to it today, or the one that is wanted.

    Raises RuleBroken, with other routes, where there is none.
    """
    for provider_id in providers_for(actor, handed_back_by):
        is_meant = wanted is None or provider_id == wanted
        if is_meant and list_handlers(provider_id, Role.PROVIDER_ALLOCATOR, concerned, clock):
            return provider_id
    raise RuleBroken(
        None,
        "The provider has nobody who receives referrals at the moment. It waits for you here. "
        "Ask your organisation’s lead to have somebody named there, and say no more than that.",
        routes=(SUPERVISION, WELLBEING),
    )


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
    referral.therapist_user_id = referral.allocated_at = None
    note(actor, referral, "handed-back", clock, {"reason": reason})
    tell_leads(referral, taken.id, clock)
    tell_person(referral, taken.id, clock)
    return referral


def send_back(actor: Actor, referral_id: UUID, reason: StepReason, clock: Clock) -> Referral:
    """Asks the manager for something that is missing; the clocks go on (D2). Raises as `hand_back`."""
    referral = hold_referral(actor, Capacity.LEAD, referral_id)
    check_has_manager(referral)
    taken = take_step(actor, referral, Step.SEND_BACK, clock, reason)
    note(actor, referral, "sent-back", clock, {"reason": reason})
    tell_manager(referral, taken.id, clock)
    return referral
