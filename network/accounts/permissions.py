"""Who may invite people, end roles and make keys for programs."""

from __future__ import annotations

from network.core.permissions import Permission, Role, policy


class AccountPermission(Permission):
    """Rights over other people's roles, and over keys for programs."""

    LIST_PEOPLE = "accounts:membership:list"
    INVITE = "accounts:invitation:send"
    END_ROLE = "accounts:membership:end"
    MAKE_TOKENS = "accounts:token:make"
    SEE_SHOWN = "accounts:directory-entry:see"
    SHOW_ONESELF = "accounts:directory-entry:choose"


LABELS = {
    AccountPermission.LIST_PEOPLE: "See who holds which role in the organisation",
    AccountPermission.INVITE: "Invite people to a role",
    AccountPermission.END_ROLE: "End somebody's role",
    AccountPermission.MAKE_TOKENS: "Make and end keys of one's own, for programs",
    AccountPermission.SEE_SHOWN: "See the people of the network who chose to be shown",
    AccountPermission.SHOW_ONESELF: "Choose to be shown to the members of the network, or not",
}

POLICY = policy(
    {
        AccountPermission.LIST_PEOPLE: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
        AccountPermission.INVITE: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
        AccountPermission.END_ROLE: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
        # A key does no more than whoever made it may, and somebody at the provider may have a system too.
        AccountPermission.MAKE_TOKENS: list(Role),
        AccountPermission.SEE_SHOWN: list(Role),
        AccountPermission.SHOW_ONESELF: list(Role),
    }
)
