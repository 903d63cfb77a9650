"""The JSON of this feature. Shape only; no example here holds anything of a case."""

from __future__ import annotations

from marshmallow import fields

from network.core.api import BaseSchema, Instant, Words, page_of
from network.incidents.rules.answers import ContactWay, MeetingMode, TeamInput
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import Holder, ManagerView, State
from network.incidents.rules.submission import (
    LONGEST_CORRECTION,
    LONGEST_EMAIL,
    LONGEST_NAME,
    LONGEST_NARRATIVE,
    LONGEST_TELEPHONE,
    LONGEST_WISH,
)


def _text(longest: int, *, required: bool = False, has_lines: bool = False) -> Words:
    """As a page takes it: trimmed, so that blanks are nothing. How long it may be is the rule's to say."""
    told = {"maxLength": longest}
    if required:
        return Words(has_lines=has_lines, required=True, metadata=told)
    return Words(has_lines=has_lines, load_default="", metadata=told)


class ModuleSchema(BaseSchema):
    """The service of an organisation."""

    is_on = fields.Boolean(required=True)
    go_live_on = fields.Date(load_default=None, allow_none=True)
    provider_id = fields.UUID(load_default=None, allow_none=True)
    department_ids = fields.List(fields.UUID(), load_default=list)


class SubmissionSchema(BaseSchema):
    """A referral as its manager writes it."""

    talked_on = fields.Date(required=True)
    incident_on = fields.Date(required=True)
    staff_name = _text(LONGEST_NAME, required=True)
    staff_telephone = _text(LONGEST_TELEPHONE)
    staff_email = _text(LONGEST_EMAIL)
    department_id = fields.UUID(load_default=None, allow_none=True)
    narrative = _text(LONGEST_NARRATIVE, required=True, has_lines=True)
    team_input = fields.Enum(TeamInput, by_value=True, required=True)
    manager_name = _text(LONGEST_NAME)
    manager_telephone = _text(LONGEST_TELEPHONE)
    manager_email = _text(LONGEST_EMAIL)


class ParticularsSchema(BaseSchema):
    """What was said of people; a part that is not the reader's to read is null."""

    staff_name = fields.String(allow_none=True)
    staff_telephone = fields.String(allow_none=True)
    staff_email = fields.String(allow_none=True)
    manager_name = fields.String(allow_none=True)
    manager_telephone = fields.String(allow_none=True)
    manager_email = fields.String(allow_none=True)
    incident_on = fields.String(allow_none=True)
    narrative = fields.String(allow_none=True)
    team_input = fields.String(allow_none=True)
    correction = fields.String(allow_none=True)
    contact_way = fields.String(allow_none=True)
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
    manager_contact_limit_on = fields.Date()
    manager_contacted_at = fields.AwareDateTime(allow_none=True)
    closed_at = fields.AwareDateTime(allow_none=True)


class ClocksSchema(BaseSchema):
    """What the submission set going."""

    first_meeting_target_at = fields.AwareDateTime()
    first_meeting_limit_on = fields.Date()
    manager_contact_limit_on = fields.Date()


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
    passed_on_at = fields.AwareDateTime(allow_none=True)
    allocated_at = fields.AwareDateTime(allow_none=True)
    first_meeting_at = fields.AwareDateTime(allow_none=True)
    first_meeting_mode = fields.Enum(MeetingMode, by_value=True, allow_none=True)
    manager_contacted_at = fields.AwareDateTime(allow_none=True)
    begun_at = fields.AwareDateTime(allow_none=True)
    closed_at = fields.AwareDateTime(allow_none=True)
    particulars = fields.Nested(ParticularsSchema)
    next = fields.List(fields.Nested(NextFactSchema))


class OwnCaseSchema(CaseSchema):
    """Everything, for the person themselves, with who else opened it."""

    openings = fields.List(fields.Nested(OpenedSchema))
    kept_until = fields.Date(allow_none=True)


class TherapistSchema(BaseSchema):
    """Who is chosen."""

    therapist_id = fields.UUID(required=True)


class MeetingSchema(BaseSchema):
    """When and how the first meeting is; the instant has its offset."""

    at = Instant(required=True)
    mode = fields.Enum(MeetingMode, by_value=True, required=True)


class CorrectionSchema(BaseSchema):
    """The person's own words; empty takes them out."""

    correction = _text(LONGEST_CORRECTION, required=True)


class WishesSchema(BaseSchema):
    """How somebody wishes to be reached and met."""

    contact_way = fields.Enum(ContactWay, by_value=True, load_default=None, allow_none=True)
    contact_times = _text(LONGEST_WISH, has_lines=True)
    mode_wish = fields.Enum(MeetingMode, by_value=True, load_default=None, allow_none=True)
    therapist_wish = _text(LONGEST_WISH, has_lines=True)


LinePageSchema = page_of(LineSchema)
ManagerLinePageSchema = page_of(ManagerLineSchema)
