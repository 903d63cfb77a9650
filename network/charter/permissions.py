"""Who may sign the charter for their organisation, and who writes and publishes its versions."""

from __future__ import annotations

from network.core.permissions import Permission, Role, policy


class CharterPermission(Permission):
    """Rights over the charter. Reading it, and who signed it, needs none: both are public."""

    SIGN = "charter:charter:sign"
    DRAFT = "charter:version:draft"
    PUBLISH = "charter:version:publish"


LABELS = {
    CharterPermission.SIGN: "Sign the charter for the organisation",
    CharterPermission.DRAFT: "Write a new version of the charter",
    CharterPermission.PUBLISH: "Publish a version of the charter",
}

POLICY = policy(
    {
        CharterPermission.SIGN: [Role.ORGANISATION_LEAD],
        CharterPermission.DRAFT: [Role.COORDINATOR],
        CharterPermission.PUBLISH: [Role.COORDINATOR],
    }
)
