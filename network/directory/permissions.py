"""Who reads the directory and who keeps it: an organisation's lead its own, the coordinator the network's (WB-2)."""

from __future__ import annotations

from network.core.actor import Actor, Newcomer, Visitor
from network.core.permissions import Permission, Role, policy
from network.directory.models import SupportEntry


class DirectoryPermission(Permission):
    """Rights over the support directory."""

    READ = "directory:entry:read"
    KEEP = "directory:entry:keep"


LABELS = {
    DirectoryPermission.READ: "Find support, the network’s and one’s own organisation’s",
    DirectoryPermission.KEEP: "Add, change and take out entries of the support directory",
}

POLICY = policy(
    {
        DirectoryPermission.READ: [*Role],
        DirectoryPermission.KEEP: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
    }
)

# Somebody whose role nobody else is to see needs the directory most, and nothing shows that they read it.
PRIVATE = frozenset({DirectoryPermission.READ})


def keeps(actor: Actor | Newcomer | Visitor, entry: SupportEntry) -> bool:
    """Whether the actor keeps this entry: its organisation's lead, or, for the network's, the coordinator."""
    keeper = Role.COORDINATOR if entry.is_network else Role.ORGANISATION_LEAD
    is_own = actor.organisation_id is not None and actor.organisation_id == entry.organisation_id
    return is_own and actor.can(DirectoryPermission.KEEP) and keeper in actor.roles
