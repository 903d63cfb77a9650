"""Focus groups about the support, logged by an incident lead or the coordinator (LE-7)."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.forms import FocusGroupForm
from network.incidents.permissions import IncidentPermission
from network.incidents.queries import focus_groups as queries

Answer = Response | str | tuple[str, int]
# Apart from the support itself: its addresses are on pages of the coordinator, who sees nothing of any case.
blueprint = Blueprint("focus_groups", __name__, url_prefix="/focus-groups", template_folder="../templates")


@blueprint.get("/")
@requires(IncidentPermission.LISTEN)
def list_focus_groups() -> Answer:
    """Those of one's own organisation, the latest first."""
    page = queries.list_focus_groups(current_actor(), page_number(request.args.get("page")))
    return render_template("incidents/list_focus_groups.html", page=page)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(IncidentPermission.LISTEN)
@commits
def log_focus_group() -> Answer:
    """One that was held."""
    form = FocusGroupForm()
    if form.validate_on_submit():
        with form.rules():
            service.log_focus_group(current_actor(), _held(form), current_clock())
            return _to_list()
    return render_form("incidents/log_focus_group.html", form, group=None)


@blueprint.route("/<uuid:focus_group_id>", methods=["GET", "POST"])
@requires(IncidentPermission.LISTEN)
@commits
def change_focus_group(focus_group_id: UUID) -> Answer:
    """What came of it, once that is known."""
    form, actor = FocusGroupForm(), current_actor()
    group = queries.get_focus_group(actor, focus_group_id)
    if form.validate_on_submit():
        with form.rules():
            held, seen = _held(form), form.seen_version
            service.change_focus_group(actor, focus_group_id, held, current_clock(), seen_version=seen)
            return _to_list()
    form.open_with(version=group.version, theme=group.theme, title=group.title, held_on=group.held_on)
    form.open_with(attendance=group.attendance, changed=group.changed)
    return render_form("incidents/log_focus_group.html", form, group=group)


def _held(form: FocusGroupForm) -> service.FocusGroupHeld:
    if form.held_on.data is None or form.attendance.data is None:
        raise TypeError("A form that is in order has a day and a number")
    return service.FocusGroupHeld(
        theme=form.theme.data,
        title=form.title.data or "",
        held_on=form.held_on.data,
        attendance=form.attendance.data,
        changed=form.changed.data or "",
    )


def _to_list() -> Response:
    flash("Saved.", "success")
    return redirect(url_for("focus_groups.list_focus_groups"), 303)
