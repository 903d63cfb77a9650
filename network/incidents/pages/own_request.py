"""Somebody asks for support for themselves: one page, for everybody whose organisation allows it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, records_reading
from network.core.forms import render_form
from network.core.permissions import Role
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.forms import OwnRequestForm
from network.incidents.marks import about_own_request
from network.incidents.pages.blueprint import blueprint
from network.incidents.pages.trust import trust_in_parts
from network.incidents.queries.module import ServiceSettings, list_departments, list_modes
from network.incidents.queries.people import list_handlers
from network.incidents.rules.own_request import OwnRequest
from network.incidents.rules.readers import Capacity
from network.ui.fields import choice

Answer = Response | str | tuple[str, int]
TEXTS = (
    "narrative",
    "own_telephone",
    "own_email",
    "contact_times",
    "manager_name",
    "manager_telephone",
    "manager_email",
)


@blueprint.route("/own-request", methods=["GET", "POST"])
@about_own_request
@records_reading
@commits
def ask_for_oneself() -> Answer:
    """Who reads it, then the questions; their own page follows."""
    form = OwnRequestForm()
    settings = service.open_own_request(current_actor(), current_clock())
    _offer(form, settings)
    if form.validate_on_submit() and form.incident_on.data:
        with form.rules():
            said = _said(form, form.incident_on.data)
            asked = service.ask_for_oneself(current_actor(), said, current_clock())
            flash("You have asked for support. Your organisation’s incident lead is told.", "success")
            return redirect(url_for("incidents.show_own", referral_id=asked.id), 303)
    return render_form("incidents/ask_for_oneself.html", form, **_shown())


def _offer(form: OwnRequestForm, settings: ServiceSettings) -> None:
    departments = list_departments(current_actor())
    form.department_id.choices = [choice(each.id, each.name) for each in departments]
    if not departments:
        del form.department_id
    elif settings.department_ids:
        form.department_id.put(optional=False)
    form.offer(list_modes(current_actor().organisation_id))


def _said(form: OwnRequestForm, incident_on: date) -> OwnRequest:
    return OwnRequest(
        incident_on=incident_on,
        department_id=form.department_id.data if "department_id" in form else None,
        contact_way=form.contact_way.data,
        mode_wish=form.mode_wish.data,
        may_contact_manager=bool(form.may_contact_manager.data),
        **{name: form[name].data or "" for name in TEXTS},
    )


def _shown() -> dict[str, Any]:
    actor = current_actor()
    leads = list_handlers(actor.organisation_id, Role.INCIDENT_LEAD, {actor.user_id}, current_clock())
    trust = trust_in_parts("narrative", writer=Capacity.STAFF_MEMBER, is_self_requested=True)
    return {"leads": [(lead.name, lead.email) for lead in leads], "trust": trust}
