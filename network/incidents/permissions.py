"""Who may do what with a referral. Each right belongs to one capacity, and no role holds two."""

from __future__ import annotations

from network.core.permissions import Permission, Role, policy
from network.incidents.rules.readers import Capacity


class IncidentPermission(Permission):
    """Rights over the service of an organisation, and over referrals in one capacity each."""

    SWITCH = "incidents:module:switch"
    REFER = "incidents:referral:refer"
    PASS_ON = "incidents:referral:pass-on"  # noqa: S105 - a right, not a secret
    ALLOCATE = "incidents:referral:allocate"
    SUPPORT = "incidents:referral:support"
    ANSWER = "incidents:referral:answer"
    LEARN = "incidents:guide:read"


LABELS = {
    IncidentPermission.SWITCH: "Switch critical incident support on and off for the organisation",
    IncidentPermission.REFER: "Refer a staff member, and see how their own referrals stand",
    IncidentPermission.PASS_ON: "See the organisation’s referrals and pass them to the provider",
    IncidentPermission.ALLOCATE: "See what was passed to the provider and choose a therapist",
    IncidentPermission.SUPPORT: "See their own cases, book the first meeting, say when support begins and ends",
    IncidentPermission.ANSWER: "See what is held on themselves, who opened it, correct it and say no",
    IncidentPermission.LEARN: "Read how to talk about a severe incident, and rehearse a referral",
}

POLICY = policy(
    {
        IncidentPermission.SWITCH: [Role.ORGANISATION_LEAD],
        IncidentPermission.REFER: [Role.MANAGER],
        IncidentPermission.PASS_ON: [Role.INCIDENT_LEAD],
        IncidentPermission.ALLOCATE: [Role.PROVIDER_ALLOCATOR],
        IncidentPermission.SUPPORT: [Role.THERAPIST],
        IncidentPermission.ANSWER: [Role.STAFF_MEMBER],
        IncidentPermission.LEARN: [*Role],
    }
)

RIGHT_OF = {
    Capacity.REFERRER: IncidentPermission.REFER,
    Capacity.LEAD: IncidentPermission.PASS_ON,
    Capacity.ALLOCATOR: IncidentPermission.ALLOCATE,
    Capacity.THERAPIST: IncidentPermission.SUPPORT,
    Capacity.STAFF_MEMBER: IncidentPermission.ANSWER,
}
"""The right that each capacity needs."""


def roles_outside() -> tuple[Role, ...]:
    """The roles that no referral is open to, in any capacity."""
    inside = frozenset().union(*(POLICY[right] for right in RIGHT_OF.values()))
    return tuple(role for role in Role if role not in inside)
