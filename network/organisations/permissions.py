"""Who sees the directory, and who keeps it."""

from __future__ import annotations

from network.core.permissions import Permission, Role, policy


class OrganisationPermission(Permission):
    """Rights over organisations. Which of them: one's own, or, for the coordinator, any."""

    LIST = "organisations:organisation:list"
    VIEW = "organisations:organisation:view"
    EDIT = "organisations:organisation:edit"
    ADD = "organisations:organisation:add"
    IMPORT = "organisations:organisation:import"
    MERGE = "organisations:organisation:merge"
    LEAVE = "organisations:organisation:leave"
    RESTORE = "organisations:organisation:restore"
    EDIT_DEPARTMENTS = "organisations:department:edit"


LABELS = {
    OrganisationPermission.LIST: "See the directory of partners",
    OrganisationPermission.VIEW: "Open an organisation in the directory",
    OrganisationPermission.EDIT: "Change what is said of the organisation",
    OrganisationPermission.ADD: "Add an organisation or a code by hand",
    OrganisationPermission.IMPORT: "Import organisations from a public register",
    OrganisationPermission.MERGE: "Make two organisations one, or say that they are two",
    OrganisationPermission.LEAVE: "Leave the network",
    OrganisationPermission.RESTORE: "Take an organisation back that left",
    OrganisationPermission.EDIT_DEPARTMENTS: "Add, change and remove departments",
}

POLICY = policy(
    {
        OrganisationPermission.LIST: Role,
        OrganisationPermission.VIEW: Role,
        OrganisationPermission.EDIT: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
        OrganisationPermission.ADD: [Role.COORDINATOR],
        OrganisationPermission.IMPORT: [Role.COORDINATOR],
        OrganisationPermission.MERGE: [Role.COORDINATOR],
        OrganisationPermission.LEAVE: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
        OrganisationPermission.RESTORE: [Role.COORDINATOR],
        OrganisationPermission.EDIT_DEPARTMENTS: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
    }
)
