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
    EDIT_DEPARTMENTS = "organisations:department:edit"
    COUNT_DEPARTMENT = "organisations:department:count"


LABELS = {
    OrganisationPermission.LIST: "See the directory of partners",
    OrganisationPermission.VIEW: "Open an organisation in the directory",
    OrganisationPermission.EDIT: "Change what is said of the organisation",
    OrganisationPermission.ADD: "Add an organisation or a code by hand",
    OrganisationPermission.IMPORT: "Import organisations from a public register",
    OrganisationPermission.EDIT_DEPARTMENTS: "Add, change and remove departments",
    OrganisationPermission.COUNT_DEPARTMENT: "Keep a department’s number of staff",
}

POLICY = policy(
    {
        OrganisationPermission.LIST: Role,
        OrganisationPermission.VIEW: Role,
        OrganisationPermission.EDIT: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
        OrganisationPermission.ADD: [Role.COORDINATOR],
        OrganisationPermission.IMPORT: [Role.COORDINATOR],
        OrganisationPermission.EDIT_DEPARTMENTS: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
        # A department lead, for the department that they lead.
        OrganisationPermission.COUNT_DEPARTMENT: [Role.COORDINATOR, Role.ORGANISATION_LEAD, Role.DEPARTMENT_LEAD],
    }
)
