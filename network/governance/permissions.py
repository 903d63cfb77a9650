"""Who reads groups and who keeps them. Which groups: one's own organisation's and the network's (ORG-5)."""

from __future__ import annotations

from uuid import UUID

from network.core.actor import Actor
from network.core.permissions import Permission, Role, policy


class GovernancePermission(Permission):
    """Rights over groups, their meetings and their actions."""

    READ = "governance:group:read"
    KEEP_GROUPS = "governance:group:keep"
    KEEP_MEETINGS = "governance:meeting:keep"
    KEEP_ACTIONS = "governance:action:keep"
    FINISH_ACTIONS = "governance:action:finish"


LABELS = {
    GovernancePermission.READ: "See the boards and groups, their meetings and actions",
    GovernancePermission.KEEP_GROUPS: "Add, change and end groups",
    GovernancePermission.KEEP_MEETINGS: "Plan meetings and write them up",
    GovernancePermission.KEEP_ACTIONS: "Add, change and drop actions",
    GovernancePermission.FINISH_ACTIONS: "Say that an action is done",
}

_READERS = [
    Role.COORDINATOR,
    Role.ORGANISATION_LEAD,
    Role.MANAGER,
    Role.CHAMPION,
    Role.INCIDENT_LEAD,
    Role.FACILITATOR,
    Role.BOARD_VIEWER,
]
_KEEPERS = [Role.COORDINATOR, Role.ORGANISATION_LEAD]

POLICY = policy(
    {
        GovernancePermission.READ: _READERS,
        GovernancePermission.KEEP_GROUPS: _KEEPERS,
        GovernancePermission.KEEP_MEETINGS: _KEEPERS,
        GovernancePermission.KEEP_ACTIONS: _KEEPERS,
        # An action has one owner, who may be anybody who reads; of others' actions only a keeper says so.
        GovernancePermission.FINISH_ACTIONS: _READERS,
    }
)


def keeps(actor: Actor, organisation_id: UUID, *, is_network: bool) -> bool:
    """Whether the actor keeps what belongs to this organisation: its lead, or, for the network's, the coordinator."""
    keeper = Role.COORDINATOR if is_network else Role.ORGANISATION_LEAD
    return actor.organisation_id == organisation_id and keeper in actor.roles
