"""Who reads and answers requests to join. Asking needs no right at all."""

from __future__ import annotations

from network.core.permissions import Permission, Role, policy


class JoiningPermission(Permission):
    """Rights over requests to join."""

    READ = "joining:request:read"
    ANSWER = "joining:request:answer"


LABELS = {
    JoiningPermission.READ: "Read requests to join the network",
    JoiningPermission.ANSWER: "Invite or decline organisations that ask to join",
}

POLICY = policy({JoiningPermission.READ: [Role.COORDINATOR], JoiningPermission.ANSWER: [Role.COORDINATOR]})
