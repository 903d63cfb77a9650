"""What each role is, in one line for whoever gives it or is given it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from network.core.permissions import Role

WHAT_A_ROLE_DOES: Mapping[Role, str] = MappingProxyType(
    {
        Role.COORDINATOR: "Looks after the whole network: partners, charter, training and events.",
        Role.ORGANISATION_LEAD: "Signs the charter, invites people and keeps the organisation’s plan and figures.",
        Role.DEPARTMENT_LEAD: "Keeps one department’s number of staff, and sees its people’s training and its figures.",
        Role.MANAGER: "Can ask for support for the people they manage.",
        Role.CHAMPION: "Spreads the approach and logs the training they give.",
        Role.INCIDENT_LEAD: "Receives requests for support and passes them to the provider.",
        Role.PROVIDER_ALLOCATOR: "Receives requests for support and names a therapist for each.",
        Role.THERAPIST: "Sees the people allocated to them, and nobody else.",
        Role.FACILITATOR: "Delivers tier 2 and tier 3 training for the network.",
        Role.BOARD_VIEWER: "Reads the published figures.",
        Role.STAFF_MEMBER: "Books events, and sees what is held about themselves.",
    }
)
