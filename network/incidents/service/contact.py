"""The therapist's word with the manager: a step with its own clock, and two answers (CI-9, D3)."""

from __future__ import annotations

from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.errors import Conflict
from network.incidents.models import Referral
from network.incidents.queries.referrals import hold_referral
from network.incidents.rules.answers import Affected
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import is_closed
from network.incidents.service.steps import note


def check_has_manager(referral: Referral) -> None:
    """Raises Conflict where whoever could be asked is not part of it: nobody wrote it, or has handed it over."""
    if referral.is_self_requested or referral.handed_over_at is not None:
        raise Conflict("No manager who wrote this is part of it any more. Ask the staff member instead.")


def note_manager_contact(
    actor: Actor, referral_id: UUID, others: Affected, manager: Affected, clock: Clock
) -> Referral:
    """Says that the therapist has spoken with the manager, and whether others are affected, them included (CI-9).

    The instant stays that of the first time; the answers can be changed after. Conflict where it has ended.
    """
    referral = hold_referral(actor, Capacity.THERAPIST, referral_id)
    if referral.manager_contact_limit_on is None:
        check_has_manager(referral)
    if is_closed(referral.state):
        raise Conflict("The support has ended. Open the page again to see how it stands.")
    referral.manager_contacted_at = referral.manager_contacted_at or clock.now()
    referral.are_others_affected, referral.is_manager_affected = others.as_known, manager.as_known
    note(actor, referral, "manager-contacted", clock)
    return referral
