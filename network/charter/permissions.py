"""Who may sign the charter for their organisation, keep what it pledged, and write the charter's versions."""

from __future__ import annotations

from network.core.permissions import Permission, Role, policy


class CharterPermission(Permission):
    """Rights over the charter. Reading it, and who signed it, needs none: both are public."""

    SIGN = "charter:charter:sign"
    VIEW_OWN = "charter:charter:view-own"
    PLEDGE = "charter:pledge:edit"
    CHECK = "charter:pledge:check"
    DRAFT = "charter:version:draft"
    PUBLISH = "charter:version:publish"
    FOLLOW = "charter:signature:follow"
    CHECK_READINESS = "charter:readiness:check"


LABELS = {
    CharterPermission.SIGN: "Sign the charter for the organisation, renew it or take it back",
    CharterPermission.VIEW_OWN: "See what the organisation has pledged, and who sees to it",
    CharterPermission.PLEDGE: "Keep what the organisation has pledged, and what shows it",
    CharterPermission.CHECK: "Look at another partner’s commitment and say what was seen",
    CharterPermission.DRAFT: "Write a new version of the charter, and consult on it",
    CharterPermission.PUBLISH: "Publish a version of the charter",
    CharterPermission.FOLLOW: "See who is preparing, who is to sign again and who has lapsed",
    CharterPermission.CHECK_READINESS: "Say that what an organisation declared was seen",
}

POLICY = policy(
    {
        CharterPermission.SIGN: [Role.ORGANISATION_LEAD],
        CharterPermission.VIEW_OWN: [
            Role.ORGANISATION_LEAD,
            Role.CHAMPION,
            Role.MANAGER,
            Role.FACILITATOR,
            Role.BOARD_VIEWER,
        ],
        CharterPermission.PLEDGE: [Role.ORGANISATION_LEAD],
        CharterPermission.CHECK: [Role.ORGANISATION_LEAD],
        CharterPermission.DRAFT: [Role.COORDINATOR],
        CharterPermission.PUBLISH: [Role.COORDINATOR],
        CharterPermission.FOLLOW: [Role.COORDINATOR],
        CharterPermission.CHECK_READINESS: [Role.COORDINATOR],
    }
)
