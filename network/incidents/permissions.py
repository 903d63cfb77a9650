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
    ASK = "incidents:referral:ask-for-oneself"
    COMPLAIN = "incidents:complaint:make"
    ANSWER_COMPLAINTS = "incidents:complaint:answer"
    READ_PUBLISHED = "incidents:published:read"
    LISTEN = "incidents:focus-group:log"
    OFFER_TO_LEAD = "incidents:pool:offer"
    ASK_FOR_LEADS = "incidents:pool:ask"
    ASK_IN_EMERGENCY = "incidents:emergency:ask"
    AGREE_IN_EMERGENCY = "incidents:emergency:agree"


LABELS = {
    IncidentPermission.SWITCH: "Switch critical incident support on and off for the organisation",
    IncidentPermission.REFER: "Refer a staff member, and see how their own referrals stand",
    IncidentPermission.PASS_ON: "See the organisation’s referrals and pass them to the provider",
    IncidentPermission.ALLOCATE: "See what was passed to the provider and choose a therapist",
    IncidentPermission.SUPPORT: "See their own cases, book the first meeting, say when support begins and ends",
    IncidentPermission.READ_PUBLISHED: "Read what is published of the support service, rounded",
    IncidentPermission.ANSWER: "See what is held on themselves, who opened it, correct it and say no",
    IncidentPermission.LEARN: "Read how to talk about a severe incident, and rehearse a referral",
    IncidentPermission.ASK: "Ask for support for themselves, where their organisation allows it",
    IncidentPermission.COMPLAIN: "Complain about the support to a lead of their choice, and read the answer",
    IncidentPermission.ANSWER_COMPLAINTS: "Read and answer the complaints that were made to them",
    IncidentPermission.LISTEN: "Log focus groups about the support, and what came of them",
    IncidentPermission.OFFER_TO_LEAD: "Offer to lead on the support for small partners too, and take it back",
    IncidentPermission.ASK_FOR_LEADS: "In a small organisation, see which leads of partners offer to lead, and ask one",
    IncidentPermission.ASK_IN_EMERGENCY: "In an emergency, ask a second person to agree that they see one referral",
    IncidentPermission.AGREE_IN_EMERGENCY: "In an emergency, agree that somebody else sees one referral for an hour",
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
        IncidentPermission.ASK: [*Role],
        IncidentPermission.COMPLAIN: [*Role],
        IncidentPermission.ANSWER_COMPLAINTS: [Role.INCIDENT_LEAD, Role.ORGANISATION_LEAD],
        IncidentPermission.READ_PUBLISHED: [
            Role.COORDINATOR,
            Role.ORGANISATION_LEAD,
            Role.DEPARTMENT_LEAD,
            Role.CHAMPION,
            Role.BOARD_VIEWER,
            Role.INCIDENT_LEAD,
        ],
        IncidentPermission.LISTEN: [Role.INCIDENT_LEAD, Role.COORDINATOR],
        IncidentPermission.OFFER_TO_LEAD: [Role.INCIDENT_LEAD],
        IncidentPermission.ASK_FOR_LEADS: [Role.ORGANISATION_LEAD],
        IncidentPermission.ASK_IN_EMERGENCY: [Role.ORGANISATION_LEAD],
        IncidentPermission.AGREE_IN_EMERGENCY: [Role.ORGANISATION_LEAD, Role.INCIDENT_LEAD],
    }
)

RIGHT_OF = {
    Capacity.REFERRER: IncidentPermission.REFER,
    Capacity.LEAD: IncidentPermission.PASS_ON,
    Capacity.ALLOCATOR: IncidentPermission.ALLOCATE,
    Capacity.ASKED: IncidentPermission.SUPPORT,
    Capacity.THERAPIST: IncidentPermission.SUPPORT,
    Capacity.STAFF_MEMBER: IncidentPermission.ANSWER,
}
"""The right that each capacity needs."""


def roles_outside() -> tuple[Role, ...]:
    """The roles that no referral is open to, in any capacity."""
    inside = frozenset().union(*(POLICY[right] for right in RIGHT_OF.values()))
    return tuple(role for role in Role if role not in inside)
