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
    EDIT_CODES = "organisations:code:edit"
    MERGE = "organisations:organisation:merge"
    LEAVE = "organisations:organisation:leave"
    RESTORE = "organisations:organisation:restore"
    EDIT_DEPARTMENTS = "organisations:department:edit"
    EDIT_STAGES = "organisations:stage:edit"
    SET_STAGE = "organisations:journey:set-stage"
    SAY_PROGRESS = "organisations:journey:say-progress"
    EDIT_CAPACITY = "organisations:capacity:edit"
    LIST_CAPACITY = "organisations:capacity:list"
    EDIT_WORKFORCE = "organisations:workforce:edit"
    EDIT_DEPUTIES = "organisations:deputy:edit"
    VIEW_CONTRIBUTIONS = "organisations:contribution:view"
    KEEP_CONTRIBUTIONS = "organisations:contribution:keep"
    COUNT_DEPARTMENT = "organisations:department:count"


LABELS = {
    OrganisationPermission.LIST: "See the directory of partners",
    OrganisationPermission.VIEW: "Open an organisation in the directory",
    OrganisationPermission.EDIT: "Change what is said of the organisation",
    OrganisationPermission.ADD: "Add an organisation by hand",
    OrganisationPermission.IMPORT: "Import organisations from a public register",
    OrganisationPermission.EDIT_CODES: "Add and remove the codes of the organisation",
    OrganisationPermission.MERGE: "Make two organisations one, or say that they are two",
    OrganisationPermission.LEAVE: "Leave the network",
    OrganisationPermission.RESTORE: "Take an organisation back that left",
    OrganisationPermission.EDIT_DEPARTMENTS: "Add, change and remove departments",
    OrganisationPermission.EDIT_STAGES: "Name the stages of the journey for the whole network",
    OrganisationPermission.SET_STAGE: "Say which stage of its journey the organisation is at",
    OrganisationPermission.SAY_PROGRESS: "Say how far the four areas of work have come",
    OrganisationPermission.EDIT_CAPACITY: "Say when and how the organisation’s staff can train",
    OrganisationPermission.LIST_CAPACITY: "See when partners can train",
    OrganisationPermission.EDIT_WORKFORCE: "Say how many people do which work, and what level they need",
    OrganisationPermission.EDIT_DEPUTIES: "Name the deputies of the organisation’s contact",
    OrganisationPermission.VIEW_CONTRIBUTIONS: "See what the organisation gives towards the coordinator",
    OrganisationPermission.KEEP_CONTRIBUTIONS: "Keep what partners give towards the coordinator",
    OrganisationPermission.COUNT_DEPARTMENT: "Keep a department’s number of staff",
}

POLICY = policy(
    {
        OrganisationPermission.LIST: Role,
        OrganisationPermission.VIEW: Role,
        OrganisationPermission.EDIT: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
        OrganisationPermission.ADD: [Role.COORDINATOR],
        OrganisationPermission.IMPORT: [Role.COORDINATOR],
        # A lead, for the numbers of charities and companies.
        OrganisationPermission.EDIT_CODES: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
        OrganisationPermission.MERGE: [Role.COORDINATOR],
        OrganisationPermission.LEAVE: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
        OrganisationPermission.RESTORE: [Role.COORDINATOR],
        OrganisationPermission.EDIT_DEPARTMENTS: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
        OrganisationPermission.EDIT_STAGES: [Role.COORDINATOR],
        OrganisationPermission.SET_STAGE: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
        OrganisationPermission.SAY_PROGRESS: [Role.ORGANISATION_LEAD],
        OrganisationPermission.EDIT_CAPACITY: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
        OrganisationPermission.LIST_CAPACITY: [Role.COORDINATOR],
        OrganisationPermission.EDIT_WORKFORCE: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
        OrganisationPermission.EDIT_DEPUTIES: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
        OrganisationPermission.VIEW_CONTRIBUTIONS: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
        OrganisationPermission.KEEP_CONTRIBUTIONS: [Role.COORDINATOR],
        # A department lead, for the department that they lead.
        OrganisationPermission.COUNT_DEPARTMENT: [Role.COORDINATOR, Role.ORGANISATION_LEAD, Role.DEPARTMENT_LEAD],
    }
)
