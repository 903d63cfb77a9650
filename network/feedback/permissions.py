"""Who reads what people tell the network. Telling needs no right at all."""

from __future__ import annotations

from network.core.permissions import Permission, Role, policy


class FeedbackPermission(Permission):
    """Rights over what was told."""

    READ = "feedback:message:read"
    CLOSE = "feedback:message:close"


LABELS = {
    FeedbackPermission.READ: "Read what people say helped or hurt",
    FeedbackPermission.CLOSE: "Acknowledge and close what people said",
}

POLICY = policy({FeedbackPermission.READ: [Role.COORDINATOR], FeedbackPermission.CLOSE: [Role.COORDINATOR]})
