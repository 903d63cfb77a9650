"""What a program is shown; no example here holds anything of a case."""

from __future__ import annotations

from marshmallow import fields

from network.core.api import BaseSchema, page_of
from network.incidents.rules.answers import (
    AskedBy,
    DateKind,
    DateScope,
    ExceptionReason,
    ExitPathway,
    MeetingMode,
    MoveReason,
)
from network.incidents.rules.due import Due, LateReason
from network.incidents.rules.emergency import EmergencyReason
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.sessions import SessionState
from network.incidents.rules.states import Holder, ManagerView, State, Step
from network.incidents.schemas.holding import HoldSchema


class ParticularsSchema(BaseSchema):
    """What was said of people; a part that is not the reader's to read is null."""

    staff_name = fields.String(allow_none=True)
    staff_telephone = fields.String(allow_none=True)
    staff_email = fields.String(allow_none=True)
    manager_name = fields.String(allow_none=True)
    manager_telephone = fields.String(allow_none=True)
    manager_email = fields.String(allow_none=True)
    successor_name = fields.String(allow_none=True)
    successor_telephone = fields.String(allow_none=True)
    successor_email = fields.String(allow_none=True)
    incident_on = fields.String(allow_none=True)
    narrative = fields.String(allow_none=True)
    team_input = fields.String(allow_none=True)
    correction = fields.String(allow_none=True)
    called = fields.String(allow_none=True)
    own_telephone = fields.String(allow_none=True)
    own_email = fields.String(allow_none=True)
    contact_way = fields.String(allow_none=True)
    voicemail = fields.String(allow_none=True)
    interpreter = fields.String(allow_none=True)
    contact_times = fields.String(allow_none=True)
    mode_wish = fields.String(allow_none=True)
    therapist_wish = fields.String(allow_none=True)


class NextFactSchema(BaseSchema):
    """A step to come."""

    step = fields.String()
    what = fields.String()
    by_whom = fields.String()
    target_at = fields.AwareDateTime(allow_none=True)
    limit_on = fields.Date(allow_none=True)
    if_not = fields.String()
    turn_to = fields.String()


class ManagerLineSchema(BaseSchema):
    """A referral in its manager's list: one of four states, or null for a draft (D10)."""

    id = fields.UUID()
    reference = fields.String(allow_none=True)
    standing = fields.Enum(ManagerView, by_value=True, allow_none=True)
    started_at = fields.AwareDateTime()
    submitted_at = fields.AwareDateTime(allow_none=True)


class ManagerCaseSchema(BaseSchema):
    """A referral for the manager who wrote it."""

    id = fields.UUID()
    reference = fields.String()
    standing = fields.Enum(ManagerView, by_value=True)
    submitted_at = fields.AwareDateTime()
    department_name = fields.String(allow_none=True)
    particulars = fields.Nested(ParticularsSchema)
    next = fields.List(fields.Nested(NextFactSchema))
    missing = fields.Enum(StepReason, by_value=True, allow_none=True)
    summary = fields.String(allow_none=True)
    is_followed = fields.Boolean(metadata={"description": "Whether another wrote it, and one follows them as manager"})


class ToldSchema(BaseSchema):
    """One step, to the person whom it is about."""

    step = fields.Enum(Step, by_value=True)
    at = fields.AwareDateTime()
    words = fields.String()
    told = fields.String(metadata={"description": "Who was told of it; empty where nobody was"})


class LineSchema(BaseSchema):
    """A referral in the list of somebody who acts on it, without names."""

    id = fields.UUID()
    reference = fields.String()
    state = fields.Enum(State, by_value=True)
    holder = fields.Enum(Holder, by_value=True)
    organisation_name = fields.String()
    therapist_name = fields.String(allow_none=True)
    submitted_at = fields.AwareDateTime()
    first_meeting_target_at = fields.AwareDateTime()
    first_meeting_limit_on = fields.Date()
    first_meeting_at = fields.AwareDateTime(allow_none=True)
    manager_contact_limit_on = fields.Date(allow_none=True)
    manager_contacted_at = fields.AwareDateTime(allow_none=True)
    closed_at = fields.AwareDateTime(allow_none=True)
    waits_for_person = fields.Boolean()


class ClocksSchema(BaseSchema):
    """What the submission set going."""

    first_meeting_target_at = fields.AwareDateTime()
    first_meeting_limit_on = fields.Date()
    manager_contact_limit_on = fields.Date(
        allow_none=True, metadata={"description": "Null where no manager is part of it"}
    )


class OpenedSchema(BaseSchema):
    """Somebody else opened it."""

    at = fields.AwareDateTime()
    name = fields.String()
    capacity = fields.Enum(Capacity, by_value=True)


class CaseSchema(BaseSchema):
    """A referral for somebody who acts on it, as far as theirs to read."""

    id = fields.UUID()
    reference = fields.String()
    state = fields.Enum(State, by_value=True)
    holder = fields.Enum(Holder, by_value=True)
    organisation_name = fields.String()
    department_name = fields.String(allow_none=True)
    provider_name = fields.String(allow_none=True)
    therapist_name = fields.String(allow_none=True)
    clocks = fields.Nested(ClocksSchema)
    submitted_at = fields.AwareDateTime()
    is_self_requested = fields.Boolean(
        metadata={"description": "Whether the person asked for themselves; no manager is told anything then"}
    )
    waits_for_person = fields.Boolean(metadata={"description": "Whether its person is to read it before it goes on"})
    waits_for_manager = fields.Boolean(
        metadata={"description": "Whether its manager handed it over, and its person has not agreed to whom yet"}
    )
    waits_for_leave = fields.Boolean(metadata={"description": "Whether it came late, and is to be let through first"})
    late_reasons = fields.Dict(
        keys=fields.Enum(Due, by_value=True),
        values=fields.Enum(LateReason, by_value=True),
        metadata={"description": "Why what was late was, as far as somebody has said so"},
    )
    paused_until = fields.Date(
        allow_none=True, metadata={"description": "The last day of a pause that the person took: do not contact them"}
    )
    passed_on_at = fields.AwareDateTime(allow_none=True)
    allocated_at = fields.AwareDateTime(allow_none=True)
    first_meeting_at = fields.AwareDateTime(allow_none=True)
    first_meeting_mode = fields.Enum(MeetingMode, by_value=True, allow_none=True)
    manager_contacted_at = fields.AwareDateTime(allow_none=True)
    begun_at = fields.AwareDateTime(allow_none=True)
    closed_at = fields.AwareDateTime(allow_none=True)
    particulars = fields.Nested(ParticularsSchema)
    next = fields.List(fields.Nested(NextFactSchema))


class HeldSessionSchema(BaseSchema):
    """A session; `number` is null for one that took none of those that there can be."""

    id = fields.UUID()
    number = fields.Integer(allow_none=True)
    state = fields.Enum(SessionState, by_value=True)
    at = fields.AwareDateTime(allow_none=True)
    mode = fields.Enum(MeetingMode, by_value=True, allow_none=True)
    kept_for = fields.Enum(DateKind, by_value=True, allow_none=True)


class SessionMoveSchema(BaseSchema):
    """When a session was to be."""

    was_at = fields.AwareDateTime()
    moved_at = fields.AwareDateTime()
    asked_by = fields.Enum(AskedBy, by_value=True, allow_none=True)
    reason = fields.Enum(MoveReason, by_value=True, allow_none=True)


class ComingDateSchema(BaseSchema):
    """A date to come."""

    id = fields.UUID()
    kind = fields.Enum(DateKind, by_value=True)
    scope = fields.Enum(DateScope, by_value=True)
    on = fields.Date(allow_none=True)
    is_kept_for = fields.Boolean()
    offered_at = fields.AwareDateTime(allow_none=True)


class LedgerSchema(BaseSchema):
    """How many sessions were granted, held, and are left."""

    granted = fields.Integer()
    held = fields.Integer()
    left = fields.Integer()


class SupportSchema(BaseSchema):
    """The sessions, what was moved, the dates to come."""

    ledger = fields.Nested(LedgerSchema)
    sessions = fields.List(fields.Nested(HeldSessionSchema))
    moves = fields.List(fields.Nested(SessionMoveSchema))
    dates = fields.List(fields.Nested(ComingDateSchema))
    asked_for_one_more = fields.Enum(ExceptionReason, by_value=True, allow_none=True)


class ClosingSummarySchema(BaseSchema):
    """The closing summary on its way, and its one text."""

    text = fields.String()
    comment = fields.String()
    shown_at = fields.AwareDateTime()
    read_at = fields.AwareDateTime(allow_none=True)
    released_at = fields.AwareDateTime(allow_none=True)


class SupportedCaseSchema(CaseSchema):
    """A referral with its sessions, for those whose they are."""

    support = fields.Nested(SupportSchema)
    exit_pathway = fields.Enum(ExitPathway, by_value=True, allow_none=True)
    is_gp_advised = fields.Boolean()
    summary = fields.Nested(ClosingSummarySchema, allow_none=True)


class CaseloadCaseSchema(SupportedCaseSchema):
    """A referral for its therapist: with what the manager answered, which is nobody else's to see (CI-9)."""

    are_others_affected = fields.Boolean(allow_none=True)
    is_manager_affected = fields.Boolean(allow_none=True)


class InEmergencySchema(BaseSchema):
    """One time that two people agreed to open it in an emergency."""

    agreed_at = fields.AwareDateTime()
    asked_by = fields.String()
    agreed_by = fields.String()
    reason = fields.Enum(EmergencyReason, by_value=True)
    opened_at = fields.AwareDateTime(allow_none=True)


class OwnCaseSchema(SupportedCaseSchema):
    """Everything, for the person themselves, with who else opened it."""

    openings = fields.List(fields.Nested(OpenedSchema))
    kept_until = fields.Date(allow_none=True)
    emergencies = fields.List(fields.Nested(InEmergencySchema))
    hold = fields.Nested(HoldSchema, allow_none=True)
    summary_until = fields.Date(allow_none=True)
    skeleton_until = fields.Date(allow_none=True)


LinePageSchema = page_of(LineSchema)
ManagerLinePageSchema = page_of(ManagerLineSchema)
