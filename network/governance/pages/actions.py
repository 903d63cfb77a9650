"""Actions: all of them, one, and its way to the end."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for

from network.core.commit import commits
from network.core.exports import Cell, csv_answer
from network.core.forms import render_form
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.core.text import LONGEST_SEARCH, one_line
from network.governance.forms import AddActionForm, DropForm, EditActionForm, FinishForm, PressForm
from network.governance.models import Action
from network.governance.pages.blueprint import Answer, asked_for, blueprint, open_to, whose_asked
from network.governance.permissions import GovernancePermission
from network.governance.queries import actions, groups, meetings
from network.governance.queries.actions import ActionFilters, ActionLine
from network.governance.rules.calendar import due_words
from network.governance.service import actions as service
from network.governance.service import changes
from network.governance.vocabulary import ActionView
from network.governance.words import readers_of
from network.organisations.vocabulary import KeyArea

HEADINGS = ["Organisation", "Group", "Action", "Owner", "Due on", "State", "Done on", "Why it was dropped"]


def action_due(action: Action) -> str:
    """How an action stands today."""
    return due_words(action.state, action.due_on, current_clock().today(), action.done_on)


blueprint.add_app_template_filter(action_due, "action_due")


def _filters() -> ActionFilters:
    """From the address; what we do not know cuts nothing."""
    return ActionFilters(
        whose=whose_asked(current_actor()),
        view=asked_for("view", ActionView) or ActionView.OPEN,
        owner=one_line(request.args.get("owner", ""))[:LONGEST_SEARCH].strip(),
        is_mine=request.args.get("mine") == "yes",
        area=asked_for("area", KeyArea),
        group_id=request.args.get("group", type=UUID),
    )


def _as_asked(filters: ActionFilters) -> dict[str, object]:
    """The filters as the address says them."""
    return {
        "whose": None if filters.group_id else filters.whose,
        "view": filters.view,
        "owner": filters.owner or None,
        "mine": "yes" if filters.is_mine else None,
        "area": filters.area,
        "group": filters.group_id,
    }


@blueprint.get("/actions")
@requires(GovernancePermission.READ)
def list_actions() -> str:
    """What is to be done, across the organisation's groups or the network's, or in one group."""
    actor, filters, today = current_actor(), _filters(), current_clock().today()
    return render_template(
        "governance/list_actions.html",
        page=actions.list_actions(actor, filters, today, page_number(request.args.get("page"))),
        group=groups.get_group(actor, filters.group_id) if filters.group_id else None,
        filters=filters,
        asked=_as_asked(filters),
        choices=open_to(actor),
        views=ActionView,
        areas=KeyArea,
    )


@blueprint.get("/actions.csv")
@requires(GovernancePermission.READ)
def download_actions() -> Response:
    """The same actions, for a spreadsheet."""
    found = actions.list_for_file(current_actor(), _filters(), current_clock().today())
    return csv_answer("actions.csv", HEADINGS, [_row(each) for each in found])


def _row(line: ActionLine) -> list[Cell]:
    action, owner = line.action, line.action.owner_name
    said = [line.organisation_name, line.group_name, action.what, owner]
    return [*said, action.due_on, action.state.label, action.done_on, action.dropped_because]


@blueprint.route("/<uuid:group_id>/actions/new", methods=["GET", "POST"])
@requires(GovernancePermission.KEEP_ACTIONS)
@commits
def add_action(group_id: UUID) -> Answer:
    """An action between meetings."""
    actor, clock, form = current_actor(), current_clock(), AddActionForm()
    group = groups.get_group(actor, group_id)
    changes.check_keeps(actor, group)
    form.offer(groups.list_possible_owners(actor, group.organisation_id, clock))
    if form.validate_on_submit():
        with form.rules():
            service.add_action(actor, group_id, form.action(), clock)
            flash("The action is added. A colleague whose action it is gets one reminder, a week before.", "success")
            return redirect(url_for("governance.show_group", group_id=group_id), 303)
    said = readers_of(is_network=group.is_network)
    return render_form("governance/add_action.html", form, group=group, said=said)


@blueprint.get("/actions/<uuid:action_id>")
@requires(GovernancePermission.READ)
def show_action(action_id: UUID) -> str:
    """One action."""
    actor = current_actor()
    action = actions.get_action(actor, action_id)
    return render_template(
        "governance/show_action.html",
        action=action,
        group=groups.get_group(actor, action.group_id),
        meeting=meetings.get_meeting(actor, action.meeting_id) if action.meeting_id else None,
        may_finish=service.may_finish(actor, action),
        may_reopen=service.may_reopen(actor, action),
    )


@blueprint.route("/actions/<uuid:action_id>/edit", methods=["GET", "POST"])
@requires(GovernancePermission.KEEP_ACTIONS)
@commits
def edit_action(action_id: UUID) -> Answer:
    """An open action, changed."""
    actor, clock = current_actor(), current_clock()
    action = actions.get_action(actor, action_id)
    changes.check_keeps(actor, action)
    form = EditActionForm(data={**asdict(service.draft_of(action)), "version": str(action.version)})
    form.offer(groups.list_possible_owners(actor, action.organisation_id, clock), (action.owner_id, action.owner_name))
    if form.validate_on_submit():
        with form.rules():
            service.edit_action(actor, action_id, form.action(), form.seen_version, clock)
            flash("The action is changed.", "success")
            return redirect(url_for("governance.show_action", action_id=action_id), 303)
    said = readers_of(is_network=action.is_network)
    return render_form("governance/edit_action.html", form, action=action, said=said)


@blueprint.route("/actions/<uuid:action_id>/finish", methods=["GET", "POST"])
@requires(GovernancePermission.FINISH_ACTIONS)
@commits
def finish_action(action_id: UUID) -> Answer:
    """It is done."""
    actor, clock = current_actor(), current_clock()
    action = actions.get_action(actor, action_id)
    service.check_may_finish(actor, action)
    form = FinishForm(data={"done_on": clock.today(), "version": str(action.version)})
    if form.validate_on_submit() and form.done_on.data is not None:
        with form.rules():
            service.finish_action(actor, action_id, form.done_on.data, form.seen_version, clock)
            flash("The action is done. The group sees it at its next meeting.", "success")
            return redirect(url_for("governance.show_action", action_id=action_id), 303)
    return render_form("governance/finish_action.html", form, action=action)


@blueprint.route("/actions/<uuid:action_id>/drop", methods=["GET", "POST"])
@requires(GovernancePermission.KEEP_ACTIONS)
@commits
def drop_action(action_id: UUID) -> Answer:
    """Nobody will carry it out."""
    actor = current_actor()
    action = actions.get_action(actor, action_id)
    changes.check_keeps(actor, action)
    form = DropForm(data={"version": str(action.version)})
    if form.validate_on_submit():
        with form.rules():
            service.drop_action(actor, action_id, form.reason.data or "", form.seen_version, current_clock())
            flash("The action is dropped. It stays in the list of actions, with your reason.", "success")
            return redirect(url_for("governance.show_action", action_id=action_id), 303)
    said = readers_of(is_network=action.is_network)
    return render_form("governance/drop_action.html", form, action=action, said=said)


@blueprint.post("/actions/<uuid:action_id>/reopen")
@requires(GovernancePermission.FINISH_ACTIONS)
@commits
def reopen_action(action_id: UUID) -> Answer:
    """It is open after all."""
    service.reopen_action(current_actor(), action_id, PressForm().seen_version, current_clock())
    flash("The action is open again.", "success")
    return redirect(url_for("governance.show_action", action_id=action_id), 303)
