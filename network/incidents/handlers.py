"""What this feature does when something happens elsewhere."""

from __future__ import annotations

from network.accounts.public import RoleEnded, RoleGranted, find_person
from network.core.clock import FrozenClock
from network.core.permissions import Role
from network.incidents.service.linking import link_person
from network.incidents.service.pool import end_offer_of


def find_own_referrals(granted: RoleGranted) -> None:
    """Somebody became a staff member here: what was sent with their address is theirs to see from now on."""
    person = find_person(granted.user_id) if granted.role is Role.STAFF_MEMBER else None
    if person is not None:
        link_person(person.id, person.email, granted.organisation_id)


def end_offer_with_role(ended: RoleEnded) -> None:
    """Whoever leads nobody here any more leads no small partner by it. A last day to come is the worker's to see."""
    if ended.role is Role.INCIDENT_LEAD:
        end_offer_of(ended.user_id, FrozenClock(ended.at))
