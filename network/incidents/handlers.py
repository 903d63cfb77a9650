"""What this feature does when something happens elsewhere."""

from __future__ import annotations

from network.accounts.public import RoleGranted, find_person
from network.core.permissions import Role
from network.incidents.service.linking import link_person


def find_own_referrals(granted: RoleGranted) -> None:
    """Somebody became a staff member here: what was sent with their address is theirs to see from now on."""
    person = find_person(granted.user_id) if granted.role is Role.STAFF_MEMBER else None
    if person is not None:
        link_person(person.id, person.email, granted.organisation_id)
