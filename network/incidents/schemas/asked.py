"""What a program sends. How long a text may be is the rule's to say."""

from __future__ import annotations

from marshmallow import fields, validate

from network.core.api import BaseSchema, Instant, PageQuerySchema, Words
from network.incidents.rules.answers import (
    Affected,
    AskedBy,
    ContactWay,
    DateKind,
    DateScope,
    ExceptionReason,
    ExitPathway,
    MeetingMode,
    MoveReason,
    ReviewOutcome,
    TeamInput,
    Voicemail,
)
from network.incidents.rules.due import Due, LateReason
from network.incidents.rules.pausing import PauseLength
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.sessions import Outcome
from network.incidents.rules.submission import (
    LONGEST_COMMENT,
    LONGEST_CORRECTION,
    LONGEST_EMAIL,
    LONGEST_NAME,
    LONGEST_NARRATIVE,
    LONGEST_TELEPHONE,
    LONGEST_WISH,
)
from network.incidents.rules.summary import LONGEST_SUMMARY, Statement


def _text(longest: int, *, required: bool = False, has_lines: bool = False) -> Words:
    """As a page takes it: trimmed, so that blanks are nothing. How long it may be is the rule's to say."""
    told = {"maxLength": longest}
    if required:
        return Words(has_lines=has_lines, required=True, metadata=told)
    return Words(has_lines=has_lines, load_default="", metadata=told)


class LinesQuerySchema(PageQuerySchema):
    """Which page of which list."""

    is_cancelled = fields.Boolean(
        load_default=False, metadata={"description": "Those whose support never began; they are in no other list"}
    )


class ProviderSchema(BaseSchema):
    """Which provider a referral goes to."""

    provider_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "One of the organisation’s; null: whose turn it is"},
    )


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
    goes_at_once = fields.Boolean(
        load_default=False,
        metadata={"description": "Whether the staff member asked that it goes on before they have read it"},
    )


class TherapistSchema(BaseSchema):
    """Who is chosen."""

    therapist_id = fields.UUID(required=True)


class CorrectionSchema(BaseSchema):
    """The person's own words; empty takes them out."""

    correction = _text(LONGEST_CORRECTION, required=True)


class LateSchema(BaseSchema):
    """Why something was late."""

    due = fields.Enum(Due, by_value=True, required=True)
    reason = fields.Enum(LateReason, by_value=True, required=True)


class OwnRequestSchema(BaseSchema):
    """Support for oneself. What is said of a manager is kept only where `may_contact_manager` is true."""

    incident_on = fields.Date(required=True)
    narrative = _text(LONGEST_NARRATIVE, required=True, has_lines=True)
    department_id = fields.UUID(load_default=None, allow_none=True)
    own_telephone = _text(LONGEST_TELEPHONE)
    own_email = _text(LONGEST_EMAIL)
    contact_way = fields.Enum(ContactWay, by_value=True, load_default=None, allow_none=True)
    contact_times = _text(LONGEST_WISH, has_lines=True)
    mode_wish = fields.Enum(MeetingMode, by_value=True, load_default=None, allow_none=True)
    may_contact_manager = fields.Boolean(load_default=False)
    manager_name = _text(LONGEST_NAME)
    manager_telephone = _text(LONGEST_TELEPHONE)
    manager_email = _text(LONGEST_EMAIL)


class OwnPauseSchema(BaseSchema):
    """A pause that the person takes."""

    weeks = fields.Integer(required=True, strict=True, validate=validate.OneOf([each.value for each in PauseLength]))


class GoAheadSchema(BaseSchema):
    """That it can go on."""

    has_read = fields.Boolean(
        required=True, metadata={"description": "Whether it was read; false: it is read later, and goes at once"}
    )


class WishesSchema(BaseSchema):
    """How somebody wishes to be reached and met."""

    called = _text(LONGEST_NAME)
    own_telephone = _text(LONGEST_TELEPHONE)
    own_email = _text(LONGEST_EMAIL)
    contact_way = fields.Enum(ContactWay, by_value=True, load_default=None, allow_none=True)
    voicemail = fields.Enum(Voicemail, by_value=True, load_default=None, allow_none=True)
    interpreter = _text(LONGEST_NAME)
    contact_times = _text(LONGEST_WISH, has_lines=True)
    mode_wish = fields.Enum(MeetingMode, by_value=True, load_default=None, allow_none=True)
    therapist_wish = _text(LONGEST_WISH, has_lines=True)


class ReasonSchema(BaseSchema):
    """Why, from the list of one step."""

    reason = fields.Enum(StepReason, by_value=True, required=True)


class AmendmentSchema(BaseSchema):
    """What a manager puts right after sending: the whole of these, changed or not."""

    staff_telephone = _text(LONGEST_TELEPHONE)
    staff_email = _text(LONGEST_EMAIL)
    department_id = fields.UUID(load_default=None, allow_none=True)
    narrative = _text(LONGEST_NARRATIVE, required=True, has_lines=True)


class SupportSessionSchema(BaseSchema):
    """When a session is to be, and how; the instant has its offset."""

    at = Instant(required=True)
    mode = fields.Enum(MeetingMode, by_value=True, required=True)


class WhySchema(BaseSchema):
    """Who asked for another time, and why."""

    asked_by = fields.Enum(AskedBy, by_value=True, required=True)
    reason = fields.Enum(MoveReason, by_value=True, required=True)


class MoveSchema(SupportSessionSchema, WhySchema):
    """Another time, with who asked and why."""


class OutcomeSchema(BaseSchema):
    """How a session went."""

    outcome = fields.Enum(Outcome, by_value=True, required=True)


class ReviewSchema(BaseSchema):
    """What both found when they looked back."""

    outcome = fields.Enum(ReviewOutcome, by_value=True, required=True)


class OneMoreSchema(BaseSchema):
    """Why a seventh session."""

    reason = fields.Enum(ExceptionReason, by_value=True, required=True)


class GrantSchema(BaseSchema):
    """The answer to it."""

    is_granted = fields.Boolean(required=True)


class DaySchema(BaseSchema):
    """When a date is; null where that is not known yet."""

    on = fields.Date(load_default=None, allow_none=True)


class DateSchema(DaySchema):
    """A date to come."""

    kind = fields.Enum(DateKind, by_value=True, required=True)
    scope = fields.Enum(DateScope, by_value=True, required=True)


class ManagerContactSchema(BaseSchema):
    """The two answers of the word with the manager."""

    others = fields.Enum(Affected, by_value=True, required=True)
    manager = fields.Enum(Affected, by_value=True, required=True)


class EndOfSupportSchema(BaseSchema):
    """Where the person goes when support ends."""

    exit_pathway = fields.Enum(ExitPathway, by_value=True, required=True)
    is_gp_advised = fields.Boolean(load_default=False)


class GeneralWordsSchema(BaseSchema):
    """A closing summary: what is ticked, and a few general words."""

    statements = fields.List(fields.Enum(Statement, by_value=True), required=True)
    words = _text(LONGEST_SUMMARY, has_lines=True)


class ReleaseSchema(BaseSchema):
    """Whether therapist and staff member read it together."""

    read_together = fields.Boolean(load_default=False)


class CommentSchema(BaseSchema):
    """What the staff member says of their closing summary."""

    comment = _text(LONGEST_COMMENT, has_lines=True)
