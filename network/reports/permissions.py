"""Who sees the figures of the whole network, and who those of their own organisation."""

from __future__ import annotations

from network.core.permissions import Permission, Role, policy


class ReportPermission(Permission):
    """Rights over figures. What they mean needs none: the definitions are public."""

    VIEW_DESK = "reports:desk:view"
    VIEW_ORGANISATION = "reports:organisation:view"


LABELS = {
    ReportPermission.VIEW_DESK: "See the figures of every partner, and what to do next",
    ReportPermission.VIEW_ORGANISATION: "See the organisation’s own figures at a glance",
}

POLICY = policy(
    {
        ReportPermission.VIEW_DESK: [Role.COORDINATOR],
        ReportPermission.VIEW_ORGANISATION: [Role.ORGANISATION_LEAD, Role.BOARD_VIEWER],
    }
)
