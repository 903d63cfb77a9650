"""Groups: all of them, one, and what its keeper does with it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.governance.forms import AddGroupForm, EditGroupForm, EndGroupForm, PressForm
from network.governance.models import Group
from network.governance.pages.blueprint import Answer, asked_for, blueprint, open_to
from network.governance.permissions import GovernancePermission
from network.governance.queries import actions, groups, meetings
from network.governance.rules import calendar
from network.governance.rules.drafts import members_of
from network.governance.service import changes
from network.governance.service import groups as service
from network.governance.vocabulary import Whose
from network.governance.words import readers_of
from network.organisations.public import get_organisation

MEETINGS_SHOWN = 12


@blueprint.get("")
@requires(GovernancePermission.READ)
def list_groups() -> str:
    """The network's groups and one's own; every partner's for the coordinator."""
    actor, whose, is_ended = current_actor(), asked_for("whose", Whose), request.args.get("show") == "ended"
    whose = whose if whose in open_to(actor) else None
    number, today = page_number(request.args.get("page")), current_clock().today()
    return render_template(
        "governance/list_groups.html",
        page=groups.list_groups(actor, whose, today, number, is_ended=is_ended),
        whose=whose,
        choices=open_to(actor),
        is_ended=is_ended,
        expected_on=calendar.expected_on,
        today=today,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(GovernancePermission.KEEP_GROUPS)
@commits
def add_group() -> Answer:
    """A new group."""
    form, actor = AddGroupForm(), current_actor()
    if form.validate_on_submit():
        with form.rules():
            group = service.add_group(actor, form.draft(), current_clock())
            flash("The group is added. Plan its next meeting, so that people know when it meets.", "success")
            return redirect(url_for("governance.show_group", group_id=group.id), 303)
    return render_form("governance/add_group.html", form, said=readers_of(is_network=actor.is_network_wide))


@blueprint.get("/<uuid:group_id>")
@requires(GovernancePermission.READ)
def show_group(group_id: UUID) -> str:
    """One group: what is to be done first, then when it meets and has met."""
    actor, number = current_actor(), page_number(request.args.get("page"))
    group = groups.get_group(actor, group_id)
    past = meetings.list_past(actor, group_id, number, MEETINGS_SHOWN)
    ahead = meetings.list_ahead(actor, group_id)
    return render_template(
        "governance/show_group.html",
        group=group,
        organisation=get_organisation(group.organisation_id),
        members=members_of(group.members),
        ahead=ahead,
        past=past,
        areas=meetings.areas_of(actor, [each.id for each in [*ahead, *past.items]]),
        open_actions=actions.list_of_group(actor, group_id, is_open=True),
        **_expected(group),
    )


def _expected(group: Group) -> dict[str, date | None]:
    held = groups.last_held(current_actor(), [group.id]).get(group.id)
    expected = None if group.ended_on is not None else calendar.expected_on(group.rhythm, held)
    return {"expected": expected, "today": current_clock().today()}


@blueprint.route("/<uuid:group_id>/edit", methods=["GET", "POST"])
@requires(GovernancePermission.KEEP_GROUPS)
@commits
def edit_group(group_id: UUID) -> Answer:
    """What is said of a group, changed."""
    group = _kept(group_id)
    form = EditGroupForm(data={**asdict(service.draft_of(group)), "version": str(group.version)})
    if form.validate_on_submit():
        with form.rules():
            service.edit_group(current_actor(), group_id, form.draft(), form.seen_version, current_clock())
            flash("The group is changed.", "success")
            return redirect(url_for("governance.show_group", group_id=group_id), 303)
    return render_form("governance/edit_group.html", form, group=group, said=readers_of(is_network=group.is_network))


@blueprint.route("/<uuid:group_id>/end", methods=["GET", "POST"])
@requires(GovernancePermission.KEEP_GROUPS)
@commits
def end_group(group_id: UUID) -> Answer:
    """The end of a group, which keeps its history."""
    group = _kept(group_id)
    form = EndGroupForm(data={"version": str(group.version)})
    if form.validate_on_submit() and form.ended_on.data is not None:
        with form.rules():
            service.end_group(current_actor(), group_id, form.ended_on.data, form.seen_version, current_clock())
            flash("The group has ended. Its meetings, decisions and actions stay to be read.", "success")
            return redirect(url_for("governance.show_group", group_id=group_id), 303)
    return render_form("governance/end_group.html", form, group=group)


@blueprint.post("/<uuid:group_id>/reopen")
@requires(GovernancePermission.KEEP_GROUPS)
@commits
def reopen_group(group_id: UUID) -> Answer:
    """An end that was taken back."""
    service.reopen_group(current_actor(), group_id, PressForm().seen_version, current_clock())
    flash("The group is open again. Plan its next meeting.", "success")
    return redirect(url_for("governance.show_group", group_id=group_id), 303)


def _kept(group_id: UUID) -> Group:
    """A group that the actor keeps: whoever does not is told before they fill anything in."""
    group = groups.get_group(current_actor(), group_id)
    changes.check_keeps(current_actor(), group)
    return group
