"""Meetings as JSON."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from network.core.api import PageQuerySchema
from network.core.commit import commits
from network.core.guard import requires
from network.core.pagination import Page
from network.core.request import current_actor, current_clock
from network.governance.api.blueprint import blueprint
from network.governance.models import Meeting
from network.governance.permissions import GovernancePermission
from network.governance.queries import groups, meetings
from network.governance.rules.calendar import meeting_state
from network.governance.rules.drafts import WriteUp
from network.governance.schemas import (
    GroupMeetingListSchema,
    GroupMeetingMoveSchema,
    GroupMeetingPlanSchema,
    GroupMeetingSchema,
    GroupMeetingWriteUpSchema,
)
from network.governance.service import meetings as service


def _all_shown(found: list[Meeting]) -> dict[UUID, dict[str, Any]]:
    actor, today = current_actor(), current_clock().today()
    ids = [meeting.id for meeting in found]
    areas, decided = meetings.areas_of(actor, ids), meetings.decisions_of(actor, ids)
    return {
        meeting.id: {
            "id": meeting.id,
            "group_id": meeting.group_id,
            "held_on": meeting.held_on,
            "state": meeting_state(
                meeting.held_on,
                today,
                is_written_up=meeting.written_up_at is not None,
                is_called_off=meeting.called_off_at is not None,
            ),
            "areas": areas.get(meeting.id, []),
            "attended": meeting.attended,
            "note": meeting.note,
            "decisions": decided.get(meeting.id, []),
            "version": meeting.version,
        }
        for meeting in found
    }


def _shown(meeting: Meeting) -> dict[str, Any]:
    return _all_shown([meeting])[meeting.id]


@blueprint.route("/groups/<uuid:group_id>/meetings")
@requires(GovernancePermission.READ)
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, GroupMeetingListSchema)
def list_meetings(asked: dict[str, int], group_id: UUID) -> Page[Any]:
    """A group's meetings, the latest first."""
    groups.get_group(current_actor(), group_id)
    page = meetings.list_of_group(current_actor(), group_id, asked["page"], asked["page_size"])
    shown = _all_shown(list(page.items))
    return page.map(lambda meeting: shown[meeting.id])


@blueprint.route("/groups/<uuid:group_id>/meetings", methods=["POST"])
@requires(GovernancePermission.KEEP_MEETINGS)
@commits
@blueprint.arguments(GroupMeetingPlanSchema)
@blueprint.response(201, GroupMeetingSchema)
def plan_meeting(said: dict[str, Any], group_id: UUID) -> Any:
    """Plans a meeting; one of an earlier day is then to be written up."""
    meeting = service.plan_meeting(current_actor(), group_id, said["held_on"], said["areas"], current_clock())
    return _shown(meeting), 201, {"Location": url_for("governance_api.show_meeting", meeting_id=meeting.id)}


@blueprint.route("/meetings/<uuid:meeting_id>")
@requires(GovernancePermission.READ)
@blueprint.etag
@blueprint.response(200, GroupMeetingSchema)
def show_meeting(meeting_id: UUID) -> dict[str, Any]:
    """One meeting."""
    return _shown(meetings.get_meeting(current_actor(), meeting_id))


@blueprint.route("/meetings/<uuid:meeting_id>", methods=["PATCH"])
@requires(GovernancePermission.KEEP_MEETINGS)
@commits
@blueprint.etag
@blueprint.arguments(GroupMeetingMoveSchema)
@blueprint.response(200, GroupMeetingSchema)
def change_plan(said: dict[str, Any], meeting_id: UUID) -> dict[str, Any]:
    """Moves a meeting that is still to be written up; needs `If-Match`."""
    actor = current_actor()
    meeting = meetings.get_meeting(actor, meeting_id)
    blueprint.check_etag(_shown(meeting), GroupMeetingSchema)
    stored = service.values_of(actor, meeting)
    plan = said.get("held_on", stored["held_on"]), said.get("areas", stored["areas"])
    return _shown(service.change_plan(actor, meeting_id, *plan, meeting.version, current_clock()))


@blueprint.route("/meetings/<uuid:meeting_id>/write-up", methods=["PATCH"])
@requires(GovernancePermission.KEEP_MEETINGS)
@commits
@blueprint.etag
@blueprint.arguments(GroupMeetingWriteUpSchema)
@blueprint.response(200, GroupMeetingSchema)
def write_up(said: dict[str, Any], meeting_id: UUID) -> dict[str, Any]:
    """Writes a meeting up that was held, or corrects what was written; needs `If-Match`."""
    actor = current_actor()
    meeting = meetings.get_meeting(actor, meeting_id)
    blueprint.check_etag(_shown(meeting), GroupMeetingSchema)
    values = {**service.values_of(actor, meeting), **said}
    draft = WriteUp(**{**values, "areas": frozenset(values["areas"]), "decisions": tuple(values["decisions"])})
    return _shown(service.write_up(actor, meeting_id, draft, meeting.version, current_clock()))


@blueprint.route("/meetings/<uuid:meeting_id>/call-off", methods=["POST"])
@requires(GovernancePermission.KEEP_MEETINGS)
@commits
@blueprint.response(200, GroupMeetingSchema)
def call_off(meeting_id: UUID) -> dict[str, Any]:
    """Calls a meeting off that is still to be written up."""
    meeting = meetings.get_meeting(current_actor(), meeting_id)
    return _shown(service.call_off(current_actor(), meeting_id, meeting.version, current_clock()))
