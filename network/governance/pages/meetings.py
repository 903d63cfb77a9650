"""Meetings: planned, moved, written up, read, printed."""

from __future__ import annotations

from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as Redirect

from network.core.commit import commits
from network.core.exports import Cell, csv_answer
from network.core.forms import UNPROCESSABLE, render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.governance.forms import ChangePlanForm, PlanForm, PressForm, WriteUpForm
from network.governance.models import Meeting
from network.governance.pages.blueprint import Answer, blueprint, whose_asked
from network.governance.permissions import GovernancePermission
from network.governance.queries import actions, groups, meetings
from network.governance.queries.meetings import MeetingRow
from network.governance.rules.calendar import meeting_state
from network.governance.service import changes
from network.governance.service import meetings as service
from network.governance.vocabulary import MeetingState
from network.governance.words import readers_of
from network.organisations.public import get_organisation

HEADINGS = ["Day", "Organisation", "Group", "State", "Areas", "Attended", "Note", "Decisions"]


def state_of(meeting: Meeting) -> MeetingState:
    """Where a meeting stands today."""
    return meeting_state(
        meeting.held_on,
        current_clock().today(),
        is_written_up=meeting.written_up_at is not None,
        is_called_off=meeting.called_off_at is not None,
    )


blueprint.add_app_template_filter(state_of, "meeting_state")


@blueprint.route("/<uuid:group_id>/meetings/new", methods=["GET", "POST"])
@requires(GovernancePermission.KEEP_MEETINGS)
@commits
def plan_meeting(group_id: UUID) -> Answer:
    """A meeting to come, or one that was held and is now to be written up."""
    group, form, actor = groups.get_group(current_actor(), group_id), PlanForm(), current_actor()
    changes.check_keeps(actor, group)
    if form.validate_on_submit() and form.held_on.data is not None:
        with form.rules():
            said = form.held_on.data, form.areas.data or ()
            meeting = service.plan_meeting(actor, group_id, *said, current_clock())
            return _led_on(meeting, "The meeting is planned. After that day, write it up here.")
    return render_form("governance/plan_meeting.html", form, group=group)


def _led_on(meeting: Meeting, planned: str) -> Redirect:
    """To the next thing to do: a meeting that was held is written up."""
    if state_of(meeting) is MeetingState.TO_WRITE_UP:
        flash("The meeting is saved. Now write it up.", "success")
        return redirect(url_for("governance.write_up", meeting_id=meeting.id), 303)
    flash(planned, "success")
    return redirect(url_for("governance.show_meeting", meeting_id=meeting.id), 303)


@blueprint.get("/meetings/<uuid:meeting_id>")
@requires(GovernancePermission.READ)
def show_meeting(meeting_id: UUID) -> str:
    """One meeting, what it decided and what was agreed."""
    return _reading("governance/show_meeting.html", meeting_id)


@blueprint.get("/meetings/<uuid:meeting_id>/record")
@requires(GovernancePermission.READ)
def show_record(meeting_id: UUID) -> str:
    """One page of a meeting, to print or to send."""
    return _reading("governance/show_record.html", meeting_id)


def _reading(template: str, meeting_id: UUID) -> str:
    actor = current_actor()
    meeting = meetings.get_meeting(actor, meeting_id)
    return render_template(
        template,
        meeting=meeting,
        group=groups.get_group(actor, meeting.group_id),
        organisation=get_organisation(meeting.organisation_id),
        areas=meetings.areas_of(actor, [meeting_id]).get(meeting_id, []),
        decisions=meetings.list_decisions(actor, [meeting_id]),
        actions=actions.list_of_meeting(actor, meeting_id),
        today=current_clock().today(),
    )


@blueprint.route("/meetings/<uuid:meeting_id>/plan", methods=["GET", "POST"])
@requires(GovernancePermission.KEEP_MEETINGS)
@commits
def change_plan(meeting_id: UUID) -> Answer:
    """Another day, or other areas."""
    meeting, actor = _kept(meeting_id), current_actor()
    areas = meetings.areas_of(actor, [meeting_id]).get(meeting_id, [])
    form = ChangePlanForm(data={"held_on": meeting.held_on, "areas": areas, "version": str(meeting.version)})
    if form.validate_on_submit() and form.held_on.data is not None:
        with form.rules():
            said = form.held_on.data, form.areas.data or ()
            meeting = service.change_plan(actor, meeting_id, *said, form.seen_version, current_clock())
            return _led_on(meeting, "The plan is changed. Tell the members of the group.")
    group = groups.get_group(actor, meeting.group_id)
    return render_form("governance/change_plan.html", form, meeting=meeting, group=group)


@blueprint.route("/meetings/<uuid:meeting_id>/write-up", methods=["GET", "POST"])
@requires(GovernancePermission.KEEP_MEETINGS)
@commits
def write_up(meeting_id: UUID) -> Answer:
    """What was discussed, decided and agreed."""
    meeting = _kept(meeting_id)
    form = _write_up_form(meeting)
    if form.asks_for_rows:
        return _write_up_page(meeting, form)[0], UNPROCESSABLE  # nothing is carried out: the form's answer says so
    if form.validate_on_submit():
        with form.rules():
            said, agreed = form.write_up(), form.new_actions()
            service.write_up(current_actor(), meeting_id, said, form.seen_version, current_clock(), agreed)
            flash("The meeting is written up. Everybody who reads the group can see it.", "success")
            return redirect(url_for("governance.show_meeting", meeting_id=meeting_id), 303)
    return _write_up_page(meeting, form)


def _write_up_form(meeting: Meeting) -> WriteUpForm:
    actor = current_actor()
    said = service.values_of(actor, meeting)
    form = WriteUpForm(data={**said, "areas": list(said["areas"]), "version": str(meeting.version)})
    form.set_out(groups.list_possible_owners(actor, meeting.organisation_id, current_clock()))
    return form


def _write_up_page(meeting: Meeting, form: WriteUpForm) -> tuple[str, int]:
    return render_form(
        "governance/write_up.html",
        form,
        meeting=meeting,
        group=groups.get_group(current_actor(), meeting.group_id),
        agreed=actions.list_of_meeting(current_actor(), meeting.id),
        said=readers_of(is_network=meeting.is_network),
    )


@blueprint.post("/meetings/<uuid:meeting_id>/call-off")
@requires(GovernancePermission.KEEP_MEETINGS)
@commits
def call_off(meeting_id: UUID) -> Answer:
    """A meeting that is not held."""
    meeting = service.call_off(current_actor(), meeting_id, PressForm().seen_version, current_clock())
    flash("The meeting is called off. Tell the members of the group, and plan another day if there is one.", "success")
    return redirect(url_for("governance.show_group", group_id=meeting.group_id), 303)


@blueprint.get("/meetings.csv")
@requires(GovernancePermission.READ)
def download_meetings() -> Response:
    """Every meeting, for a spreadsheet."""
    return csv_answer(
        "meetings.csv", HEADINGS, _rows(meetings.list_for_file(current_actor(), whose_asked(current_actor())))
    )


def _rows(found: list[MeetingRow]) -> list[list[Cell]]:
    ids = [each.meeting.id for each in found]
    areas, decided = meetings.areas_of(current_actor(), ids), meetings.decisions_of(current_actor(), ids)
    return [
        [
            each.meeting.held_on,
            each.organisation_name,
            each.group_name,
            state_of(each.meeting).label,
            ", ".join(area.label for area in areas.get(each.meeting.id, ())),
            each.meeting.attended,
            each.meeting.note,
            "\n".join(decided.get(each.meeting.id, ())),
        ]
        for each in found
    ]


def _kept(meeting_id: UUID) -> Meeting:
    meeting = meetings.get_meeting(current_actor(), meeting_id)
    changes.check_keeps(current_actor(), meeting)
    return meeting
