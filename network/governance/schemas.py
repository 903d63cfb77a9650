"""Governance as JSON."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from network.core.api import BaseSchema, PageQuerySchema, Words, page_of
from network.governance.rules.drafts import (
    LONGEST,
    LONGEST_DECISION,
    LONGEST_MEMBER,
    MOST_ATTENDED,
    MOST_MEMBERS,
    MOST_ROWS,
)
from network.governance.vocabulary import ActionState, ActionView, GroupKind, MeetingState, Rhythm, Whose
from network.organisations.vocabulary import KeyArea


def _words(name: str, **options: Any) -> Words:
    return Words(validate=validate.Length(max=LONGEST[name]), **options)


def _areas(**options: Any) -> fields.List[KeyArea]:
    return fields.List(fields.Enum(KeyArea, by_value=True), validate=validate.Length(max=len(KeyArea)), **options)


class GroupQuerySchema(PageQuerySchema):
    """Which groups."""

    whose = fields.Enum(Whose, by_value=True)
    is_ended = fields.Boolean(load_default=False)


class GroupDraftSchema(BaseSchema):
    """What is said of a group."""

    name = _words("name", required=True)
    kind = fields.Enum(GroupKind, by_value=True, required=True)
    purpose = _words("purpose", required=True, has_lines=True)
    rhythm = fields.Enum(Rhythm, by_value=True, required=True)
    chair_name = _words("chair_name", required=True)
    chair_title = _words("chair_title", required=True)
    members = fields.List(
        Words(validate=validate.Length(max=LONGEST_MEMBER)),
        load_default=list,
        validate=validate.Length(max=MOST_MEMBERS),
        metadata={"description": "Each a name, a comma, and the service or organisation that they represent"},
    )


class GroupChangeSchema(GroupDraftSchema):
    """What is to be different about a group; what is not sent stays."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "partial": True})


class GroupEndSchema(BaseSchema):
    """The last day of a group."""

    ended_on = fields.Date(required=True)


class GroupSchema(GroupDraftSchema):
    """A group."""

    id = fields.UUID(required=True)
    organisation_id = fields.UUID(required=True)
    is_network = fields.Boolean(required=True)
    ended_on = fields.Date(required=True, allow_none=True)
    version = fields.Integer(required=True)


class GroupMeetingPlanSchema(BaseSchema):
    """A meeting to come, or one to be written up."""

    held_on = fields.Date(required=True)
    areas = _areas(load_default=list)


class GroupMeetingMoveSchema(GroupMeetingPlanSchema):
    """What is to be different about a meeting that is still to be written up."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "partial": True})


class GroupMeetingWriteUpSchema(BaseSchema):
    """What is to be said of a meeting; what is not sent stays. Decisions are replaced whole."""

    held_on = fields.Date()
    areas = _areas()
    attended = fields.Integer(allow_none=True, strict=True, validate=validate.Range(min=1, max=MOST_ATTENDED))
    note = _words("note", has_lines=True)
    decisions = fields.List(
        Words(has_lines=True, validate=validate.Length(max=LONGEST_DECISION)), validate=validate.Length(max=MOST_ROWS)
    )


class GroupMeetingSchema(BaseSchema):
    """A meeting."""

    id = fields.UUID(required=True)
    group_id = fields.UUID(required=True)
    held_on = fields.Date(required=True)
    state = fields.Enum(MeetingState, by_value=True, required=True)
    areas = fields.List(fields.Enum(KeyArea, by_value=True), required=True)
    attended = fields.Integer(required=True, allow_none=True)
    note = fields.String(required=True)
    decisions = fields.List(fields.String(), required=True)
    version = fields.Integer(required=True)


class GroupActionQuerySchema(PageQuerySchema):
    """Which actions."""

    whose = fields.Enum(Whose, by_value=True)
    view = fields.Enum(ActionView, by_value=True, load_default=ActionView.OPEN)
    owner = Words(load_default="", validate=validate.Length(max=100))
    mine = fields.Boolean(load_default=False)
    area = fields.Enum(KeyArea, by_value=True)
    group_id = fields.UUID()


class GroupActionDraftSchema(BaseSchema):
    """Who does what by when: a colleague by `owner_id`, or anybody by name."""

    what = _words("what", required=True)
    owner_name = _words("owner_name", load_default="")
    owner_id = fields.UUID(load_default=None, allow_none=True)
    due_on = fields.Date(required=True)
    meeting_id = fields.UUID(
        load_default=None, allow_none=True, metadata={"description": "The meeting of this group that agreed on it"}
    )


class GroupActionChangeSchema(BaseSchema):
    """What is to be different about an open action; what is not sent stays. A new owner replaces the old."""

    what = _words("what")
    owner_name = _words("owner_name")
    owner_id = fields.UUID()
    due_on = fields.Date()


class GroupActionFinishSchema(BaseSchema):
    """The day on which it was done."""

    done_on = fields.Date(required=True)


class GroupActionDropSchema(BaseSchema):
    """Why nobody will carry it out."""

    reason = _words("reason", required=True)


class GroupActionSchema(BaseSchema):
    """An action."""

    id = fields.UUID(required=True)
    group_id = fields.UUID(required=True)
    meeting_id = fields.UUID(required=True, allow_none=True)
    what = fields.String(required=True)
    owner_name = fields.String(required=True)
    owner_id = fields.UUID(required=True, allow_none=True)
    due_on = fields.Date(required=True)
    state = fields.Enum(ActionState, by_value=True, required=True)
    done_on = fields.Date(required=True, allow_none=True)
    dropped_because = fields.String(required=True)
    version = fields.Integer(required=True)


class KeyAreaQuerySchema(BaseSchema):
    """Whose groups; left out, those that the token's person works with."""

    whose = fields.Enum(Whose, by_value=True)


class KeyAreaSchema(BaseSchema):
    """One of the twelve areas, and the meeting that last touched it."""

    area = fields.Enum(KeyArea, by_value=True, required=True)
    is_stale = fields.Boolean(required=True, metadata={"description": "Not looked at for three months, or never"})
    last_on = fields.Date(required=True, allow_none=True)
    meeting_id = fields.UUID(required=True, allow_none=True)
    group_id = fields.UUID(required=True, allow_none=True)


class KeyAreasSchema(BaseSchema):
    """The twelve, those that are stale first."""

    items = fields.List(fields.Nested(KeyAreaSchema), required=True)


GroupListSchema = page_of(GroupSchema)
GroupMeetingListSchema = page_of(GroupMeetingSchema)
GroupActionListSchema = page_of(GroupActionSchema)
