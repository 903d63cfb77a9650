"""In an emergency: one asks, another agrees, the first reads for an hour."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, records_reading
from network.core.forms import render_form
from network.core.guard import needs_fresh_sign_in
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.forms.emergency import EmergencyForm
from network.incidents.marks import in_emergencies
from network.incidents.pages.blueprint import blueprint
from network.incidents.permissions import IncidentPermission

Answer = Response | str | tuple[str, int]
ASK, AGREE = in_emergencies(IncidentPermission.ASK_IN_EMERGENCY), in_emergencies(IncidentPermission.AGREE_IN_EMERGENCY)


@blueprint.get("/emergencies")
@AGREE
@records_reading
def list_emergencies() -> str:
    """One's own requests, and those of others that wait for a second person."""
    listed = service.open_emergencies(current_actor(), current_clock())
    return render_template("incidents/list_emergencies.html", emergencies=listed)


@blueprint.route("/emergencies/new", methods=["GET", "POST"])
@ASK
@commits
def ask_in_emergency() -> Answer:
    """Asks for one referral by its reference; the answer is the same whether or not there is one."""
    form = EmergencyForm()
    if form.validate_on_submit():
        with form.rules():
            reference, clock = form.reference.data or "", current_clock()
            service.ask_in_emergency(current_actor(), reference, form.reason.data, clock)
            flash("A second person is asked. Whatever is not agreed within 24 hours lapses.", "success")
            return redirect(url_for("incidents.list_emergencies"), 303)
    return render_form("incidents/ask_in_emergency.html", form)


@blueprint.post("/emergencies/<uuid:emergency_id>/agree")
@AGREE
@needs_fresh_sign_in
@commits
def agree_in_emergency(emergency_id: UUID) -> Answer:
    """As the second person, having signed in just now."""
    service.agree_in_emergency(current_actor(), emergency_id, current_clock())
    flash("You have agreed. Whoever asked can read it for 60 minutes, and its person is told.", "success")
    return redirect(url_for("incidents.list_emergencies"), 303)


@blueprint.get("/emergencies/<uuid:emergency_id>")
@ASK
@records_reading
def open_in_emergency(emergency_id: UUID) -> str:
    """What the reason opens, to the asker alone."""
    opened = service.open_in_emergency(current_actor(), emergency_id, current_clock())
    return render_template("incidents/open_in_emergency.html", opened=opened)
