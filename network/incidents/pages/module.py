"""The page of the organisation lead: the service, on or off. No referral is on it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.accounts.public import list_people_with_role
from network.core.actor import Actor
from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.permissions import Role
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.forms import ModuleForm, SwitchOffForm
from network.incidents.pages.blueprint import blueprint
from network.incidents.permissions import IncidentPermission
from network.incidents.queries.module import (
    find_module,
    list_departments,
    list_eligible_department_ids,
    list_providers,
)
from network.organisations.public import get_organisation, working_days_in_words
from network.ui.fields import choice

Answer = Response | str | tuple[str, int]


@blueprint.get("/service")
@requires(IncidentPermission.SWITCH)
def show_module() -> Answer:
    """How the service stands in the lead's organisation."""
    actor = current_actor()
    module = find_module(actor)
    providers: dict[UUID | None, str] = {provider.id: provider.name for provider in list_providers(actor)}
    eligible = list_eligible_department_ids(actor)
    return render_template(
        "incidents/show_module.html",
        module=module,
        provider_name=providers.get(module.provider_organisation_id) if module else None,
        departments=[each.name for each in list_departments(actor) if each.id in eligible],
        working_days=_working_days(actor),
        leads=list_people_with_role(actor.organisation_id, Role.INCIDENT_LEAD, current_clock()),
    )


@blueprint.route("/service/on", methods=["GET", "POST"])
@requires(IncidentPermission.SWITCH)
@commits
def switch_on() -> Answer:
    """Switches the service on, or changes how it is offered."""
    actor, form = current_actor(), _module_form()
    if form.validate_on_submit() and form.go_live_on.data:
        with form.rules():
            setup = _setup_of(form, form.go_live_on.data)
            service.switch_on(actor, setup, current_clock(), seen_version=form.seen_version)
            flash("The service is on. Managers can refer from the day that it goes live.", "success")
            return redirect(url_for("incidents.show_module"), 303)
    return render_form("incidents/switch_on.html", form, working_days=_working_days(actor))


@blueprint.route("/service/off", methods=["GET", "POST"])
@requires(IncidentPermission.SWITCH)
@commits
def switch_off() -> Answer:
    """Switches the service off; support that runs goes on."""
    form, module = SwitchOffForm(), find_module(current_actor())
    if form.validate_on_submit():
        service.switch_off(current_actor(), current_clock(), seen_version=form.seen_version)
        flash("The service is off. Support that is under way goes on to its end.", "success")
        return redirect(url_for("incidents.show_module"), 303)
    form.open_with(version=str(module.version) if module else "")
    return render_form("incidents/switch_off.html", form)


def _working_days(actor: Actor) -> str:
    return working_days_in_words(get_organisation(actor.organisation_id))


def _module_form() -> ModuleForm:
    actor, form = current_actor(), ModuleForm()
    module = find_module(actor)
    form.provider_id.choices = [choice(each.id, each.name) for each in list_providers(actor)]
    form.department_ids.choices = [choice(each.id, each.name) for each in list_departments(actor)]
    if not form.department_ids.choices:
        del form.department_ids
    else:
        form.open_with(department_ids=list(list_eligible_department_ids(actor)))
    if module and module.is_on:
        form.save.label.text = "Save"
    form.open_with(
        version=str(module.version) if module else "",
        go_live_on=module.go_live_on if module else None,
        provider_id=module.provider_organisation_id if module else None,
    )
    return form


def _setup_of(form: ModuleForm, go_live_on: date) -> service.Setup:
    departments = form.department_ids.data if "department_ids" in form else []
    return service.Setup(
        go_live_on=go_live_on,
        provider_id=form.provider_id.data,
        department_ids=frozenset(departments or ()),
    )
